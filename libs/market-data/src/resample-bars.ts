import { AssayError, MS_PER_DAY, timeframeMs, type Bars, type Timeframe } from '@assay/core';

/**
 * Bars of a longer timeframe: first open, highest high, lowest low, last close, sum of volumes, last
 * spread of the bars that open in each period. Periods start at multiples of their length since
 * 1970-01-01T00:00:00Z, weeks on Monday. A period without bars gives none; the first and last period
 * may be incomplete, and are given as they are. Input in order of time.
 * @throws AssayError VALUE_NOT_ALLOWED when `to` is not a whole multiple of `from`, longer than it.
 */
export function resampleBars(bars: Bars, from: Timeframe, to: Timeframe): Bars {
  const [short, long] = [timeframeMs(from), timeframeMs(to)];
  if (long <= short || long % short !== 0) {
    throw new AssayError('VALUE_NOT_ALLOWED', 'bars can be resampled to a longer timeframe only', {
      found: `${from} to ${to}`,
      expected: `a multiple of ${from}`,
    });
  }
  const grid = to === '1w' ? 4 * MS_PER_DAY : 0;
  const columns = Array.from({ length: bars.spread ? 7 : 6 }, () => new Float64Array(bars.length));
  const [time, open, high, low, close, volume, spread] = columns as Columns;
  let row = -1;
  for (let i = 0; i < bars.length; i += 1) {
    const start = Math.floor(((bars.time[i] as number) - grid) / long) * long + grid;
    if (row < 0 || time[row] !== start) {
      row += 1;
      time[row] = start;
      open[row] = bars.open[i] as number;
      high[row] = -Infinity;
      low[row] = Infinity;
    }
    high[row] = Math.max(high[row] as number, bars.high[i] as number);
    low[row] = Math.min(low[row] as number, bars.low[i] as number);
    close[row] = bars.close[i] as number;
    volume[row] = (volume[row] as number) + (bars.volume[i] as number);
    if (spread) spread[row] = bars.spread?.[i] as number;
  }
  const length = row + 1;
  const [t, o, h, l, c, v, s] = columns.map((column) =>
    column.slice(0, length),
  ) as unknown as Columns;
  const result = { length, time: t, open: o, high: h, low: l, close: c, volume: v };
  return s ? { ...result, spread: s } : result;
}

type Columns = [
  Float64Array,
  Float64Array,
  Float64Array,
  Float64Array,
  Float64Array,
  Float64Array,
  Float64Array?,
];
