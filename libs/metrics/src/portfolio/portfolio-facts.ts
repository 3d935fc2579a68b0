import { MS_PER_DAY } from '@assay/core';
import { accountFacts } from '../account-facts.js';
import type { AccountFacts } from '../account-facts.js';
import { maxConcurrencyWithin, measureConcurrency } from './concurrency.js';
import type { Concurrency } from './concurrency.js';
import { correlationMatrix } from './correlation-matrix.js';
import type { CorrelationMatrix } from './correlation-matrix.js';
import { mergeEquity } from './merged-equity.js';
import type { MergedEquity } from './merged-equity.js';
import type { PlacedTrade, PortfolioRun } from './portfolio-input.js';

/** What the metrics of a portfolio are computed from. */
export interface PortfolioFacts {
  readonly runs: readonly PortfolioRun[];
  readonly merged: MergedEquity;
  /** Of the merged equity at daily closes. */
  readonly account: AccountFacts;
  /** Drawdown if all worst marks of a day had come at one moment. */
  readonly worstCase: AccountFacts;
  /** All runs' trades by entry time, then by run, then in the order in which they closed. */
  readonly trades: readonly PlacedTrade[];
  readonly concurrency: Concurrency;
  /** Most positions open together between peak and trough of the largest drawdown; null without one. */
  readonly drawdownConcurrency: number | null;
  /** Of calendar-day returns, over the whole time. */
  readonly correlation: CorrelationMatrix;
  /** From peak to trough of the largest drawdown; null below three days or two runs. */
  readonly stressCorrelation: CorrelationMatrix | null;
}

/** Derives everything once. Labels of the matrices are the symbols. */
export function portfolioFacts(
  runs: readonly PortfolioRun[],
  periodsPerYear: number,
): PortfolioFacts {
  const merged = mergeEquity(runs);
  const { day: time, equity, equityLow, capital } = merged;
  const account = accountFacts({ time, equity, equityLow: equity }, capital, periodsPerYear);
  const worstCase = accountFacts({ time, equity, equityLow }, capital, periodsPerYear);
  const trades = runs
    .flatMap(({ trades: own }, run) => own.map((trade) => ({ ...trade, run })))
    .sort((a, b) => a.entryTime - b.entryTime || a.run - b.run);
  const days = time.length;
  const firstTime = days === 0 ? 0 : (time[0] as number);
  const lastTime = days === 0 ? 0 : (time[days - 1] as number) + MS_PER_DAY;
  const labels = runs.map(({ symbol }) => symbol);
  const returns = merged.runs.map((run) => run.returns);
  const { peakAt, troughAt } = account.drawdown;
  const fell = troughAt >= 0;
  const from = Math.max(peakAt, 0);
  const stressed = fell && runs.length >= 2 && troughAt - from + 1 >= 3;
  return {
    runs,
    merged,
    account,
    worstCase,
    trades,
    concurrency: measureConcurrency(trades, firstTime, lastTime),
    drawdownConcurrency: fell
      ? maxConcurrencyWithin(trades, time[from] as number, (time[troughAt] as number) + MS_PER_DAY)
      : null,
    correlation: correlationMatrix(labels, returns),
    stressCorrelation: stressed
      ? correlationMatrix(
          labels,
          returns.map((column) => column && column.subarray(from, troughAt + 1)),
        )
      : null,
  };
}
