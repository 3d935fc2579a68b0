import { MS_PER_DAY, civilFromDays } from '@assay/core';
import { scanEquity } from '../equity-scan.js';
import type { PortfolioFacts } from './portfolio-facts.js';

/** A calendar year (UTC) of a portfolio. */
export interface PortfolioYear {
  readonly year: number;
  readonly startEquity: number;
  readonly endEquity: number;
  /** Of trades that closed in the year. */
  readonly netProfit: number;
  readonly tradeCount: number;
  /** end ÷ start − 1; null when the year began without equity. */
  readonly returnFraction: number | null;
  /** Within the year, on daily closes, from the equity it began with; money. */
  readonly maxDrawdown: number;
  /** The same as a fraction of the peak; null when the year began without equity. */
  readonly maxDrawdownPct: number | null;
}

function yearOf(ms: number): number {
  return civilFromDays(Math.floor(ms / MS_PER_DAY)).year;
}

interface ClosedTrades {
  readonly netProfit: number;
  readonly tradeCount: number;
}

function closedByYear(trades: PortfolioFacts['trades']): ReadonlyMap<number, ClosedTrades> {
  const years = new Map<number, ClosedTrades>();
  for (const { exitTime, net } of trades) {
    const year = yearOf(exitTime);
    const sum = years.get(year) ?? { netProfit: 0, tradeCount: 0 };
    years.set(year, { netProfit: sum.netProfit + net, tradeCount: sum.tradeCount + 1 });
  }
  return years;
}

/** One entry for each year of the portfolio's calendar. */
export function portfolioYears({ merged, trades }: PortfolioFacts): PortfolioYear[] {
  const { day, equity } = merged;
  const years: PortfolioYear[] = [];
  const closedIn = closedByYear(trades);
  let startEquity = merged.capital;
  for (let from = 0; from < day.length;) {
    const year = yearOf(day[from] as number);
    let to = from;
    while (to < day.length && yearOf(day[to] as number) === year) to++;
    const part = equity.subarray(from, to);
    const { drawdown } = scanEquity(
      { time: day.subarray(from, to), equity: part, equityLow: part },
      startEquity,
    );
    const endEquity = equity[to - 1] as number;
    const closed = closedIn.get(year) ?? { netProfit: 0, tradeCount: 0 };
    years.push({
      year,
      startEquity,
      endEquity,
      ...closed,
      returnFraction: startEquity > 0 ? endEquity / startEquity - 1 : null,
      maxDrawdown: drawdown.money,
      maxDrawdownPct: startEquity > 0 ? drawdown.fraction : null,
    });
    startEquity = endEquity;
    from = to;
  }
  return years;
}
