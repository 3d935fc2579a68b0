import type { Bars } from '@assay/core';

/**
 * Median price: (high + low) ÷ 2.
 *
 * Unit: price. First defined index: 0; NaN where a price of the bar is. Source: TA-Lib TA_MEDPRICE.
 */
export function medianPrice(bars: Bars): Float64Array {
  const out = new Float64Array(bars.length);
  for (let i = 0; i < out.length; i += 1) {
    out[i] = ((bars.high[i] as number) + (bars.low[i] as number)) / 2;
  }
  return out;
}
