import type { Bars } from '@assay/core';
import { rollingMax } from '../stats/rolling-max.js';
import { rollingMin } from '../stats/rolling-min.js';
import { eachRun, undefinedColumn } from '../window/runs.js';
import { medianPrice } from './median-price.js';
import { assertPeriod } from '../window/period.js';

/** The two lines of the Fisher transform. */
export interface FisherTransform {
  readonly fisher: Float64Array;
  /** The value of the bar before. */
  readonly signal: Float64Array;
}

/**
 * Fisher transform: the place of the median price in its range of `period` bars, −1 … 1, smoothed by
 * 0.33 and 0.67, bounded by ±0.999, turned into ½ ln((1 + x) ÷ (1 − x)), plus half of the value before.
 *
 * Unit: none. First defined index: `period − 1` for fisher, one later for its signal; NaN before it. A range
 * of zero has its price in the middle. Recursive: behind a bar with NaN it begins anew. Source: J. Ehlers 2002.
 * @throws RangeError when `period` is not a whole number ≥ 1.
 */
export function fisherTransform(bars: Bars, period = 10): FisherTransform {
  assertPeriod('fisherTransform', period);
  const prices = medianPrice(bars);
  const tops = rollingMax(prices, period);
  const bottoms = rollingMin(prices, period);
  const lines = {
    fisher: undefinedColumn(bars.length),
    signal: undefinedColumn(bars.length),
  };
  eachRun(tops, (from, to) => {
    let smooth = 0;
    let fisher = 0;
    for (let i = from; i < to; i += 1) {
      const bottom = bottoms[i] as number;
      const range = (tops[i] as number) - bottom;
      const place = range === 0 ? 0 : ((prices[i] as number) - bottom) / range - 0.5;
      smooth = Math.max(-0.999, Math.min(0.999, 0.66 * place + 0.67 * smooth));
      if (i > from) lines.signal[i] = fisher;
      fisher = 0.5 * Math.log((1 + smooth) / (1 - smooth)) + 0.5 * fisher;
      lines.fisher[i] = fisher;
    }
  });
  return lines;
}
