import { rsi } from './rsi.js';
import { assertPeriod } from '../window/period.js';

/**
 * Chande momentum oscillator as TA-Lib computes it: 100 × (average gain − average loss) ÷ (average gain +
 * average loss), both averages after Wilder; 2 × RSI − 100.
 *
 * `begin` as for `rsi`. Unit: −100 … 100; 0 when nothing has moved. First defined index: `period` after the
 * first non-NaN value (`period − 1` when early); NaN before it. Recursive: behind a NaN it begins anew.
 * Source: T. Chande; TA-Lib TA_CMO.
 * @throws RangeError when `period` is not a whole number ≥ 1, or `begin` neither full nor early.
 */
export function cmo(
  values: Float64Array,
  period: number,
  begin: 'full' | 'early' = 'full',
): Float64Array {
  assertPeriod('cmo', period);
  const out = rsi(values, period, begin);
  for (let i = 0; i < out.length; i += 1) out[i] = 2 * (out[i] as number) - 100;
  return out;
}
