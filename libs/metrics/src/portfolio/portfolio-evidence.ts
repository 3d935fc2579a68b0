import { calendarEquity, calendarReturns } from '../calendar-returns.js';
import { evaluateMetrics } from '../metric-definition.js';
import type { MetricDefinition, MetricSet } from '../metric-definition.js';
import { ratio } from '../moments.js';
import { sharpeRatio } from '../return-series.js';
import { deflate } from '../rigour/deflation.js';
import type { DeflationMetricId, TrialStatistics } from '../rigour/deflation.js';
import { computeRigour } from '../rigour/rigour.js';
import type { RunRigour } from '../rigour/rigour.js';
import type { PortfolioFacts } from './portfolio-facts.js';
import { portfolioScenarios } from './portfolio-scenarios.js';
import type { Scenario, ScenarioGroup, ScenarioPlan } from './portfolio-scenarios.js';

/** What the confidence in a portfolio is computed from, besides its runs. */
export interface EvidenceInput {
  /** SHA-256 that the random numbers are drawn from. */
  readonly seed: string;
  readonly plan: ScenarioPlan;
  /** Whole portfolios of the family that were tried, this one included. */
  readonly trialCount: number;
  /** Annualised Sharpe ratios of the others that have one. */
  readonly otherSharpeRatios: readonly number[];
  /** Trials of the family on each run's symbol, in the order of the runs. */
  readonly runTrials: readonly TrialStatistics[];
}

/** How far a portfolio can be trusted. */
export interface PortfolioEvidence {
  readonly rigour: RunRigour;
  readonly deflation: MetricSet<DeflationMetricId>;
  /** In the order of the runs. */
  readonly runDeflation: readonly MetricSet<DeflationMetricId>[];
  readonly scenarios: readonly Scenario[];
  readonly robustness: MetricSet<RobustnessMetricId>;
}

/** A run that stands alone. */
const UNCOUNTED: TrialStatistics = { count: 1, sharpeRatios: [] };

type Net = (group: ScenarioGroup) => readonly number[];

function smallest(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((a, b) => Math.min(a, b));
}

/** What is left of a portfolio when something is taken from it. */
export const ROBUSTNESS_METRICS = [
  {
    id: 'worst_without_symbol_net',
    name: 'Net profit without the symbol that matters most',
    unit: 'money',
    formula: 'smallest net profit of the portfolio without one of its symbols',
    undefinedWhen: 'there is no other run',
    source: 'leave-one-out',
    compute: (net) => smallest(net('without_symbol')),
  },
  {
    id: 'worst_without_cluster_net',
    name: 'Net profit without the cluster that matters most',
    unit: 'money',
    formula: 'smallest net profit of the portfolio without one of the clusters of the policy',
    undefinedWhen: 'no cluster of the policy holds some of the symbols, but not all',
    source: 'leave-one-out',
    compute: (net) => smallest(net('without_cluster')),
  },
  {
    id: 'worst_friction_net',
    name: 'Net profit at the highest costs',
    unit: 'money',
    formula: 'smallest net profit over the friction grid, first order',
    undefinedWhen: 'the friction grid is empty',
    source: 'cost stress, from the trade records',
    compute: (net) => smallest(net('friction')),
  },
  {
    id: 'friction_survival',
    name: 'Share of costs survived',
    unit: 'fraction',
    formula: 'share of the friction grid with a net profit above zero, first order',
    undefinedWhen: 'the friction grid is empty',
    source: 'cost stress, from the trade records',
    compute: (net) => {
      const nets = net('friction');
      return ratio(nets.filter((value) => value > 0).length, nets.length);
    },
  },
] as const satisfies readonly MetricDefinition<Net>[];

export type RobustnessMetricId = (typeof ROBUSTNESS_METRICS)[number]['id'];

/** Intervals, trials and scenarios of a portfolio; the same input gives the same bits anywhere. */
export function portfolioEvidence(facts: PortfolioFacts, input: EvidenceInput): PortfolioEvidence {
  const { merged, account, runs } = facts;
  const { periodsPerYear } = account;
  const scenarios = portfolioScenarios(facts, input.plan);
  const net: Net = (group) =>
    scenarios
      .filter((scenario) => scenario.group === group)
      .map(({ metrics }) => metrics.values.net_profit ?? 0);
  const own = account.returns && sharpeRatio(account.returns, { periodsPerYear });
  const none = { spreadMultiples: [], commissionMultiples: [], extraSlippagePoints: [] };
  return {
    rigour: computeRigour({
      seed: input.seed,
      capital: merged.capital,
      daily: merged,
      // Runs have points of their own: counted in units of price, every point is one.
      trades: facts.trades.map((trade) => ({
        ...trade,
        units: trade.units * (runs[trade.run]?.pointSize ?? NaN),
      })),
      pointSize: 1,
      periodsPerYear,
      costGrid: none,
    }),
    deflation: deflate(
      account.returns,
      {
        count: input.trialCount,
        sharpeRatios: own === null ? input.otherSharpeRatios : [...input.otherSharpeRatios, own],
      },
      periodsPerYear,
    ),
    runDeflation: runs.map(({ daily, capital }, place) =>
      deflate(
        calendarReturns(calendarEquity(daily).equity, capital),
        input.runTrials[place] ?? UNCOUNTED,
        periodsPerYear,
      ),
    ),
    scenarios,
    robustness: evaluateMetrics(ROBUSTNESS_METRICS, net),
  };
}
