import type { DailyEquity, MetricSet, PortfolioMetrics, RunMetricId } from '@assay/metrics';
import { computePortfolio } from '@assay/metrics';
import { reportNotices } from '../results/report-notices.js';
import type { ReportTrade, RunOutcome } from '../results/run-result-model.js';

/** One run as a portfolio's artifacts show it; all of it stands in the run's own artifacts. */
export interface PortfolioRunModel {
  readonly runId: string;
  readonly runKey: string;
  readonly symbol: string;
  readonly inputs: Readonly<Record<string, string>>;
  readonly synthetic: boolean;
  /** RFC 3339 of the first and last bar that could trade; null without bars. */
  readonly firstBar: string | null;
  readonly lastBar: string | null;
  readonly bars: number;
  readonly capital: number;
  readonly accountCurrency: string;
  readonly trades: readonly ReportTrade[];
  readonly daily: DailyEquity;
  readonly metrics: MetricSet<RunMetricId>;
  readonly settings: RunOutcome['settings'];
  readonly rejections: Readonly<Record<string, number>>;
  readonly notReadyBars: number;
  readonly periodsPerYear: number;
}

/** A symbol of the directive that has no result. */
export interface FailedRun {
  readonly symbol: string;
  /** Error code and what was found, in one line. */
  readonly error: string;
}

/** What a portfolio is built from. */
export interface PortfolioInput {
  readonly directiveId: string;
  readonly strategy: string;
  readonly broker: string;
  readonly timeframe: string;
  /** The directive's dates, YYYY-MM-DD, both inclusive. */
  readonly startDate: string;
  readonly endDate: string;
  readonly engineName: string;
  readonly engineVersion: string;
  /** In the directive's order of symbols; at least one. */
  readonly runs: readonly PortfolioRunModel[];
  readonly failed: readonly FailedRun[];
  /** Sentences for the reader, in the order to be shown. */
  readonly warnings: readonly string[];
}

/** Everything that the artifacts of stage 4 are rendered from. */
export interface PortfolioModel extends PortfolioInput {
  readonly accountCurrency: string;
  /** True when any run used generated bars. */
  readonly synthetic: boolean;
  readonly notices: readonly string[];
  readonly portfolio: PortfolioMetrics;
}

/**
 * Computes the portfolio of a directive's runs and completes the model of its reports.
 * @throws Error without a run, or when runs differ in account currency or periods per year.
 */
export function buildPortfolioModel(input: PortfolioInput): PortfolioModel {
  const first = input.runs[0];
  if (!first) throw new Error('a portfolio needs a run');
  const { accountCurrency, periodsPerYear } = first;
  for (const run of input.runs) {
    if (run.accountCurrency !== accountCurrency || run.periodsPerYear !== periodsPerYear) {
      throw new Error(`run ${run.runId} cannot be added up with run ${first.runId}`);
    }
  }
  const synthetic = input.runs.some((run) => run.synthetic);
  // Only what the portfolio reads is copied: a run may have tens of thousands of trades.
  const runs = input.runs.map(({ runId, symbol, capital, daily, trades }) => ({
    runId,
    symbol,
    capital,
    daily,
    trades: trades.map(({ direction, entryTime, exitTime, net, notional, marketState }) => ({
      direction,
      entryTime,
      exitTime,
      net,
      notional,
      volatilityRegime: marketState.volatilityRegime,
    })),
  }));
  return {
    ...input,
    accountCurrency,
    synthetic,
    notices: reportNotices(first.settings, synthetic),
    portfolio: computePortfolio(runs, { periodsPerYear }),
  };
}
