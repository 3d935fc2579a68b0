import type { Bars } from '@assay/core';

/**
 * Average price: (open + high + low + close) ÷ 4.
 *
 * Unit: price. First defined index: 0; NaN where a price of the bar is. Source: TA-Lib TA_AVGPRICE.
 */
export function averagePrice(bars: Bars): Float64Array {
  const out = new Float64Array(bars.length);
  for (let i = 0; i < out.length; i += 1) {
    out[i] =
      ((bars.open[i] as number) +
        (bars.high[i] as number) +
        (bars.low[i] as number) +
        (bars.close[i] as number)) /
      4;
  }
  return out;
}
