import { assessQuality, readBarFile } from '@assay/market-data';
import { columnCacheIn } from './column-cache-folder.js';
import type { BarsResult, BarsTask, LoadResult, LoadTask } from './tasks.js';

/** Reads and judges one bar file, columns in shared memory. Runs on an unguarded thread. */
export async function loadSeries(task: LoadTask): Promise<LoadResult> {
  const cache = columnCacheIn(task.cacheFolder);
  const read = await readBarFile(task.path, { shared: true, cache });
  const { bars, fileSha256, bytes, endsWithLineFeed } = read;
  const { timeframe, calendar } = task;
  const isUnterminated = !endsWithLineFeed;
  const quality = assessQuality(bars, { timeframe, calendar, isUnterminated });
  return { bars, fileSha256, bytes, quality };
}

/** Reads one bar file and nothing more. Runs on an unguarded thread. */
export async function readSeries({ path, cacheFolder }: BarsTask): Promise<BarsResult> {
  const cache = columnCacheIn(cacheFolder);
  const { bars, fileSha256 } = await readBarFile(path, { shared: true, cache });
  return { bars, fileSha256 };
}
