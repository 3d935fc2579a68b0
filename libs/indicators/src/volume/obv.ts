import type { Bars } from '@assay/core';
import { eachCommonRun, undefinedColumn } from '../window/runs.js';

/**
 * On-balance volume: volume added on a rising close, subtracted on a falling one; it starts with the
 * volume of the first bar, so that only its changes mean something.
 *
 * Unit: that of the volume. First defined index: 0 (the first bar without NaN). Recursive: behind a bar
 * with NaN it begins anew. Source: J. Granville; TA-Lib TA_OBV.
 */
export function obv(bars: Bars): Float64Array {
  const { length, close, volume } = bars;
  const out = undefinedColumn(length);
  eachCommonRun([close, volume], (from, to) => {
    let balance = 0;
    for (let i = from; i < to; i += 1) {
      const change = i === from ? 1 : (close[i] as number) - (close[i - 1] as number);
      balance += Math.sign(change) * (volume[i] as number);
      out[i] = balance;
    }
  });
  return out;
}
