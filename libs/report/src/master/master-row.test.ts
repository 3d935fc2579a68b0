import { describe, expect, test } from 'vitest';
import { sampleModel } from '../testing/sample-model.js';
import { MASTER_COLUMNS, PREDECESSOR_COLUMNS } from './master-columns.js';
import { masterRow } from './master-row.js';

describe('the master sheet', () => {
  test('has the predecessor’s 38 columns first, in its order', () => {
    expect(PREDECESSOR_COLUMNS.map(({ id }) => id).join(', ')).toBe(
      'run_id, strategy, symbol, timeframe, test_start, test_end, trading_period, total_trades, ' +
        'total_net_profit, gross_profit, gross_loss, profit_factor, expectancy, sharpe_ratio, ' +
        'max_drawdown, max_dd_pct, return_dd_ratio, worst_5_loss_pct, longest_loss_streak, ' +
        'pct_time_in_market, avg_bars_in_trade, net_profit_high_vol, net_profit_normal_vol, ' +
        'net_profit_low_vol, net_profit_asia, net_profit_london, net_profit_ny, ' +
        'net_profit_strong_up, net_profit_weak_up, net_profit_neutral, net_profit_weak_down, ' +
        'net_profit_strong_down, trades_strong_up, trades_weak_up, trades_neutral, ' +
        'trades_weak_down, trades_strong_down, IN_PORTFOLIO',
    );
    expect(MASTER_COLUMNS.slice(0, 38)).toEqual(PREDECESSOR_COLUMNS);
  });

  test('no column stands twice', () => {
    expect(new Set(MASTER_COLUMNS.map(({ id }) => id)).size).toBe(MASTER_COLUMNS.length);
  });

  test.each([0, 40])('a row of %d trades has each column once, in order', (trades) => {
    const row = masterRow(sampleModel({ trades }));
    expect(Object.keys(row)).toEqual(MASTER_COLUMNS.map(({ id }) => id));
  });

  test('a number without a value is null, shares are fractions', () => {
    const none = masterRow(sampleModel({ trades: 0 }));
    expect(none).toMatchObject({
      outcome: 'NO_TRADES',
      total_trades: 0,
      total_net_profit: 0,
      profit_factor: null,
      sharpe_ratio: null,
      IN_PORTFOLIO: false,
    });
    const some = masterRow(sampleModel({ trades: 40 }), { inPortfolio: true });
    expect(some['IN_PORTFOLIO']).toBe(true);
    for (const { id, unit } of MASTER_COLUMNS) {
      const value = some[id];
      if (unit !== 'fraction' || value === null || id === 'costs_share') continue;
      expect([id, Math.abs(Number(value)) <= 1]).toEqual([id, true]);
    }
  });

  test('groups add up to the totals when every trade has a label', () => {
    const row = masterRow(sampleModel({ trades: 40 }));
    const sum = (...ids: readonly string[]) =>
      ids.reduce((total, id) => total + Number(row[id]), 0);
    expect(sum('net_profit_asia', 'net_profit_london', 'net_profit_ny')).toBeCloseTo(
      Number(row['total_net_profit']),
      8,
    );
    expect(sum('trades_long', 'trades_short')).toBe(40);
  });
});
