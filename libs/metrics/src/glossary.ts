import { ACCOUNT_METRICS } from './account-metrics.js';
import { BENCHMARK_METRICS } from './benchmark-metrics.js';
import type { MetricUnit } from './metric-definition.js';
import {
  PORTFOLIO_OVERLAP_METRICS,
  PORTFOLIO_TRADE_METRICS,
} from './portfolio/portfolio-metrics.js';
import { ROBUSTNESS_METRICS } from './portfolio/portfolio-evidence.js';
import { DEFLATION_METRICS } from './rigour/deflation.js';
import { RIGOUR_METRICS } from './rigour/rigour-metrics.js';
import { METRICS } from './run-metrics.js';

/** What a metric means, for readers of files. */
export interface GlossaryRow {
  readonly metricKey: string;
  readonly fullName: string;
  readonly definition: string;
  /** In words: `account currency`, `fraction (0.12 = 12 %)`, … */
  readonly unit: string;
  /** Empty when the number always exists. */
  readonly undefinedWhen: string;
  readonly source: string;
}

/** Units in words. */
export const UNIT_NAMES: Readonly<Record<MetricUnit, string>> = {
  money: 'account currency',
  fraction: 'fraction (0.12 = 12 %)',
  ratio: 'number',
  count: 'count',
  r: 'multiple of initial risk (R)',
  days: 'days',
  bars: 'bars',
  flag: '1 yes, 0 no',
};

type Definition = (
  | typeof METRICS
  | typeof BENCHMARK_METRICS
  | typeof RIGOUR_METRICS
  | typeof PORTFOLIO_TRADE_METRICS
  | typeof PORTFOLIO_OVERLAP_METRICS
  | typeof DEFLATION_METRICS
  | typeof ROBUSTNESS_METRICS
)[number];

function toRow(definition: Definition): GlossaryRow {
  return {
    metricKey: definition.id,
    fullName: definition.name,
    definition: definition.formula,
    unit: UNIT_NAMES[definition.unit],
    undefinedWhen: definition.undefinedWhen ?? '',
    source: definition.source,
  };
}

/** Every number of a run, how far it can be trusted, and its benchmark, in the order of reports; generated from the tables. */
export function metricsGlossary(): readonly GlossaryRow[] {
  return [...METRICS, ...RIGOUR_METRICS, ...BENCHMARK_METRICS].map(toRow);
}

/** Every number that only a portfolio has, or that a portfolio computes over all runs. */
export function portfolioGlossary(): readonly GlossaryRow[] {
  return [
    ...PORTFOLIO_TRADE_METRICS,
    ...PORTFOLIO_OVERLAP_METRICS,
    ...DEFLATION_METRICS,
    ...ROBUSTNESS_METRICS,
  ].map(toRow);
}

/** Ids of every number of a portfolio that a policy may set a limit to. */
export const JUDGED_METRIC_IDS: readonly [string, ...string[]] = [
  'net_profit',
  ...[
    ...PORTFOLIO_TRADE_METRICS,
    ...ACCOUNT_METRICS,
    ...PORTFOLIO_OVERLAP_METRICS,
    ...RIGOUR_METRICS,
    ...DEFLATION_METRICS,
    ...ROBUSTNESS_METRICS,
  ]
    .map(({ id }) => id)
    .filter((id) => id !== 'net_profit'),
];
