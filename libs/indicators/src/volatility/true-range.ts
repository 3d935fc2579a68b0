import type { Bars } from '@assay/core';

/**
 * True range: the widest of high − low, |high − previous close| and |low − previous close|.
 *
 * Unit: price. First defined index: 1, because the first bar has no previous close; NaN at 0.
 * Source: J. W. Wilder 1978; TA-Lib TA_TRANGE.
 */
export function trueRange(bars: Bars): Float64Array {
  const { length, high, low, close } = bars;
  const out = new Float64Array(length);
  if (length > 0) out[0] = NaN;
  for (let i = 1; i < length; i += 1) {
    const before = close[i - 1] as number;
    // The same widest range, with one subtraction: the previous close widens the bar or does not.
    out[i] = Math.max(high[i] as number, before) - Math.min(low[i] as number, before);
  }
  return out;
}
