import type { Bars } from '@assay/core';
import { ema } from '../trend/ema.js';
import { undefinedColumn } from '../window/runs.js';
import { assertPeriod } from '../window/period.js';

/**
 * Force index: exponential average of the change of the close × volume.
 *
 * Unit: price × volume. First defined index: `period`; NaN before it. Recursive: behind a bar with NaN it
 * begins anew. Source: A. Elder 1993.
 * @throws RangeError when `period` is not a whole number ≥ 1.
 */
export function forceIndex(bars: Bars, period = 13): Float64Array {
  assertPeriod('forceIndex', period);
  const { length, close, volume } = bars;
  const forces = undefinedColumn(length);
  for (let i = 1; i < length; i += 1) {
    forces[i] = ((close[i] as number) - (close[i - 1] as number)) * (volume[i] as number);
  }
  return ema(forces, period);
}
