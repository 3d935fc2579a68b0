import { ema } from '@assay/indicators/trend/ema';
import { sma } from '@assay/indicators/trend/sma';
import { at, each, leak, leakyColumn, type Leak } from './sample.js';

/** Columns that read bars to come: shifts, centred windows, fills, the next bar's fields. */
export const FUTURE_VALUES: readonly Leak[] = [
  leakyColumn('the next close', (b) => each(b, (i) => at(b.close, i + 1))),
  leakyColumn('the close 24 bars ahead', (b) => each(b, (i) => at(b.close, i + 24))),
  leakyColumn('the close 200 bars ahead', (b) => each(b, (i) => at(b.close, i + 200))),
  leakyColumn('the next close, the index clamped to the last bar', (b) =>
    each(b, (i) => at(b.close, Math.min(i + 1, b.length - 1))),
  ),
  leakyColumn('the next close, wrapped to the first bar at the end', (b) =>
    each(b, (i) => at(b.close, (i + 1) % b.length)),
  ),
  leakyColumn('the next close, or this one where there is none', (b) =>
    each(b, (i) => b.close[i + 1] ?? at(b.close, i)),
  ),
  leakyColumn('a moving average that is shifted back', (b) => {
    const average = sma(b.close, 20);
    return each(b, (i) => at(average, i + 10));
  }),
  leakyColumn('a centred window of three', (b) =>
    each(b, (i) => (at(b.close, i - 1) + at(b.close, i) + at(b.close, i + 1)) / 3),
  ),
  leakyColumn('a centred window that shrinks at the end', (b) =>
    each(b, (i) => {
      const window = b.close.subarray(Math.max(0, i - 5), i + 6);
      return window.reduce((sum, value) => sum + value, 0) / window.length;
    }),
  ),
  leakyColumn('a backward fill of rare values', (b) => {
    const filled = each(b, (i) => (i % 400 === 0 ? at(b.close, i) : NaN));
    for (let i = b.length - 2; i >= 0; i -= 1) {
      if (Number.isNaN(at(filled, i))) filled[i] = at(filled, i + 1);
    }
    return filled;
  }),
  leakyColumn('an interpolation between every tenth close', (b) =>
    each(b, (i) => {
      const from = i - (i % 10);
      const to = Math.min(from + 10, b.length - 1);
      const share = to === from ? 0 : (i - from) / (to - from);
      return at(b.close, from) * (1 - share) + at(b.close, to) * share;
    }),
  ),
  leak('the return of the next bar as a feature, shift(-1)', 'column target', {
    prepareIndicators: (b) => ({
      signal: ema(b.close, 10),
      target: each(b, (i) => at(b.close, i + 1) / at(b.close, i) - 1),
    }),
    checkEntry: (ctx) => (ctx.col('target') > 0.001 ? { direction: 1 } : null),
    checkExit: (ctx) => ctx.col('target') < 0,
  }),
  leakyColumn('the gap to the next open', (b) =>
    each(b, (i) => at(b.open, i + 1) - at(b.close, i)),
  ),
  leakyColumn('the volume of the next bar', (b) => each(b, (i) => at(b.volume, i + 1))),
  leakyColumn('the spread of the next bar', (b) => each(b, (i) => at(b.spread, i + 1))),
  leakyColumn('the time to the next bar: who knows it knows the weekend', (b) =>
    each(b, (i) => at(b.time, i + 1) - at(b.time, i)),
  ),
  leakyColumn('holidays, known because the bars are missing', (b) => {
    const times = new Set(b.time);
    return each(b, (i) => (times.has(at(b.time, i) + 24 * 3_600_000) ? 0 : 1));
  }),
  leakyColumn('the lowest low of the next eight bars', (b) =>
    each(b, (i) => Math.min(...b.low.subarray(i + 1, i + 9))),
  ),
  leakyColumn('bars until the next new high', (b) =>
    each(b, (i) => {
      let next = i + 1;
      while (next < b.length && at(b.high, next) <= at(b.high, i)) next += 1;
      return next - i;
    }),
  ),
  leakyColumn('a triple barrier label', (b) =>
    each(b, (i) => {
      for (let j = i + 1; j < Math.min(i + 48, b.length); j += 1) {
        if (at(b.high, j) > at(b.close, i) * 1.004) return 1;
        if (at(b.low, j) < at(b.close, i) * 0.996) return -1;
      }
      return 0;
    }),
  ),
  leakyColumn('a reversed array that is averaged and turned round again', (b) =>
    sma(Float64Array.from(b.close).reverse(), 5).reverse(),
  ),
  leakyColumn('a loop from the end that carries a value along', (b) => {
    const carried = new Float64Array(b.length);
    let value = NaN;
    for (let i = b.length - 1; i >= 0; i -= 1) {
      carried[i] = value;
      if (at(b.close, i) > at(b.open, i)) value = at(b.close, i);
    }
    return carried;
  }),
  leakyColumn('a cumulative sum from the end', (b) => {
    const sums = new Float64Array(b.length);
    let sum = 0;
    for (let i = b.length - 1; i >= 0; i -= 1) sums[i] = sum += at(b.volume, i);
    return sums;
  }),
  leakyColumn('the next close on one bar in 500 only', (b) =>
    each(b, (i) => at(b.close, i % 500 === 250 ? i + 1 : i)),
  ),
  leakyColumn('the next close in the last tenth of the data only', (b) =>
    each(b, (i) => at(b.close, i > 10_800 ? i + 1 : i)),
  ),
  leakyColumn('the next close in wild markets only', (b) =>
    each(b, (i) => at(b.close, at(b.high, i) - at(b.low, i) > 0.0065 ? i + 1 : i)),
  ),
];
