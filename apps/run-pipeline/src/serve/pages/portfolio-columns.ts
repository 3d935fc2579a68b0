import {
  DEFLATION_METRICS,
  RIGOUR_METRICS,
  ROBUSTNESS_METRICS,
  type MetricUnit,
} from '@assay/metrics';
import type { Reader } from '@assay/pipeline';
import { portfolioDefinitions, type MasterColumn } from '@assay/report';

const KEY: readonly string[] = [
  'net_profit',
  'return_on_capital',
  'cagr',
  'sharpe_ratio',
  'deflated_sharpe',
  'max_drawdown',
  'max_drawdown_pct',
  'return_dd_ratio',
  'profit_factor',
  'total_trades',
  'avg_correlation',
  'trial_count',
];

const UNITS: Readonly<Record<MetricUnit, MasterColumn['unit']>> = {
  money: 'money',
  fraction: 'fraction',
  ratio: 'number',
  count: 'count',
  r: 'number',
  days: 'days',
  bars: 'bars',
  flag: 'flag',
};

/** The columns of portfolio rows, named by the definitions of their metrics; others by their key. */
export function portfolioColumns(reader: Reader, isWhole: boolean): readonly MasterColumn[] {
  const definitions = new Map(
    [...portfolioDefinitions(), ...RIGOUR_METRICS, ...DEFLATION_METRICS, ...ROBUSTNESS_METRICS].map(
      (definition) => [definition.id as string, definition],
    ),
  );
  const rows = reader.ledger?.portfolioRows({ status: 'all' }) ?? [];
  const present = new Set(rows.flatMap(({ values }) => Object.keys(values)));
  const others = [...present].filter((id) => !KEY.includes(id) && id !== 'verdict').sort();
  return [...KEY.filter((id) => present.has(id)), ...(isWhole ? others : [])].map((id) => {
    const definition = definitions.get(id);
    const unit = definition ? UNITS[definition.unit] : 'text';
    return { id, title: definition?.name ?? id, unit, format: 'text' };
  });
}
