import { firstDefined } from '../window/first-defined.js';
import { assertPeriod } from '../window/period.js';

/**
 * Relative strength index: 100 × average gain ÷ (average gain + average loss), both averages after
 * Wilder (weight 1 ÷ period), seeded with the plain means of the first `period` changes.
 *
 * Unit: 0–100; 100 without losses, 0 without gains, 50 when nothing has moved at all (TA-Lib says 0
 * there, which reads as deeply oversold). First defined index: `period` after the first non-NaN value;
 * NaN before it. Recursive: a NaN further on makes every later value NaN.
 * Source: J. W. Wilder 1978; TA-Lib TA_RSI, default compatibility.
 * @throws RangeError when `period` is not a whole number ≥ 1.
 */
export function rsi(values: Float64Array, period: number): Float64Array {
  assertPeriod('rsi', period);
  const n = values.length;
  const out = new Float64Array(n);
  const start = firstDefined(values);
  const first = start + period;
  out.fill(NaN, 0, Math.min(first, n));
  if (first >= n) return out;
  let gain = 0;
  let loss = 0;
  for (let i = start + 1; i <= first; i += 1) {
    const change = (values[i] as number) - (values[i - 1] as number);
    // NaN fails `change < 0` and so reaches the gains: it must not be taken for a quiet bar.
    if (change < 0) loss -= change;
    else gain += change;
  }
  gain /= period;
  loss /= period;
  out[first] = strength(gain, loss);
  const weight = 1 / period;
  let before = values[first] as number;
  for (let i = first + 1; i < n; i += 1) {
    const now = values[i] as number;
    const change = now - before;
    before = now;
    gain += ((change < 0 ? 0 : change) - gain) * weight;
    loss += ((change < 0 ? -change : 0) - loss) * weight;
    out[i] = strength(gain, loss);
  }
  return out;
}

function strength(gain: number, loss: number): number {
  const moved = gain + loss;
  return moved === 0 ? 50 : 100 * (gain / moved);
}
