import { RIGOUR_METRICS } from '@assay/metrics';
import type { CostCell } from '@assay/metrics';
import type { RunResultModel } from '../results/run-result-model.js';
import { column, metricRows } from './evidence-table.js';
import type { EvidenceTable } from './evidence-table.js';

/** What is drawn and how often, in words. */
export function resamplingNote({ resamples, meanBlockDays }: RunResultModel['rigour']): string {
  return (
    `95 % intervals from ${resamples.days} resamples of days in blocks of ${meanBlockDays} on average ` +
    `and ${resamples.trades} of trades; ${resamples.orders} other orders of the trades. ` +
    'Drawn from the key of the inputs: the same inputs give the same numbers.'
  );
}

/** How far the numbers of a run can be trusted. */
export function rigourTable({ rigour }: RunResultModel): EvidenceTable {
  return {
    id: 'rigour',
    title: 'Rigour',
    note: resamplingNote(rigour),
    ...metricRows(RIGOUR_METRICS, rigour.metrics),
  };
}

/** Results at other costs. */
export function costTable(cells: readonly CostCell[]): EvidenceTable {
  return {
    id: 'cost_stress',
    title: 'Cost stress',
    note:
      'First order: the same trades at the same prices and sizes, charged otherwise. Extra slippage is ' +
      'in points on each side that fills at the market.',
    columns: [
      column('spread_multiple', 'Spread ×', 'ratio'),
      column('commission_multiple', 'Commission ×', 'ratio'),
      column('extra_slippage_points', 'Slippage + points', 'ratio'),
      column('net_profit', 'Net profit', 'money'),
      column('profit_factor', 'Profit factor', 'ratio'),
      column('expectancy', 'Expectancy', 'money'),
      column('win_rate', 'Win rate', 'percent'),
    ],
    rows: cells.map((cell) => [
      cell.spreadMultiple,
      cell.commissionMultiple,
      cell.extraSlippagePoints,
      cell.netProfit,
      cell.profitFactor,
      cell.expectancy,
      cell.winRate,
    ]),
  };
}
