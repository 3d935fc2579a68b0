import { describe, expect, test } from 'vitest';
import { sampleModel } from '../testing/sample-model.js';
import { parseCsv } from './csv-text.js';
import { parseEquityCurveCsv } from './equity-curve.js';
import { runResultFiles } from './run-result-files.js';
import { parseTradeListCsv } from '../testing/trade-list-reader.js';

function fileOf(model: ReturnType<typeof sampleModel>, path: string): string {
  const file = runResultFiles(model).find((candidate) => candidate.path === path);
  if (!file) throw new Error(`no ${path}`);
  return file.text;
}

function rowOf(text: string): Readonly<Record<string, string>> {
  const table = parseCsv(text);
  const row = table?.rows[0] ?? [];
  return Object.fromEntries((table?.header ?? []).map((id, place) => [id, row[place] ?? '']));
}

describe('the files of a run', () => {
  const model = sampleModel({ trades: 60 });

  test('are named by the artifact folder, in the order of their paths', () => {
    const paths = runResultFiles(model).map(({ path }) => path);
    expect(paths).toEqual([
      'metadata/run_metadata.json',
      'raw/bar_geometry.json',
      'raw/equity_curve.csv',
      'raw/metrics_glossary.csv',
      'raw/results_cost_stress.csv',
      'raw/results_rigour.json',
      'raw/results_risk.csv',
      'raw/results_standard.csv',
      'raw/results_tradelevel.csv',
      'raw/results_yearwise.csv',
    ]);
  });

  test('are the same bytes for the same run', () => {
    expect(runResultFiles(sampleModel({ trades: 60 }))).toEqual(runResultFiles(model));
  });

  test('have no infinity, NaN, carriage return or clock', () => {
    for (const { text } of runResultFiles(model)) expect(text).not.toMatch(/Infinity|NaN|\r/);
  });

  test('the trade list has the agreed columns in order', () => {
    expect(fileOf(model, 'raw/results_tradelevel.csv').split('\n')[0]).toBe(
      'strategy_name,parent_trade_id,sequence_index,entry_timestamp,exit_timestamp,direction,' +
        'entry_price,exit_price,pnl_usd,r_multiple,trade_high,trade_low,bars_held,atr_entry,' +
        'position_units,notional_usd,mfe_price,mae_price,mfe_r,mae_r,volatility_regime,trend_score,' +
        'trend_regime,trend_label,signal_bar,entry_bar,exit_bar,exit_reason,lots,initial_stop,' +
        'risk_usd,gross_usd,spread_usd,commission_usd,slippage_usd,swap_usd,net_usd,conversion_rate,part',
    );
    const row = rowOf(fileOf(model, 'raw/results_tradelevel.csv'));
    expect(row).toMatchObject({
      strategy_name: 'Range_Breakout_01_EURUSD',
      parent_trade_id: '1',
      sequence_index: '0',
      entry_timestamp: '2023-11-01 01:00:00',
    });
    expect(row['pnl_usd']).toBe(String(model.result.trades[0]?.net));
    expect(row['net_usd']).toBe(row['pnl_usd']);
  });

  test('the trade list reads back without loss', () => {
    const text = fileOf(model, 'raw/results_tradelevel.csv');
    const back = parseTradeListCsv(text, 'USD');
    expect(back).toEqual(model.result.trades);
  });

  test('the equity curve reads back without loss and agrees with the risk file', () => {
    const back = parseEquityCurveCsv(fileOf(model, 'raw/equity_curve.csv'));
    expect(back).toEqual({ ...model.metrics.daily, hold: model.metrics.hold });
    const risk = rowOf(fileOf(model, 'raw/results_risk.csv'));
    expect(Number(risk['max_drawdown_usd'])).toBe(Math.max(...(back?.drawdown ?? [])));
    expect(Number(risk['max_drawdown_pct'])).toBe(Math.max(...(back?.drawdownFraction ?? [])));
  });

  test('money columns are named by the account currency everywhere', () => {
    const euro = sampleModel({ accountCurrency: 'EUR' });
    for (const { path, text } of runResultFiles(euro)) {
      if (path !== 'raw/metrics_glossary.csv')
        expect([path, /usd\b/.test(text)]).toEqual([path, false]);
    }
    expect(fileOf(euro, 'raw/results_standard.csv')).toMatch(/^net_pnl_eur,/);
    expect(parseTradeListCsv(fileOf(euro, 'raw/results_tradelevel.csv'), 'EUR')).toEqual(
      euro.result.trades,
    );
  });

  test('metadata names every input and says what has no value', () => {
    const metadata = JSON.parse(
      fileOf(sampleModel({ trades: 0 }), 'metadata/run_metadata.json'),
    ) as {
      readonly inputs: unknown;
      readonly outcome: string;
      readonly metrics: Readonly<Record<string, number | null>>;
      readonly undefined_metrics: Readonly<Record<string, string>>;
    };
    expect(metadata.inputs).toEqual(model.inputs);
    expect(metadata.outcome).toBe('NO_TRADES');
    expect(metadata.metrics['profit_factor']).toBeNull();
    expect(metadata.undefined_metrics['profit_factor']).toBe('there is no losing trade');
  });
});

describe('a run without trades', () => {
  const model = sampleModel({ trades: 0 });

  test('has headers only in its lists', () => {
    for (const path of ['raw/results_tradelevel.csv', 'raw/results_yearwise.csv']) {
      expect(fileOf(model, path).trimEnd().split('\n')).toHaveLength(1);
    }
    expect(parseTradeListCsv(fileOf(model, 'raw/results_tradelevel.csv'), 'USD')).toEqual([]);
  });

  test('has empty cells for what has no value, and zeros for sums over nothing', () => {
    expect(rowOf(fileOf(model, 'raw/results_standard.csv'))).toEqual({
      net_pnl_usd: '0',
      trade_count: '0',
      win_rate: '',
      profit_factor: '',
      gross_profit: '0',
      gross_loss: '0',
    });
  });
});
