import type { Bars } from '@assay/core';

/**
 * Balance of power: (close − open) ÷ (high − low).
 *
 * Unit: none, −1 … 1; 0 for a bar without range, in which neither side won. First defined index: 0; NaN
 * where a price of the bar is. Source: I. Livshin 2001; TA-Lib TA_BOP.
 */
export function balanceOfPower(bars: Bars): Float64Array {
  const out = new Float64Array(bars.length);
  for (let i = 0; i < out.length; i += 1) {
    const body = (bars.close[i] as number) - (bars.open[i] as number);
    const range = (bars.high[i] as number) - (bars.low[i] as number);
    out[i] = range === 0 ? 0 * body : body / range;
  }
  return out;
}
