import type { Bars } from '@assay/core';
import { closeLocation } from '../window/close-location.js';
import { eachCommonRun, undefinedColumn } from '../window/runs.js';

/**
 * Accumulation/distribution line: running sum of volume × place of the close in its bar, −1 at the low …
 * 1 at the high; a bar without range adds nothing. Only its changes mean something.
 *
 * Unit: that of the volume. First defined index: 0; NaN before it. Recursive: behind a bar with NaN it
 * begins anew. Source: M. Chaikin; TA-Lib TA_AD.
 */
export function accumulationDistribution(bars: Bars): Float64Array {
  const { length, high, low, close, volume } = bars;
  const out = undefinedColumn(length);
  eachCommonRun([high, low, close, volume], (from, to) => {
    let total = 0;
    for (let i = from; i < to; i += 1) {
      const place = closeLocation(high[i] as number, low[i] as number, close[i] as number);
      total += place * (volume[i] as number);
      out[i] = total;
    }
  });
  return out;
}
