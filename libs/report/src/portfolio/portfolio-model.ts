import { sha256Hex } from '@assay/hashing';
import type {
  DailyEquity,
  EquityFan,
  Judgement,
  MetricSet,
  PolicyThreshold,
  PolicyVerdict,
  PortfolioMetrics,
  PortfolioRun,
  RigourMetricId,
  RunMetricId,
  ScenarioPlan,
  TrialStatistics,
} from '@assay/metrics';
import { computePortfolio, equityFan, holdPortfolio, judgePortfolio } from '@assay/metrics';
import type { PreviousAttempt } from './attempt-changes.js';
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
  /** Buy and hold with the same capital, on the days of `daily`. */
  readonly hold: Float64Array;
  readonly metrics: MetricSet<RunMetricId>;
  readonly rigour: MetricSet<RigourMetricId>;
  /** One tick of the instrument, price units. */
  readonly pointSize: number;
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

/** How the portfolio is tried and judged; a policy file in the form that is computed with. */
export interface PolicyModel {
  readonly name: string;
  readonly version: number;
  /** SHA-256 of its canonical form. */
  readonly sha256: string;
  /** The whole policy as plain data, for the record. */
  readonly content: unknown;
  readonly plan: ScenarioPlan;
  readonly thresholds: readonly PolicyThreshold[];
  readonly verdicts: readonly PolicyVerdict[];
}

/** What was tried of the family before, as the ledger counts it when the portfolio is made. */
export interface FamilyTrials {
  readonly family: string;
  /** Names the rules and code of this portfolio. */
  readonly hypothesis: string;
  /** Different rules or code of the family, this one included. */
  readonly count: number;
  /** Annualised Sharpe ratios of the other portfolios. */
  readonly otherSharpeRatios: readonly number[];
  /** Trials on each symbol, this run included. */
  readonly bySymbol: Readonly<Record<string, TrialStatistics>>;
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
  readonly policy: PolicyModel;
  readonly trials: FamilyTrials;
  /** What it is held against; null when no other portfolio came before. */
  readonly previous: PreviousAttempt | null;
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
  /** Buy and hold of all symbols, on the days of the portfolio's own equity. */
  readonly hold: Float64Array;
  /** Other luck with the same trades; null below two. */
  readonly fan: EquityFan | null;
  readonly judgement: Judgement;
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
  const seed = sha256Hex(input.runs.map(({ runKey }) => runKey).join('\n'));
  const portfolio = computePortfolio(input.runs.map(portfolioInput), {
    periodsPerYear,
    evidence: {
      seed,
      plan: input.policy.plan,
      trialCount: input.trials.count,
      otherSharpeRatios: input.trials.otherSharpeRatios,
      runTrials: input.runs.map(
        ({ symbol }) => input.trials.bySymbol[symbol] ?? { count: 1, sharpeRatios: [] },
      ),
    },
  });
  const { evidence } = portfolio;
  return {
    ...input,
    accountCurrency,
    synthetic,
    notices: reportNotices(first.settings, synthetic),
    portfolio,
    hold: holdPortfolio(
      input.runs.map(({ capital, daily, hold }) => ({ capital, day: daily.day, hold })),
    ),
    fan: equityFan(seed, portfolio.metrics.values.total_capital ?? 0, netsByExit(input.runs)),
    judgement: judgePortfolio(input.policy, {
      ...portfolio.metrics.values,
      ...evidence.rigour.metrics.values,
      ...evidence.deflation.values,
      ...evidence.robustness.values,
    }),
  };
}

/** Results of all runs in the order in which they were settled; at one moment in that of the runs. */
function netsByExit(runs: readonly PortfolioRunModel[]): Float64Array {
  const trades = runs.flatMap((run) => run.trades).sort((a, b) => a.exitTime - b.exitTime);
  return Float64Array.from(trades, ({ net }) => net);
}

/** Only what the portfolio reads is copied: a run may have tens of thousands of trades. */
function portfolioInput(run: PortfolioRunModel): PortfolioRun {
  const { runId, symbol, capital, pointSize, daily, trades } = run;
  return {
    runId,
    symbol,
    capital,
    pointSize,
    daily,
    trades: trades.map((trade) => ({
      position: trade.position,
      direction: trade.direction,
      entryTime: trade.entryTime,
      exitTime: trade.exitTime,
      exitReason: trade.exitReason,
      net: trade.net,
      spreadCost: trade.spreadCost,
      commission: trade.commission,
      units: trade.units,
      conversionRate: trade.conversionRate,
      riskAccount: trade.riskAccount,
      notional: trade.notional,
      volatilityRegime: trade.marketState.volatilityRegime,
    })),
  };
}
