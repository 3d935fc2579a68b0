import {
  DEFLATION_METRICS,
  METRICS,
  metricsGlossary,
  portfolioGlossary,
  RIGOUR_METRICS,
  ROBUSTNESS_METRICS,
  type MetricUnit,
} from '@assay/metrics';
import { metricText, portfolioDefinitions } from '@assay/report';
import type { Subject } from './subject.js';

/** One number of all subjects, with what it means. */
export interface MetricRow {
  readonly id: string;
  readonly name: string;
  readonly unit: MetricUnit;
  readonly definition: string;
  readonly source: string;
  /** True for the few that are shown first. */
  readonly isKey: boolean;
  /** A value for each subject; null where it has none. */
  readonly values: readonly (number | null)[];
  /** Each value less the first one; null where either is missing. */
  readonly changes: readonly (number | null)[];
  /** Why a value is missing; null where it is not. */
  readonly reasons: readonly (string | null)[];
}

interface Definition {
  readonly id: string;
  readonly name: string;
  readonly unit: MetricUnit;
  readonly formula: string;
}

/** What a quant asks first. */
const KEY_METRICS: ReadonlySet<string> = new Set([
  'net_profit',
  'return_on_capital',
  'cagr',
  'sharpe_ratio',
  'deflated_sharpe',
  'sortino_ratio',
  'max_drawdown',
  'max_drawdown_pct',
  'return_dd_ratio',
  'profit_factor',
  'expectancy',
  'average_r',
  'win_rate',
  'trade_count',
  'total_trades',
  'exposure',
  'volatility',
  'total_costs',
  'costs_share',
  'avg_correlation',
  'worst_friction_net',
]);

function definitionsOf(kind: Subject['kind']): readonly Definition[] {
  if (kind === 'run') return METRICS;
  return [
    ...portfolioDefinitions(),
    ...RIGOUR_METRICS,
    ...DEFLATION_METRICS,
    ...ROBUSTNESS_METRICS,
  ];
}

/** Every number that the subjects have, in the order of reports, by the definitions of the metrics. */
export function metricRows(subjects: readonly Subject[]): readonly MetricRow[] {
  const sources = new Map(
    [...metricsGlossary(), ...portfolioGlossary()].map((row) => [row.metricKey, row.source]),
  );
  return definitionsOf(subjects[0]?.kind ?? 'run').map(({ id, name, unit, formula }) => {
    const values = subjects.map(({ metrics }) => metrics[id] ?? null);
    const first = values[0] ?? null;
    return {
      id,
      name,
      unit,
      definition: formula,
      source: sources.get(id) ?? '',
      isKey: KEY_METRICS.has(id),
      values,
      changes: values.map((value) => (value === null || first === null ? null : value - first)),
      reasons: subjects.map(({ reasons }, i) =>
        values[i] === null ? (reasons[id] ?? 'not recorded') : null,
      ),
    };
  });
}

/** A change with its sign, so that it is not read as a value; between shares, percentage points. */
export function changeText(row: MetricRow, place: number): string {
  const change = row.changes[place] ?? null;
  const text = metricText(change, row.unit).replace(/ %$/, ' pp');
  return change !== null && change > 0 ? `+${text}` : text;
}
