import type { CellFormat } from '../results/trade-list.js';

/** A column of the master sheet. */
export interface MasterColumn {
  /** Key in the ledger, header in the sheet. */
  readonly id: string;
  readonly title: string;
  /** What the number is counted in; `fraction` is 0–1 and shown as percent in the sheet. */
  readonly unit:
    'text' | 'money' | 'fraction' | 'number' | 'count' | 'bars' | 'days' | 'flag' | 'UTC';
  readonly format: CellFormat;
}

function money(id: string, title: string): MasterColumn {
  return { id, title, unit: 'money', format: 'money' };
}
function text(id: string, title: string): MasterColumn {
  return { id, title, unit: 'text', format: 'text' };
}
function fraction(id: string, title: string): MasterColumn {
  return { id, title, unit: 'fraction', format: 'percent' };
}
function number(id: string, title: string): MasterColumn {
  return { id, title, unit: 'number', format: 'ratio' };
}
function count(id: string, title: string): MasterColumn {
  return { id, title, unit: 'count', format: 'integer' };
}

/**
 * The predecessor's 38 columns, in its order and under its names. One unit for one kind of number:
 * every share, `max_dd_pct` too, is a fraction 0–1 (the predecessor had 0–100 there). Net profit by
 * session and by trend goes by the signal's or the entry's label; trades with an unknown label are in
 * no such column, so these need not add up to the total.
 */
export const PREDECESSOR_COLUMNS: readonly MasterColumn[] = [
  text('run_id', 'Run'),
  text('strategy', 'Directive and symbol'),
  text('symbol', 'Symbol'),
  text('timeframe', 'Timeframe'),
  { id: 'test_start', title: 'Start', unit: 'UTC', format: 'day' },
  { id: 'test_end', title: 'End', unit: 'UTC', format: 'day' },
  { id: 'trading_period', title: 'Calendar days', unit: 'days', format: 'integer' },
  count('total_trades', 'Trades'),
  money('total_net_profit', 'Net profit'),
  money('gross_profit', 'Gross profit'),
  money('gross_loss', 'Gross loss'),
  number('profit_factor', 'Profit factor'),
  money('expectancy', 'Expectancy'),
  number('sharpe_ratio', 'Sharpe ratio'),
  money('max_drawdown', 'Maximum drawdown'),
  fraction('max_dd_pct', 'Maximum drawdown, share of the peak'),
  number('return_dd_ratio', 'Return to drawdown'),
  fraction('worst_5_loss_pct', 'Share of the five largest losses'),
  count('longest_loss_streak', 'Longest loss streak'),
  fraction('pct_time_in_market', 'Time in market'),
  { id: 'avg_bars_in_trade', title: 'Average bars in a trade', unit: 'bars', format: 'ratio' },
  money('net_profit_high_vol', 'Net profit, high volatility'),
  money('net_profit_normal_vol', 'Net profit, normal volatility'),
  money('net_profit_low_vol', 'Net profit, low volatility'),
  money('net_profit_asia', 'Net profit, Asia'),
  money('net_profit_london', 'Net profit, London'),
  money('net_profit_ny', 'Net profit, New York'),
  money('net_profit_strong_up', 'Net profit, strong up'),
  money('net_profit_weak_up', 'Net profit, weak up'),
  money('net_profit_neutral', 'Net profit, neutral'),
  money('net_profit_weak_down', 'Net profit, weak down'),
  money('net_profit_strong_down', 'Net profit, strong down'),
  count('trades_strong_up', 'Trades, strong up'),
  count('trades_weak_up', 'Trades, weak up'),
  count('trades_neutral', 'Trades, neutral'),
  count('trades_weak_down', 'Trades, weak down'),
  count('trades_strong_down', 'Trades, strong down'),
  { id: 'IN_PORTFOLIO', title: 'In the portfolio', unit: 'flag', format: 'flag' },
];

/** What we add, behind the predecessor's columns. */
export const OWN_COLUMNS: readonly MasterColumn[] = [
  text('outcome', 'Outcome'),
  text('run_key', 'Run key'),
  text('directive_id', 'Directive'),
  text('strategy_name', 'Strategy'),
  text('broker', 'Broker'),
  text('engine_version', 'Engine'),
  text('account_currency', 'Account currency'),
  money('capital', 'Starting capital'),
  { id: 'first_bar', title: 'First bar', unit: 'UTC', format: 'instant' },
  { id: 'last_bar', title: 'Last bar', unit: 'UTC', format: 'instant' },
  count('bars', 'Bars'),
  fraction('return_on_capital', 'Return on capital'),
  fraction('cagr', 'Compound annual growth rate'),
  number('calmar', 'Calmar ratio'),
  number('sortino_ratio', 'Sortino ratio'),
  fraction('volatility', 'Volatility'),
  fraction('ulcer_index', 'Ulcer index'),
  {
    id: 'longest_drawdown_days',
    title: 'Longest time under a peak',
    unit: 'days',
    format: 'ratio',
  },
  number('sqn', 'System quality number'),
  number('k_ratio', 'K-ratio'),
  fraction('win_rate', 'Win rate'),
  number('payoff_ratio', 'Payoff ratio'),
  number('average_r', 'Average R'),
  number('edge_ratio', 'Edge ratio'),
  money('total_costs', 'Total costs'),
  fraction('costs_share', 'Costs share'),
  number('turnover_per_year', 'Turnover per year'),
  money('net_profit_long', 'Net profit, long'),
  money('net_profit_short', 'Net profit, short'),
  count('trades_long', 'Trades, long'),
  count('trades_short', 'Trades, short'),
  fraction('buy_hold_return', 'Buy and hold return'),
  count('rejected_orders', 'Orders rejected'),
  { id: 'synthetic_data', title: 'Synthetic data', unit: 'flag', format: 'flag' },
];

/** All columns of the master sheet in order. */
export const MASTER_COLUMNS: readonly MasterColumn[] = [...PREDECESSOR_COLUMNS, ...OWN_COLUMNS];
