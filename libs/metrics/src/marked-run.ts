import { MS_PER_DAY } from '@assay/core';
import type { EquityMarks } from './equity-scan.js';
import type { MetricBars, MetricTrade } from './metric-trade.js';
import type { TradeFacts } from './trade-facts.js';
import type { SummedTrades } from './trade-sums.js';

/** A run whose equity is known bar by bar. */
export interface MarkedRun {
  /** All bars, warm-up first. */
  readonly bars: MetricBars;
  /** Index of the first bar that could trade; trades count bars from 0, the warm-up included. */
  readonly firstBar: number;
  /** Starting capital, account currency, > 0. */
  readonly capital: number;
  /** In the order in which they closed. */
  readonly trades: readonly MetricTrade[];
  /** At the close of each bar from `firstBar` on. */
  readonly equity: Float64Array;
  /** Worst mark inside each of these bars. */
  readonly equityLow: Float64Array;
  /** For annualising; 252 unless stated. */
  readonly periodsPerYear?: number;
}

/**
 * The marks of a run, from its first bar on.
 * @throws Error when they are not one for each bar, or the capital is not positive.
 */
export function marksOf(input: MarkedRun): EquityMarks {
  const time = input.bars.time.subarray(input.firstBar);
  const { equity, equityLow } = input;
  if (equity.length !== time.length || equityLow.length !== time.length) {
    throw new Error(`equity has ${equity.length} marks for ${time.length} bars`);
  }
  if (!(input.capital > 0)) throw new Error(`capital must be positive, not ${input.capital}`);
  return { time, equity, equityLow };
}

/** What the metrics of trades are computed from; `time` are the bars that could trade. */
export function tradeFactsOf(
  time: Float64Array,
  capital: number,
  trades: SummedTrades,
): TradeFacts {
  const barCount = time.length;
  const firstTime = barCount === 0 ? NaN : (time[0] as number);
  const lastTime = barCount === 0 ? NaN : (time[barCount - 1] as number);
  const calendarDays =
    barCount === 0 ? 0 : Math.floor(lastTime / MS_PER_DAY) - Math.floor(firstTime / MS_PER_DAY) + 1;
  const { nets, sums } = trades;
  return {
    // Trades may be made only when they are asked for.
    get trades() {
      return trades.trades;
    },
    nets,
    sums,
    capital,
    barCount,
    calendarDays,
    firstTime,
    lastTime,
  };
}
