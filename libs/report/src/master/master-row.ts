import { listedName } from '@assay/core';
import type { TradeGroup } from '@assay/metrics';
import { runOutcomeLabel } from '../results/run-result-model.js';
import type { RunResultModel } from '../results/run-result-model.js';
import { instantOrNull } from '../results/timestamps.js';

/** One row of the master sheet by column id, in column order; a number without a value is null. */
export type MasterRow = Readonly<Record<string, string | number | boolean | null>>;

type MutableRow = Record<string, string | number | boolean | null>;

/** Builds the row of a run, unrounded. Keys are those of `MASTER_COLUMNS`, in that order. */
export function masterRow(
  model: RunResultModel,
  options: { readonly inPortfolio?: boolean } = {},
): MasterRow {
  return {
    ...identityCells(model),
    ...resultCells(model),
    ...groupCells(model),
    IN_PORTFOLIO: options.inPortfolio ?? false,
    ...ownIdentityCells(model),
    ...ownResultCells(model),
  };
}

function identityCells(model: RunResultModel): MutableRow {
  return {
    run_id: model.runId,
    strategy: listedName(model.directiveId, model.symbol),
    symbol: model.symbol,
    timeframe: model.timeframe,
    test_start: model.startDate,
    test_end: model.endDate,
    trading_period: model.metrics.calendarDays,
  };
}

function resultCells({ metrics }: RunResultModel): MutableRow {
  const { values } = metrics.all;
  return {
    total_trades: values.trade_count,
    total_net_profit: values.net_profit,
    gross_profit: values.gross_profit,
    gross_loss: values.gross_loss,
    profit_factor: values.profit_factor,
    expectancy: values.expectancy,
    sharpe_ratio: values.sharpe_ratio,
    max_drawdown: values.max_drawdown,
    max_dd_pct: values.max_drawdown_pct,
    return_dd_ratio: values.return_dd_ratio,
    worst_5_loss_pct: values.worst_5_losses_share,
    longest_loss_streak: values.longest_loss_streak,
    pct_time_in_market: values.exposure,
    avg_bars_in_trade: values.average_bars_held,
  };
}

/** One cell for each of `keys`, from the group of that key. */
function cellsOf(
  groups: readonly TradeGroup[],
  keys: readonly string[],
  column: (key: string) => string,
  metric: 'net_profit' | 'trade_count',
): MutableRow {
  const cells: MutableRow = {};
  for (const key of keys) {
    const group = groups.find((candidate) => candidate.key === key);
    cells[column(key)] = group?.metrics.values[metric] ?? 0;
  }
  return cells;
}

const TRENDS = ['strong_up', 'weak_up', 'neutral', 'weak_down', 'strong_down'] as const;

function groupCells({ metrics: { breakdowns } }: RunResultModel): MutableRow {
  const net = (key: string) => `net_profit_${key}`;
  return {
    ...cellsOf(
      breakdowns.volatilityRegime,
      ['high', 'normal', 'low'],
      (key) => `net_profit_${key}_vol`,
      'net_profit',
    ),
    ...cellsOf(breakdowns.session, ['asia', 'london', 'ny'], net, 'net_profit'),
    ...cellsOf(breakdowns.trend, TRENDS, net, 'net_profit'),
    ...cellsOf(breakdowns.trend, TRENDS, (key) => `trades_${key}`, 'trade_count'),
  };
}

function ownIdentityCells(model: RunResultModel): MutableRow {
  return {
    outcome: runOutcomeLabel(model),
    run_key: model.runKey,
    directive_id: model.directiveId,
    strategy_name: model.strategy,
    broker: model.broker,
    engine_version: model.engineVersion,
    account_currency: model.result.accountCurrency,
    capital: model.result.capital,
    first_bar: instantOrNull(model.firstBarTime),
    last_bar: instantOrNull(model.lastBarTime),
    bars: model.bars,
  };
}

function ownResultCells({ metrics, result, synthetic }: RunResultModel): MutableRow {
  const { values } = metrics.all;
  return {
    return_on_capital: values.return_on_capital,
    cagr: values.cagr,
    calmar: values.calmar,
    sortino_ratio: values.sortino_ratio,
    volatility: values.volatility,
    ulcer_index: values.ulcer_index,
    longest_drawdown_days: values.longest_drawdown_days,
    sqn: values.sqn,
    k_ratio: values.k_ratio,
    win_rate: values.win_rate,
    payoff_ratio: values.payoff_ratio,
    average_r: values.average_r,
    edge_ratio: values.edge_ratio,
    total_costs: values.total_costs,
    costs_share: values.costs_share,
    turnover_per_year: values.turnover_per_year,
    net_profit_long: metrics.long.values.net_profit,
    net_profit_short: metrics.short.values.net_profit,
    trades_long: metrics.long.values.trade_count,
    trades_short: metrics.short.values.trade_count,
    buy_hold_return: metrics.benchmark.values.buy_hold_return,
    rejected_orders: Object.values(result.rejections).reduce((sum, count) => sum + count, 0),
    synthetic_data: synthetic,
  };
}
