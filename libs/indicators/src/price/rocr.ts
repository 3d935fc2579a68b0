import { ratioToEarlier } from '../window/ratio-to-earlier.js';

/**
 * Rate of change as a ratio: value ÷ value `period` bars ago.
 *
 * Unit: none; 1 is unchanged. First defined index: `period` after the first non-NaN value; NaN before it,
 * and where the earlier value is zero. Source: TA-Lib TA_ROCR.
 * @throws RangeError when `period` is not a whole number ≥ 1.
 */
export function rocr(values: Float64Array, period: number): Float64Array {
  return ratioToEarlier('rocr', values, period);
}
