import { assessQuality, readBarFile } from '@assay/market-data';
import type { LoadResult, LoadTask } from './tasks.js';

/** Reads and judges one bar file, columns in shared memory. Runs on an unguarded thread. */
export function loadSeries(task: LoadTask): LoadResult {
  const { bars, fileSha256, bytes } = readBarFile(task.path, { shared: true });
  const quality = assessQuality(bars, { timeframe: task.timeframe, calendar: task.calendar });
  return { bars, fileSha256, bytes, quality };
}
