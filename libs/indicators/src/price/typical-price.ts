import type { Bars } from '@assay/core';

/**
 * Typical price: (high + low + close) ÷ 3.
 *
 * Unit: price. First defined index: 0. Source: TA-Lib TA_TYPPRICE.
 */
export function typicalPrice(bars: Bars): Float64Array {
  const out = new Float64Array(bars.length);
  for (let i = 0; i < out.length; i += 1) {
    out[i] = ((bars.high[i] as number) + (bars.low[i] as number) + (bars.close[i] as number)) / 3;
  }
  return out;
}
