import { contributions } from './portfolio-contribution.js';
import type { Contribution } from './portfolio-contribution.js';
import type { Concurrency } from './concurrency.js';
import type { CorrelationMatrix } from './correlation-matrix.js';
import type { DailyEquity } from '../equity-scan.js';
import type { MetricSet } from '../metric-definition.js';
import { portfolioEvidence } from './portfolio-evidence.js';
import type { EvidenceInput, PortfolioEvidence } from './portfolio-evidence.js';
import { portfolioFacts } from './portfolio-facts.js';
import type { PlacedTrade } from './portfolio-input.js';
import type { PortfolioRun } from './portfolio-input.js';
import { evaluatePortfolio } from './portfolio-metrics.js';
import type { PortfolioMetricId } from './portfolio-metrics.js';
import { portfolioYears } from './portfolio-years.js';
import type { PortfolioYear } from './portfolio-years.js';
import { PERIODS_PER_YEAR } from '../return-series.js';

/** Everything that stage 4 shows of several runs with a fixed capital each. */
export interface PortfolioMetrics {
  readonly periodsPerYear: number;
  readonly metrics: MetricSet<PortfolioMetricId>;
  /** Intervals, trials, scenarios. */
  readonly evidence: PortfolioEvidence;
  /** Σ of the runs on every calendar day; drawdown on daily closes, `equityLow` as a lower bound. */
  readonly daily: DailyEquity;
  readonly contributions: readonly Contribution[];
  readonly correlation: CorrelationMatrix;
  readonly stressCorrelation: CorrelationMatrix | null;
  readonly concurrency: Concurrency;
  /** By entry time, then by run; `run` is the place in the input. */
  readonly trades: readonly PlacedTrade[];
  readonly years: readonly PortfolioYear[];
  /** Days of the largest drawdown, ms UTC; null when equity never fell. */
  readonly drawdownWindow: {
    readonly peak: number;
    readonly trough: number;
    readonly recovery: number | null;
  } | null;
}

/**
 * Measures runs together: capital is fixed per run, equity is added up on a common calendar. The
 * order of the runs is kept everywhere. Empty columns and undefined metrics for no run.
 */
export function computePortfolio(
  runs: readonly PortfolioRun[],
  options: { readonly periodsPerYear?: number; readonly evidence: EvidenceInput },
): PortfolioMetrics {
  const bad = runs.find(({ capital }) => !(capital > 0));
  if (bad) throw new Error(`capital of ${bad.symbol} must be positive, not ${bad.capital}`);
  const periodsPerYear = options.periodsPerYear ?? PERIODS_PER_YEAR;
  const facts = portfolioFacts(runs, periodsPerYear);
  const { account, merged } = facts;
  const { peakAt, troughAt, recoveryAt } = account.drawdown;
  const dayAt = (index: number): number => merged.day[Math.max(index, 0)] as number;
  return {
    periodsPerYear,
    metrics: evaluatePortfolio(facts),
    evidence: portfolioEvidence(facts, options.evidence),
    daily: { ...account.daily, equityLow: merged.equityLow },
    contributions: contributions(facts, periodsPerYear),
    correlation: facts.correlation,
    stressCorrelation: facts.stressCorrelation,
    concurrency: facts.concurrency,
    trades: facts.trades,
    years: portfolioYears(facts),
    drawdownWindow:
      troughAt < 0
        ? null
        : {
            peak: dayAt(peakAt),
            trough: dayAt(troughAt),
            recovery: recoveryAt < 0 ? null : dayAt(recoveryAt),
          },
  };
}
