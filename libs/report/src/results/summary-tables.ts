import { metricsGlossary } from '@assay/metrics';
import { csvText } from './csv-text.js';
import { moneySuffix } from './run-result-model.js';
import type { RunResultModel } from './run-result-model.js';

/** `results_standard.csv`: one row; win_rate is a fraction, gross_loss a positive amount. */
export function standardCsv({ metrics, result }: RunResultModel): string {
  const { values } = metrics.all;
  return csvText(
    [
      `net_pnl_${moneySuffix(result.accountCurrency)}`,
      'trade_count',
      'win_rate',
      'profit_factor',
      'gross_profit',
      'gross_loss',
    ],
    [
      [
        values.net_profit,
        values.trade_count,
        values.win_rate,
        values.profit_factor,
        values.gross_profit,
        values.gross_loss,
      ],
    ],
  );
}

/** `results_risk.csv`: one row; max_drawdown_pct is a fraction of the peak, undefined ratios are empty. */
export function riskCsv({ metrics, result }: RunResultModel): string {
  const { values } = metrics.all;
  return csvText(
    [
      `max_drawdown_${moneySuffix(result.accountCurrency)}`,
      'max_drawdown_pct',
      'return_dd_ratio',
      'sharpe_ratio',
      'sortino_ratio',
      'k_ratio',
      'sqn',
    ],
    [
      [
        values.max_drawdown,
        values.max_drawdown_pct,
        values.return_dd_ratio,
        values.sharpe_ratio,
        values.sortino_ratio,
        values.k_ratio,
        values.sqn,
      ],
    ],
  );
}

/** `results_yearwise.csv`: one row for each year with bars, by year of exit; none without trades. */
export function yearwiseCsv({ metrics, result }: RunResultModel): string {
  return csvText(
    ['year', `net_pnl_${moneySuffix(result.accountCurrency)}`, 'trade_count', 'win_rate'],
    metrics.years.map(({ year, metrics: { values } }) => [
      year,
      values.net_profit,
      values.trade_count,
      values.win_rate,
    ]),
  );
}

/** `metrics_glossary.csv`: every number of a run, generated from the definitions that compute it. */
export function metricsGlossaryCsv(): string {
  return csvText(
    ['metric_key', 'full_name', 'definition', 'unit', 'undefined_when', 'source'],
    metricsGlossary().map((row) => [
      row.metricKey,
      row.fullName,
      row.definition,
      row.unit,
      row.undefinedWhen,
      row.source,
    ]),
  );
}
