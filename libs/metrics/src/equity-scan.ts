import { MS_PER_DAY } from '@assay/core';

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

/**
 * Measures drawdown and takes daily marks in one pass. A bar's low is held against the peak of the
 * closes before it, so a peak and a trough in one bar never cancel out.
 */
export function scanEquity(marks: EquityMarks, capital: number): EquityScan {
  const { time, equity, equityLow } = marks;
  const days = new DayColumns(time);
  const spells = new PeakSpells(time);
  let peak = capital;
  let worst = 0;
  let dayEnd = -Infinity;
  // The marks of the current day live in locals: this loop is most of what a metric costs.
  let close = 0;
  let low = Infinity;
  let dayFall = 0;
  let dayFraction = 0;
  for (let i = 0; i < equity.length; i++) {
    if ((time[i] as number) >= dayEnd) {
      if (i > 0) days.write(close, low, dayFall, dayFraction);
      dayEnd = days.open(time[i] as number);
      low = Infinity;
      dayFall = 0;
      dayFraction = 0;
    }
    close = equity[i] as number;
    const mark = equityLow[i] as number;
    if (mark < low) low = mark;
    const fall = peak - mark;
    if (fall > dayFall) dayFall = fall;
    if (fall > dayFraction * peak && peak > 0) dayFraction = fall / peak;
    if (fall > worst) {
      worst = fall;
      spells.trough(i);
    }
    if (close < peak) continue;
    spells.atPeak(i);
    peak = close;
  }
  if (equity.length > 0) days.write(close, low, dayFall, dayFraction);
  const fraction = days.drawdownFraction.reduce((most, value) => Math.max(most, value), 0);
  const drawdown = { money: worst, fraction, ...spells.end(equity.length - 1) };
  return { daily: days.columns(), drawdown };
}

type SpellIndices = Omit<DrawdownAnatomy, 'money' | 'fraction'>;

/** Follows the bars at which equity is at its peak, and the time between them. */
class PeakSpells {
  private peakAt = -1;
  private longest = 0;
  private readonly found = {
    peakAt: -1,
    troughAt: -1,
    recoveryAt: -1,
    longestFrom: -1,
    longestTo: -1,
  };

  constructor(private readonly time: Float64Array) {}

  /** A new largest distance from the peak. */
  trough(bar: number): void {
    this.found.peakAt = this.peakAt;
    this.found.troughAt = bar;
    this.found.recoveryAt = -1;
  }

  /** The bar closes at the peak, or above it. */
  atPeak(bar: number): void {
    // Neighbouring bars at the peak have no time under it between them.
    if (bar - this.peakAt > 1) this.under(bar);
    if (this.found.troughAt >= 0 && this.found.recoveryAt < 0) this.found.recoveryAt = bar;
    this.peakAt = bar;
  }

  end(lastBar: number): SpellIndices {
    if (lastBar > this.peakAt) this.under(lastBar);
    return this.found;
  }

  private under(bar: number): void {
    const from = this.time[Math.max(this.peakAt, 0)] as number;
    const length = (this.time[bar] as number) - from;
    if (length <= this.longest) return;
    this.longest = length;
    this.found.longestFrom = this.peakAt;
    this.found.longestTo = bar;
  }
}

/** Columns of the daily marks while they are being filled. */
class DayColumns {
  readonly drawdownFraction: Float64Array;
  private at = -1;
  private readonly day: Float64Array;
  private readonly equity: Float64Array;
  private readonly equityLow: Float64Array;
  private readonly drawdown: Float64Array;

  constructor(time: Float64Array) {
    const count = countDays(time);
    this.day = new Float64Array(count);
    this.equity = new Float64Array(count);
    this.equityLow = new Float64Array(count);
    this.drawdown = new Float64Array(count);
    this.drawdownFraction = new Float64Array(count);
  }

  /** Begins the day of an instant; gives the instant at which it ends. */
  open(ms: number): number {
    const day = Math.floor(ms / MS_PER_DAY) * MS_PER_DAY;
    this.at++;
    this.day[this.at] = day;
    return day + MS_PER_DAY;
  }

  write(equity: number, low: number, drawdown: number, drawdownFraction: number): void {
    this.equity[this.at] = equity;
    this.equityLow[this.at] = low;
    this.drawdown[this.at] = drawdown;
    this.drawdownFraction[this.at] = drawdownFraction;
  }

  columns(): DailyEquity {
    const { day, equity, equityLow, drawdown, drawdownFraction } = this;
    return { day, equity, equityLow, drawdown, drawdownFraction };
  }
}

/** Days with bars. */
function countDays(time: Float64Array): number {
  let count = 0;
  let dayEnd = -Infinity;
  for (let i = 0; i < time.length; i++) {
    const at = time[i] as number;
    if (at < dayEnd) continue;
    dayEnd = (Math.floor(at / MS_PER_DAY) + 1) * MS_PER_DAY;
    count++;
  }
  return count;
}
