import { CYCLE_SHOWN, CYCLE_START, DominantCycle } from '../window/dominant-cycle.js';
import { assertNumber } from '../window/period.js';
import { eachRun, undefinedColumn } from '../window/runs.js';

const DEGREES = 180 / Math.PI;

/** The adaptive average and the one that follows it; in the unit of the input. */
export interface Mama {
  readonly mama: Float64Array;
  readonly fama: Float64Array;
}

/**
 * MESA adaptive moving average: an exponential average whose weight is `fastLimit` ÷ the degrees by which
 * the phase of the dominant cycle fell since the bar before, within `slowLimit` … `fastLimit`; fama averages
 * it with half that weight. Both begin at zero, as TA-Lib's do: give fama a hundred bars to arrive.
 *
 * Unit: that of `values`. First defined index: 32 after the first non-NaN value; NaN before it. Recursive:
 * behind a NaN it begins anew. Source: J. Ehlers 2001; TA-Lib TA_MAMA.
 * @throws RangeError when not 0.01 ≤ `slowLimit` ≤ `fastLimit` ≤ 0.99.
 */
export function mama(values: Float64Array, fastLimit = 0.5, slowLimit = 0.05): Mama {
  assertNumber('mama', 'fastLimit', fastLimit, 0.01, 0.99);
  assertNumber('mama', 'slowLimit', slowLimit, 0.01, fastLimit);
  const lines = { mama: undefinedColumn(values.length), fama: undefinedColumn(values.length) };
  eachRun(values, (from, to) => {
    const cycle = new DominantCycle();
    let [phase, average, follower] = [0, 0, 0];
    for (let i = from + CYCLE_START.period; i < to; i += 1) {
      cycle.next(values, i);
      const { inPhase, quadrature } = cycle;
      const now = inPhase === 0 ? 0 : Math.atan(quadrature / inPhase) * DEGREES;
      const fall = Math.max(1, phase - now);
      phase = now;
      const weight = Math.max(slowLimit, fastLimit / fall);
      average += weight * ((values[i] as number) - average);
      follower += 0.5 * weight * (average - follower);
      if (i < from + CYCLE_SHOWN.period) continue;
      lines.mama[i] = average;
      lines.fama[i] = follower;
    }
  });
  return lines;
}
