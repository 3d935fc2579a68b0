import { EquityScanner } from './equity-scanner.js';
import type { NumberTable } from './trade-sums.js';

/** Equity by UTC day, one entry for each day that has bars, ascending. Money, account currency. */
export interface DailyEquity {
  /** Midnight of the day, ms UTC. */
  readonly day: Float64Array;
  /** At the day's last close. */
  readonly equity: Float64Array;
  /** Worst mark of the day. */
  readonly equityLow: Float64Array;
  /** Largest distance of the day from the running peak to a mark, ≥ 0. */
  readonly drawdown: Float64Array;
  /** The same as a fraction of that peak. */
  readonly drawdownFraction: Float64Array;
}

/** Where the largest fall (in money) began, ended and was made good. Indices are bars of the scan. */
export interface DrawdownAnatomy {
  /** Largest distance from a peak (starting capital included) to a later mark, money, ≥ 0. */
  readonly money: number;
  /** Largest such distance as a fraction of its own peak; may be another fall than `money`'s. */
  readonly fraction: number;
  /** Last bar at the peak; −1 is the starting capital, before the first bar. */
  readonly peakAt: number;
  readonly troughAt: number;
  /** First bar that closes at the peak again; −1 when there is none yet. */
  readonly recoveryAt: number;
  /** Longest time under a peak: from its last bar to the bar that regains it, or to the end. */
  readonly longestFrom: number;
  readonly longestTo: number;
}

/** One pass over equity marks. */
export interface EquityScan {
  readonly daily: DailyEquity;
  readonly drawdown: DrawdownAnatomy;
}

/** Equity per bar; all arrays of one length, oldest first. */
export interface EquityMarks {
  readonly time: Float64Array;
  readonly equity: Float64Array;
  /** Worst mark inside each bar, ≤ equity. */
  readonly equityLow: Float64Array;
}

/** `from` is the first bar of a stretch, `to` the one after its last. */
export type StretchNumber = 'from' | 'to' | 'base' | 'entry' | 'signedUnits';

/**
 * Equity as it follows from prices, in stretches without a gap: at a bar of a stretch it is
 * `base + (close + spread − entry) · signedUnits`, its worst mark the same of the adverse extreme.
 * `signedUnits` of 0 is cash alone; where it is NaN the marks stand in the arrays.
 */
export interface EquityStretches extends NumberTable<StretchNumber> {
  /** Spread in the price that a short leaves at; a long leaves without. */
  readonly shortSpread: number;
  readonly equity: Float64Array;
  readonly equityLow: Float64Array;
}

/** Prices that stretches refer to; columns of one length. */
export interface MarkPrices {
  readonly time: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
}

/** A mark is what the array says. */
const AS_IT_IS = { base: 0, spread: 0, entry: 0, signedUnits: 1 };

/**
 * Measures drawdown and takes daily marks in one pass. A bar's low is held against the peak of the
 * closes before it, so a peak and a trough in one bar never cancel out.
 */
export function scanEquity(marks: EquityMarks, capital: number): EquityScan {
  const scanner = new EquityScanner(marks.time, capital);
  scanner.marked(marks.equity, marks.equityLow, AS_IT_IS, 0, marks.equity.length);
  return scanner.end();
}

/** The same of an equity that is known as stretches: no array of marks is made. */
export function scanStretches(
  prices: MarkPrices,
  stretches: EquityStretches,
  capital: number,
): EquityScan {
  const { time, high, low, close } = prices;
  const { count, rows, width, places, shortSpread, equity, equityLow } = stretches;
  const scanner = new EquityScanner(time, capital);
  const line = { base: 0, spread: 0, entry: 0, signedUnits: 0 };
  for (let k = 0, row = 0; k < count; k += 1, row += width) {
    // As 32-bit integers: loops over bars that count in doubles are several times slower.
    const from = (rows[row + places.from] as number) | 0;
    const to = (rows[row + places.to] as number) | 0;
    const units = rows[row + places.signedUnits] as number;
    line.base = rows[row + places.base] as number;
    line.entry = rows[row + places.entry] as number;
    line.signedUnits = units;
    line.spread = units > 0 ? 0 : shortSpread;
    if (units > 0) scanner.marked(close, low, line, from, to);
    else if (units < 0) scanner.marked(close, high, line, from, to);
    else if (units === 0) scanner.flat(line.base, from, to);
    else scanner.marked(equity, equityLow, AS_IT_IS, from, to);
  }
  return scanner.end();
}
