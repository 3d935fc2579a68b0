import type { Bars } from '@assay/core';
import { atr } from './atr.js';
import { assertPeriod } from '../window/period.js';

/**
 * Normalised average true range: 100 × ATR ÷ close.
 *
 * Unit: percent of the price. First defined index: `period` (1 for period 1); NaN before it and where the
 * close is 0. Recursive: behind a bar with NaN it begins anew. Source: J. Forman 2006; TA-Lib TA_NATR.
 * @throws RangeError when `period` is not a whole number ≥ 1.
 */
export function natr(bars: Bars, period: number): Float64Array {
  assertPeriod('natr', period);
  const out = atr(bars, period);
  for (let i = 0; i < out.length; i += 1) {
    const close = bars.close[i] as number;
    out[i] = close === 0 ? NaN : (100 * (out[i] as number)) / close;
  }
  return out;
}
