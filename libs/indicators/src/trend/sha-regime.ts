import type { Bars } from '@assay/core';
import { averagePrice } from '../price/average-price.js';
import { emaRegime } from './ema-regime.js';
import { assertPeriod } from '../window/period.js';

/**
 * Regime by smoothed Heikin-Ashi: the sign of the last change of the Heikin-Ashi close of prices that
 * are smoothed first, by exponential averages over `smooth` bars, so that `smooth` decides how fast the
 * regime turns.
 *
 * Unit: −1, 0 (unchanged) or 1. First defined index: `smooth`; NaN before it. Recursive: behind a bar with
 * NaN it begins anew. Source: the predecessor's sha_regime.
 * @throws RangeError when `smooth` is not a whole number ≥ 1.
 */
export function shaRegime(bars: Bars, smooth = 3): Float64Array {
  assertPeriod('shaRegime', smooth, 1, 'smooth');
  // The Heikin-Ashi close is the mean of the four prices, and the mean of averages the average of means.
  return emaRegime(averagePrice(bars), smooth);
}
