import { CYCLE_SHOWN, CYCLE_START, DominantCycle } from '../window/dominant-cycle.js';
import { eachRun, undefinedColumn } from '../window/runs.js';

/**
 * Length of the dominant cycle, by Ehlers' homodyne discriminator on a Hilbert transform.
 *
 * Unit: bars, 6–50. First defined index: 32 after the first non-NaN value; NaN before it. Recursive: behind
 * a NaN it begins anew. Source: J. Ehlers 2001; TA-Lib TA_HT_DCPERIOD.
 */
export function hilbertPeriod(values: Float64Array): Float64Array {
  const out = undefinedColumn(values.length);
  eachRun(values, (from, to) => {
    const cycle = new DominantCycle();
    for (let i = from + CYCLE_START.period; i < to; i += 1) {
      cycle.next(values, i);
      if (i >= from + CYCLE_SHOWN.period) out[i] = cycle.smoothPeriod;
    }
  });
  return out;
}
