import type { Bars } from '@assay/core';
import { eachRun, undefinedColumn } from '../window/runs.js';
import { assertPeriod } from '../window/period.js';
import { accumulationDistribution } from './accumulation-distribution.js';

/**
 * Chaikin oscillator: EMA(`fast`) − EMA(`slow`) of the accumulation/distribution line, both seeded with its
 * first value.
 *
 * Unit: that of the volume. First defined index: the longer period − 1; NaN before it. Recursive: behind a
 * bar with NaN it begins anew. Source: M. Chaikin; TA-Lib TA_ADOSC.
 * @throws RangeError when a period is not a whole number ≥ 1.
 */
export function chaikinOscillator(bars: Bars, fast = 3, slow = 10): Float64Array {
  assertPeriod('chaikinOscillator', fast, 1, 'fast');
  assertPeriod('chaikinOscillator', slow, 1, 'slow');
  const line = accumulationDistribution(bars);
  const out = undefinedColumn(bars.length);
  const quickWeight = 2 / (fast + 1);
  const slowWeight = 2 / (slow + 1);
  eachRun(line, (from, to) => {
    const first = from + Math.max(fast, slow) - 1;
    let quickly = line[from] as number;
    let slowly = quickly;
    for (let i = from; i < to; i += 1) {
      const now = line[i] as number;
      quickly += (now - quickly) * quickWeight;
      slowly += (now - slowly) * slowWeight;
      if (i >= first) out[i] = quickly - slowly;
    }
  });
  return out;
}
