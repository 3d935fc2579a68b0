import { CYCLE_SHOWN, CYCLE_START, DominantCycle } from '../window/dominant-cycle.js';
import { eachRun, undefinedColumn } from '../window/runs.js';

/** The two components of the dominant cycle, in the unit of the input. */
export interface Phasor {
  readonly inPhase: Float64Array;
  readonly quadrature: Float64Array;
}

/**
 * Phasor of the dominant cycle: its component in phase, three bars late, and the one turned by a quarter.
 *
 * Unit: that of `values`. First defined index: 32 after the first non-NaN value; NaN before it. Recursive:
 * behind a NaN it begins anew. Source: J. Ehlers 2001; TA-Lib TA_HT_PHASOR.
 */
export function hilbertPhasor(values: Float64Array): Phasor {
  const lines = {
    inPhase: undefinedColumn(values.length),
    quadrature: undefinedColumn(values.length),
  };
  eachRun(values, (from, to) => {
    const cycle = new DominantCycle();
    for (let i = from + CYCLE_START.period; i < to; i += 1) {
      cycle.next(values, i);
      if (i < from + CYCLE_SHOWN.period) continue;
      lines.inPhase[i] = cycle.inPhase;
      lines.quadrature[i] = cycle.quadrature;
    }
  });
  return lines;
}
