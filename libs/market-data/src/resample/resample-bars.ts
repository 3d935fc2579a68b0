import { AssayError, formatInstant, timeframeMs, type Bars, type Timeframe } from '@assay/core';
import { BarColumns } from '../csv/bar-columns.js';
import { TradingWeek, type TradingCalendar } from '../time/trading-week.js';
import { PeriodGrid, type DayStart } from './period-grid.js';

/** How bars are to be gathered. */
export interface ResampleRequest {
  readonly from: Timeframe;
  readonly to: Timeframe;
  /** When days begin; midnight UTC unless stated. */
  readonly day?: DayStart;
  /**
   * Leaves out a first and a last period of which bars are missing while this calendar is open; absent:
   * they are given as they are.
   */
  readonly wholePeriodsOf?: TradingCalendar;
}

/** Bars of the longer timeframe, and the starts of periods that were left out, ms UTC. */
export interface Resampled {
  readonly bars: Bars;
  readonly leftOut: readonly number[];
}

/**
 * Bars of a longer timeframe: first open, highest high, lowest low, last close, sum of volumes, last
 * spread of the bars that open in each period; time is the start of the period. A period without bars
 * gives none. Input in order of time.
 * @throws AssayError VALUE_NOT_ALLOWED when `to` is not a whole multiple of `from`, longer than it, or a
 * bar belongs to two periods.
 */
export function resampleBars(bars: Bars, request: ResampleRequest): Resampled {
  const { from, to } = request;
  const [short, long] = [timeframeMs(from), timeframeMs(to)];
  if (long <= short || long % short !== 0) {
    throw new AssayError('VALUE_NOT_ALLOWED', 'bars can be resampled to a longer timeframe only', {
      found: `${from} to ${to}`,
      expected: `a multiple of ${from}`,
    });
  }
  const grid = new PeriodGrid(to, request.day);
  const calendar = request.wholePeriodsOf;
  const span = calendar && wholeSpan(bars, short, grid, calendar);
  const range = span ?? { first: 0, end: bars.length, leftOut: [] };
  return { bars: gather(bars, range, grid, short), leftOut: range.leftOut };
}

/** A day of a zone that changes its clock has an hour more or less than its bar says. */
const CLOCK_CHANGE_MS = 3_600_000;

/** Bars [first, end) without those of an incomplete first and last period. */
function wholeSpan(
  { time, length }: Bars,
  short: number,
  grid: PeriodGrid,
  calendar: TradingCalendar,
): { readonly first: number; readonly end: number; readonly leftOut: readonly number[] } {
  const leftOut: number[] = [];
  let first = 0;
  let end = length;
  if (length === 0) return { first, end, leftOut };
  const opening = time[0] as number;
  const closing = (time[length - 1] as number) + short;
  const week = new TradingWeek(calendar, opening, closing);
  const start = grid.startOf(opening);
  if (week.openBetween(start, opening) >= short) {
    leftOut.push(start);
    const next = grid.endOf(opening);
    while (first < length && (time[first] as number) < next) first += 1;
  }
  const last = grid.startOf(closing - short);
  if (first < length && week.openBetween(closing, grid.endOf(closing - short)) >= short) {
    leftOut.push(last);
    while (end > first && (time[end - 1] as number) >= last) end -= 1;
  }
  return { first, end, leftOut };
}

/** @throws AssayError VALUE_NOT_ALLOWED when a bar reaches over the end of the period in which it opens. */
function gather(
  bars: Bars,
  { first, end }: { readonly first: number; readonly end: number },
  grid: PeriodGrid,
  short: number,
): Bars {
  const slack = short >= timeframeMs('1d') ? CLOCK_CHANGE_MS : 0;
  const capacity = Math.max(0, end - first);
  const made = new BarColumns(bars.spread ? 7 : 6, capacity);
  const [time, open, high, low, close, volume, spread] = made.columns as Columns;
  let row = -1;
  let until = -Infinity;
  for (let i = first; i < end; i += 1) {
    const now = bars.time[i] as number;
    if (now >= until) {
      row += 1;
      time[row] = grid.startOf(now);
      until = grid.endOf(now);
      open[row] = bars.open[i] as number;
      high[row] = -Infinity;
      low[row] = Infinity;
    }
    if (now + short > until + slack) throw straddles(now, until);
    high[row] = Math.max(high[row] as number, bars.high[i] as number);
    low[row] = Math.min(low[row] as number, bars.low[i] as number);
    close[row] = bars.close[i] as number;
    volume[row] = (volume[row] as number) + (bars.volume[i] as number);
    if (spread) spread[row] = bars.spread?.[i] as number;
  }
  return made.toBars(row + 1);
}

function straddles(openMs: number, endMs: number): AssayError {
  const shown = (ms: number): string => formatInstant(ms).replace('.000Z', 'Z');
  return new AssayError('VALUE_NOT_ALLOWED', 'a bar reaches over the end of a period', {
    found: `a bar that opens at ${shown(openMs)}, a period that ends at ${shown(endMs)}`,
    expected: 'bars that begin and end within one period',
    next: 'Say when days begin with --day-start and --zone, or start from shorter bars.',
  });
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
