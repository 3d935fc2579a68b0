import type { EquityMarks } from './equity-scan.js';
import type { MetricTrade } from './metric-trade.js';

/** Equity of one direction alone, as if the other had not been traded. */
export type DirectionalEquity = Pick<EquityMarks, 'equity' | 'equityLow'>;

/** Both directions; null when longs and shorts were open together at a close. */
export interface SplitEquity {
  readonly long: DirectionalEquity;
  readonly short: DirectionalEquity;
}

interface Side {
  readonly marks: DirectionalEquity;
  /** Capital plus the net of trades closed so far. */
  settled: number;
  /** Its equity at the last close. */
  last: number;
}

/**
 * Divides an account's equity into its two directions, so that drawdown, Sharpe and all the rest
 * mean the same in each column of a report. The change of a bar belongs to the direction that was
 * open; when one direction closed in the bar, its equity is known exactly (capital plus its net) and
 * the rest belongs to the other. When both were open in a bar its worst mark counts for each.
 * Null when both are still open at a close (a hedged account), since no division is exact then.
 */
export function splitEquityByDirection(
  marks: DirectionalEquity,
  trades: readonly MetricTrade[],
  capital: number,
  firstBar: number,
): SplitEquity | null {
  const bars = marks.equity.length;
  const long = newSide(bars, capital);
  const short = newSide(bars, capital);
  const longOpen = new OpenTrades(trades, 1);
  const shortOpen = new OpenTrades(trades, -1);
  for (let i = 0; i < bars; i++) {
    const bar = i + firstBar;
    const value = marks.equity[i] as number;
    const longActive = longOpen.advance(bar, long);
    const shortActive = shortOpen.advance(bar, short);
    if (longOpen.open > 0 && shortOpen.open > 0) return null;
    if (longOpen.open > 0) {
      short.last = short.settled;
      long.last = value - (short.settled - capital);
    } else {
      long.last = long.settled;
      short.last = shortOpen.open > 0 ? value - (long.settled - capital) : short.settled;
    }
    const gap = value - (marks.equityLow[i] as number);
    write(long, i, longActive ? gap : 0);
    write(short, i, shortActive ? gap : 0);
  }
  return { long: long.marks, short: short.marks };
}

function newSide(bars: number, capital: number): Side {
  const marks = { equity: new Float64Array(bars), equityLow: new Float64Array(bars) };
  return { marks, settled: capital, last: capital };
}

function write(side: Side, i: number, gap: number): void {
  side.marks.equity[i] = side.last;
  side.marks.equityLow[i] = side.last - gap;
}

/** Trades of one direction in order of entry and of exit, walked bar by bar. */
class OpenTrades {
  /** Trades open at the close of the bar last advanced to. */
  open = 0;
  private readonly byEntry: readonly MetricTrade[];
  private readonly byExit: readonly MetricTrade[];
  private entered = 0;
  private exited = 0;

  constructor(trades: readonly MetricTrade[], direction: 1 | -1) {
    const own = trades.filter((trade) => trade.direction === direction);
    this.byEntry = [...own].sort((a, b) => a.entryBar - b.entryBar);
    this.byExit = [...own].sort((a, b) => a.exitBar - b.exitBar);
  }

  /** Takes entries and exits up to `bar`; true when a position was open at some moment of it. */
  advance(bar: number, side: Side): boolean {
    let active = this.open > 0;
    for (; this.entered < this.byEntry.length; this.entered++) {
      if ((this.byEntry[this.entered] as MetricTrade).entryBar > bar) break;
      this.open++;
      active = true;
    }
    for (; this.exited < this.byExit.length; this.exited++) {
      const trade = this.byExit[this.exited] as MetricTrade;
      if (trade.exitBar > bar) break;
      this.open--;
      side.settled += trade.net;
    }
    return active;
  }
}
