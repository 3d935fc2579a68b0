import { ema } from '../trend/ema.js';
import { assertPeriod } from '../window/period.js';

/**
 * Change of the exponential moving average over the last `lag` bars.
 *
 * Unit: that of `values`. First defined index: `period − 1 + lag` after the first non-NaN value; NaN
 * before it. Recursive: behind a NaN it begins anew. Source: the predecessor's ema_slope.
 * @throws RangeError when `period` or `lag` is not a whole number ≥ 1.
 */
export function emaSlope(values: Float64Array, period: number, lag = 1): Float64Array {
  assertPeriod('emaSlope', period);
  assertPeriod('emaSlope', lag);
  const out = ema(values, period);
  // From the end, so that the earlier average is still there when it is subtracted.
  for (let i = out.length - 1; i >= lag; i -= 1)
    out[i] = (out[i] as number) - (out[i - lag] as number);
  return out.fill(NaN, 0, Math.min(lag, out.length));
}
