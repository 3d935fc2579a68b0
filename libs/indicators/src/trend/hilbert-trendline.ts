import {
  CYCLE_SHOWN,
  CYCLE_START,
  CycleTrendline,
  DominantCycle,
} from '../window/dominant-cycle.js';
import { eachRun, undefinedColumn } from '../window/runs.js';

/**
 * Instantaneous trendline: the mean over the dominant cycle, so that the cycle cancels, smoothed over four
 * bars.
 *
 * Unit: that of `values`. First defined index: 63 after the first non-NaN value; NaN before it. Recursive:
 * behind a NaN it begins anew. Source: J. Ehlers 2001; TA-Lib TA_HT_TRENDLINE.
 */
export function hilbertTrendline(values: Float64Array): Float64Array {
  const out = undefinedColumn(values.length);
  eachRun(values, (from, to) => {
    const cycle = new DominantCycle();
    const trendline = new CycleTrendline();
    for (let i = from + CYCLE_START.phase; i < to; i += 1) {
      cycle.next(values, i);
      trendline.next(cycle, values, i);
      if (i >= from + CYCLE_SHOWN.phase) out[i] = trendline.line;
    }
  });
  return out;
}
