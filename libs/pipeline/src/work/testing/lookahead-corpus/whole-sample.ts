import type { Bars } from '@assay/core';
import { ema } from '@assay/indicators/trend/ema';
import { sma } from '@assay/indicators/trend/sma';
import { at, each, leak, leakyColumn, type Leak } from './sample.js';

const mean = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;

function deviation(values: ArrayLike<number>): number {
  const centre = mean(values);
  return Math.sqrt(mean(Array.from(values, (value) => (value - centre) * (value - centre))));
}

/** Intercept and slope of the least-squares line through all closes. */
function line(bars: Bars): { readonly start: number; readonly slope: number } {
  const middle = (bars.length - 1) / 2;
  const centre = mean(bars.close);
  let over = 0;
  let under = 0;
  bars.close.forEach((close, i) => {
    over += (i - middle) * (close - centre);
    under += (i - middle) * (i - middle);
  });
  const slope = over / under;
  return { start: centre - slope * middle, slope };
}

/** Profit of holding above an average of some length, over all bars. */
function profitOf(bars: Bars, period: number): number {
  const average = sma(bars.close, period);
  let profit = 0;
  for (let i = 1; i < bars.length; i += 1) {
    if (at(bars.close, i - 1) > at(average, i - 1))
      profit += at(bars.close, i) - at(bars.close, i - 1);
  }
  return profit;
}

/** Shares of the first two harmonics of all closes. */
function harmonics(bars: Bars): Float64Array {
  const smooth = new Float64Array(bars.length).fill(mean(bars.close));
  for (let k = 1; k <= 2; k += 1) {
    const angle = (2 * Math.PI * k) / bars.length;
    let real = 0;
    let imaginary = 0;
    bars.close.forEach((close, i) => {
      real += close * Math.cos(angle * i);
      imaginary += close * Math.sin(angle * i);
    });
    smooth.forEach((value, i) => {
      const wave = real * Math.cos(angle * i) + imaginary * Math.sin(angle * i);
      smooth[i] = value + (2 * wave) / bars.length;
    });
  }
  return smooth;
}

/** A local-level Kalman filter, and its smoother that runs back from the end. */
function kalmanSmoother({ close, length }: Bars): Float64Array {
  const filtered = new Float64Array(length);
  let state = at(close, 0);
  for (let i = 0; i < length; i += 1) filtered[i] = state += 0.2 * (at(close, i) - state);
  for (let i = length - 2; i >= 0; i -= 1) {
    filtered[i] = at(filtered, i) + 0.8 * (at(filtered, i + 1) - at(filtered, i));
  }
  return filtered;
}

/** Values of all bars in ascending order. */
const sorted = (values: Float64Array): Float64Array => Float64Array.from(values).sort();

/** Statistics, fits and smoothers over all bars. */
export const WHOLE_SAMPLE: readonly Leak[] = [
  leakyColumn('a z-score over all bars', (b) => {
    const centre = mean(b.close);
    const spread = deviation(b.close);
    return each(b, (i) => (at(b.close, i) - centre) / spread);
  }),
  leakyColumn('a min-max scale over all bars', (b) => {
    const low = Math.min(...b.close);
    const high = Math.max(...b.close);
    return each(b, (i) => (at(b.close, i) - low) / (high - low));
  }),
  leakyColumn('a rank among all closes', (b) => {
    const order = sorted(b.close);
    return each(b, (i) => order.indexOf(at(b.close, i)));
  }),
  leakyColumn('a percentile among all ranges', (b) => {
    const order = sorted(each(b, (i) => at(b.high, i) - at(b.low, i)));
    return each(b, (i) => order.indexOf(at(b.high, i) - at(b.low, i)) / b.length);
  }),
  leakyColumn('a mean of all closes to revert to', (b) =>
    new Float64Array(b.length).fill(mean(b.close)),
  ),
  leakyColumn('the residual of a line through all closes', (b) => {
    const { start, slope } = line(b);
    return each(b, (i) => at(b.close, i) - start - slope * i);
  }),
  leakyColumn('a threshold that is a quantile of all volumes', (b) => {
    const limit = at(sorted(b.volume), Math.floor(b.length * 0.9));
    return each(b, (i) => (at(b.volume, i) > limit ? 1 : 0));
  }),
  leakyColumn('a sum of two harmonics of all closes', (b) => harmonics(b)),
  leakyColumn('an average run forward and backward, without lag', (b) =>
    ema(
      ema(b.close, 20)
        .map((value, i) => (value === value ? value : at(b.close, i)))
        .reverse(),
      20,
    ).reverse(),
  ),
  leakyColumn('a Kalman smoother', (b) => kalmanSmoother(b)),
  leakyColumn('the best period of an average, chosen on all bars', (b) => {
    const best = [5, 10, 20, 40, 80, 160]
      .map((period) => ({ period, profit: profitOf(b, period) }))
      .reduce((one, other) => (other.profit > one.profit ? other : one));
    const average = sma(b.close, best.period);
    return each(b, (i) => at(average, i) + best.profit);
  }),
  leakyColumn('the bar of the highest high of all', (b) => {
    const top = b.high.indexOf(Math.max(...b.high));
    return each(b, (i) => i - top);
  }),
  leakyColumn('the deepest drawdown of all', (b) => {
    let top = -Infinity;
    let deepest = 0;
    for (const close of b.close) {
      top = Math.max(top, close);
      deepest = Math.max(deepest, top - close);
    }
    return each(b, () => deepest);
  }),
  leakyColumn('closes in sorted order', (b) => sorted(b.close)),
  leakyColumn('the last close as a target', (b) => each(b, () => at(b.close, b.length - 1))),
  leakyColumn('the number of bars', (b) => each(b, () => b.length)),
  leakyColumn('the number of bars that remain', (b) => each(b, (i) => b.length - i)),
  leakyColumn('the share of the data that is over', (b) => each(b, (i) => i / (b.length - 1))),
  leakyColumn('a tail that is cut off', (b) =>
    each(b, (i) => (i < b.length - 50 ? at(b.close, i - 1) : NaN)),
  ),
  leakyColumn('an outlier filter by the deviation of all bars', (b) => {
    const limit = 3 * deviation(each(b, (i) => at(b.close, i) - at(b.open, i)));
    return each(b, (i) =>
      Math.abs(at(b.close, i) - at(b.open, i)) > limit ? NaN : at(b.close, i),
    );
  }),
  leakyColumn('clusters of volatility by two means over all bars', (b) => {
    const range = each(b, (i) => at(b.high, i) - at(b.low, i));
    let low = Math.min(...range);
    let high = Math.max(...range);
    for (let round = 0; round < 10; round += 1) {
      const near = range.filter((value) => value - low < high - value);
      const far = range.filter((value) => value - low >= high - value);
      low = mean(near);
      high = mean(far);
    }
    return each(b, (i) => (at(range, i) - low < high - at(range, i) ? low : high));
  }),
  leak('weights of two features, fitted on all bars', 'column score', {
    prepareIndicators: (b) => {
      const momentum = each(b, (i) => at(b.close, i) - at(b.close, i - 10));
      let weight = 0;
      for (let i = 10; i + 1 < b.length; i += 1) {
        weight += at(momentum, i) * (at(b.close, i + 1) - at(b.close, i));
      }
      return { score: each(b, (i) => at(momentum, i) * weight) };
    },
    checkEntry: (ctx) => (ctx.col('score') > 0 ? { direction: 1 } : null),
    checkExit: (ctx) => ctx.col('score') < 0,
  }),
];
