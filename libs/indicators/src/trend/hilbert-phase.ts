import { CYCLE_SHOWN, CYCLE_START, CyclePhase, DominantCycle } from '../window/dominant-cycle.js';
import { eachRun, undefinedColumn } from '../window/runs.js';

/**
 * Phase of the dominant cycle: where in it the series is.
 *
 * Unit: degrees, −45 … 315. First defined index: 63 after the first non-NaN value; NaN before it.
 * Recursive: behind a NaN it begins anew. Source: J. Ehlers 2001; TA-Lib TA_HT_DCPHASE.
 */
export function hilbertPhase(values: Float64Array): Float64Array {
  const out = undefinedColumn(values.length);
  eachRun(values, (from, to) => {
    const cycle = new DominantCycle();
    const phase = new CyclePhase();
    for (let i = from + CYCLE_START.phase; i < to; i += 1) {
      cycle.next(values, i);
      phase.next(cycle);
      if (i >= from + CYCLE_SHOWN.phase) out[i] = phase.phase;
    }
  });
  return out;
}
