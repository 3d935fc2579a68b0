import type { MetricDefinition, MetricSet } from '../metric-definition.js';
import { evaluateMetrics } from '../metric-definition.js';
import { ratio, sampleDeviation } from '../moments.js';
import {
  deflatedSharpe,
  expectedMaxOfNormals,
  minBacktestYears,
  sharpeDeviation,
} from '../sharpe-statistics.js';
import type { SharpeSample } from '../sharpe-statistics.js';
import { sharpeSample } from '../significance-metrics.js';

/** How often something of the kind was tried, as the ledger counts it; the one judged included. */
export interface TrialStatistics {
  readonly count: number;
  /** Annualised Sharpe ratios of those trials that have one. */
  readonly sharpeRatios: readonly number[];
}

interface DeflationFacts {
  readonly sample: SharpeSample | null;
  readonly trials: TrialStatistics;
  /** Standard deviation of the trials' Sharpe ratios, per day; null without a sample. */
  readonly deviation: number | null;
  readonly periodsPerYear: number;
}

const NO_SAMPLE = 'there are fewer than two days, equity never moved, or it fell to zero';
const SOURCE = 'Bailey and López de Prado 2014, The Deflated Sharpe Ratio';

/** The Sharpe ratio, corrected for how many others were tried. */
export const DEFLATION_METRICS = [
  {
    id: 'trial_count',
    name: 'Trials',
    unit: 'count',
    formula:
      'different rules or code of the family whose results were seen, on this symbol or as portfolios; losing, superseded and reset ones included',
    undefinedWhen: null,
    source: 'the ledger',
    compute: ({ trials }) => trials.count,
  },
  {
    id: 'trial_sharpe_deviation',
    name: 'Spread of the trials',
    unit: 'ratio',
    formula:
      'sample standard deviation of the annual Sharpe ratios of the trials; where fewer than two have one, the sampling error of this one',
    undefinedWhen: NO_SAMPLE,
    source: SOURCE,
    compute: ({ deviation, periodsPerYear }) =>
      deviation === null ? null : deviation * Math.sqrt(periodsPerYear),
  },
  {
    id: 'expected_max_sharpe',
    name: 'Sharpe ratio that luck explains',
    unit: 'ratio',
    formula:
      'annual Sharpe ratio expected of the best of so many trials without skill: spread × ((1 − γ) Φ⁻¹(1 − 1 ÷ N) + γ Φ⁻¹(1 − 1 ÷ (N e)))',
    undefinedWhen: NO_SAMPLE,
    source: SOURCE,
    compute: ({ deviation, trials, periodsPerYear }) =>
      deviation === null
        ? null
        : deviation * Math.sqrt(periodsPerYear) * expectedMaxOfNormals(trials.count),
  },
  {
    id: 'deflated_sharpe',
    name: 'Deflated Sharpe ratio',
    unit: 'fraction',
    formula:
      'probability that the true Sharpe ratio is above the one that luck explains, given length, skewness and kurtosis of calendar-day returns',
    undefinedWhen: NO_SAMPLE,
    source: SOURCE,
    compute: ({ sample, trials, deviation }) =>
      sample === null || deviation === null
        ? null
        : deflatedSharpe(sample, trials.count, deviation),
  },
  {
    id: 'min_backtest_years',
    name: 'Minimum backtest length',
    unit: 'ratio',
    formula:
      'years below which the best of so many trials without skill is expected to show this Sharpe ratio',
    undefinedWhen: 'the Sharpe ratio is not above zero, or has no value',
    source: 'Bailey, Borwein, López de Prado and Zhu 2014, Pseudo-Mathematics',
    compute: ({ sample, trials, periodsPerYear }) =>
      sample === null
        ? null
        : minBacktestYears(trials.count, sample.sharpe * Math.sqrt(periodsPerYear)),
  },
] as const satisfies readonly MetricDefinition<DeflationFacts>[];

export type DeflationMetricId = (typeof DEFLATION_METRICS)[number]['id'];

/** Corrects the Sharpe ratio of calendar-day returns for the trials before it. */
export function deflate(
  returns: Float64Array | null,
  trials: TrialStatistics,
  periodsPerYear: number,
): MetricSet<DeflationMetricId> {
  const sample = sharpeSample({ returns });
  const spread = sampleDeviation(trials.sharpeRatios);
  const deviation =
    sample === null
      ? null
      : spread === null
        ? sharpeDeviation(sample)
        : ratio(spread, Math.sqrt(periodsPerYear));
  return evaluateMetrics(DEFLATION_METRICS, { sample, trials, deviation, periodsPerYear });
}
