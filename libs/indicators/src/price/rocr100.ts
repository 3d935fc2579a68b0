import { ratioToEarlier } from '../window/ratio-to-earlier.js';

/**
 * Rate of change as a ratio in percent: 100 × value ÷ value `period` bars ago.
 *
 * Unit: percent; 100 is unchanged. First defined index: `period` after the first non-NaN value; NaN before
 * it, and where the earlier value is zero. Source: TA-Lib TA_ROCR100.
 * @throws RangeError when `period` is not a whole number ≥ 1.
 */
export function rocr100(values: Float64Array, period: number): Float64Array {
  const out = ratioToEarlier('rocr100', values, period);
  for (let i = 0; i < out.length; i += 1) out[i] = 100 * (out[i] as number);
  return out;
}
