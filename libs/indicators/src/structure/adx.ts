import type { Bars } from '@assay/core';
import {
  directionalIndicator,
  directionalStrength,
  directionalSums,
} from '../window/directional.js';
import { assertPeriod } from '../window/period.js';
import { wilderInPlace } from '../window/wilder.js';

/** The three lines of Wilder's directional system, 0–100. */
export interface DirectionalSystem {
  readonly adx: Float64Array;
  readonly plusDi: Float64Array;
  readonly minusDi: Float64Array;
}

/**
 * Average directional index with its two directional indicators, all smoothed after Wilder (weight
 * 1 ÷ period), not by exponential averages of a span.
 *
 * Unit: 0–100. First defined index: `period` for the indicators, `2 × period − 1` for the index; NaN
 * before it. Without any true range the indicators are 0; without any direction the index falls.
 * Recursive: behind a bar with NaN it begins anew.
 * Source: J. W. Wilder 1978; TA-Lib TA_ADX, TA_PLUS_DI, TA_MINUS_DI.
 * @throws RangeError when `period` is not a whole number ≥ 2.
 */
export function adx(bars: Bars, period: number): DirectionalSystem {
  assertPeriod('adx', period, 2);
  const { up, down, range } = directionalSums(bars, period);
  const plusDi = directionalIndicator(up, range, period);
  const minusDi = directionalIndicator(down, range, period);
  for (let i = 0; i < range.length; i += 1) {
    range[i] = directionalStrength(plusDi[i] as number, minusDi[i] as number);
  }
  return { adx: wilderInPlace(range, period), plusDi, minusDi };
}
