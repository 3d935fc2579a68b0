import type { Bars } from '@assay/core';
import { firstDefined } from '../window/first-defined.js';

/**
 * On-balance volume: volume added on a rising close, subtracted on a falling one; it starts with the
 * volume of the first bar, so that only its changes mean something.
 *
 * Unit: that of the volume. First defined index: 0 (the first bar whose close is not NaN). Recursive: a
 * NaN volume further on makes every later value NaN. Source: J. Granville; TA-Lib TA_OBV.
 */
export function obv(bars: Bars): Float64Array {
  const { length, close, volume } = bars;
  const out = new Float64Array(length);
  const start = firstDefined(close);
  out.fill(NaN, 0, start);
  let balance = 0;
  for (let i = start; i < length; i += 1) {
    const change = i === start ? 1 : (close[i] as number) - (close[i - 1] as number);
    balance += change === change ? Math.sign(change) * (volume[i] as number) : NaN;
    out[i] = balance;
  }
  return out;
}
