import type { Bars } from '@assay/core';

/**
 * Weighted close: (high + low + 2 × close) ÷ 4.
 *
 * Unit: price. First defined index: 0; NaN where a price of the bar is. Source: TA-Lib TA_WCLPRICE.
 */
export function weightedClose(bars: Bars): Float64Array {
  const out = new Float64Array(bars.length);
  for (let i = 0; i < out.length; i += 1) {
    out[i] =
      ((bars.high[i] as number) + (bars.low[i] as number) + 2 * (bars.close[i] as number)) / 4;
  }
  return out;
}
