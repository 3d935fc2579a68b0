import { assertNumber, assertPeriod } from '../window/period.js';
import { efficiencyRatio } from './efficiency-ratio.js';

/**
 * Regime by efficiency: 1 where the signed efficiency ratio is ≥ `threshold`, −1 where it is ≤ −`threshold`,
 * 0 between. A steady fall is a trend downwards, and a quiet market none at all.
 *
 * Unit: −1, 0 or 1. First defined index: `period` after the first non-NaN value; NaN before it and in every
 * window that contains a NaN. Source: the predecessor's efficiency_ratio_regime.
 * @throws RangeError when `period` is not a whole number ≥ 1, or `threshold` not within 0 … 1.
 */
export function efficiencyRatioRegime(
  values: Float64Array,
  period = 20,
  threshold = 0.4,
): Float64Array {
  assertPeriod('efficiencyRatioRegime', period);
  assertNumber('efficiencyRatioRegime', 'threshold', threshold, 0, 1);
  const out = efficiencyRatio(values, period);
  for (let i = 0; i < out.length; i += 1) {
    const ratio = out[i] as number;
    out[i] = Math.abs(ratio) < threshold ? 0 : Math.sign(ratio);
  }
  return out;
}
