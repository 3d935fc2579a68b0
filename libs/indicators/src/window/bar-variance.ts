import type { Bars } from '@assay/core';

/** Variance of each bar after Rogers and Satchell 1991, of logarithmic prices. */
export function rogersSatchellVariance(bars: Bars): Float64Array {
  const out = new Float64Array(bars.length);
  for (let i = 0; i < out.length; i += 1) {
    const open = bars.open[i] as number;
    const high = Math.log((bars.high[i] as number) / open);
    const low = Math.log((bars.low[i] as number) / open);
    const close = Math.log((bars.close[i] as number) / open);
    out[i] = high * (high - close) + low * (low - close);
  }
  return out;
}
