import { listedName } from '@assay/core';
import type { CsvValue } from './csv-text.js';
import { csvLines } from './csv-text.js';
import { moneySuffix } from './run-result-model.js';
import type { ReportTrade, RunResultModel } from './run-result-model.js';
import { tradeTimestamp } from './timestamps.js';

/** How a column of numbers is shown in a workbook. */
export type CellFormat =
  | 'text'
  | 'integer'
  | 'money'
  | 'percent'
  | 'ratio'
  | 'price'
  | 'rate'
  | 'day'
  | 'instant'
  | 'flag';

/** A column of the trade list. `MONEY` in an id stands for the account currency in lower case. */
export interface TradeColumn {
  readonly id: string;
  readonly format: CellFormat;
  /** Times are ms UTC here; a writer decides how they look. */
  readonly value: (trade: ReportTrade, listed: string) => CsvValue;
}

/**
 * The columns of the trade list in order: the predecessor's 24, then ours. Parts of one position are
 * rows of their own with one `parent_trade_id`.
 */
const TRADE_COLUMNS: readonly TradeColumn[] = [
  { id: 'strategy_name', format: 'text', value: (_trade, listed) => listed },
  { id: 'parent_trade_id', format: 'integer', value: ({ position }) => position + 1 },
  { id: 'sequence_index', format: 'integer', value: ({ index }) => index },
  { id: 'entry_timestamp', format: 'instant', value: ({ entryTime }) => entryTime },
  { id: 'exit_timestamp', format: 'instant', value: ({ exitTime }) => exitTime },
  { id: 'direction', format: 'integer', value: ({ direction }) => direction },
  { id: 'entry_price', format: 'price', value: ({ entryPrice }) => entryPrice },
  { id: 'exit_price', format: 'price', value: ({ exitPrice }) => exitPrice },
  { id: 'pnl_MONEY', format: 'money', value: ({ net }) => net },
  { id: 'r_multiple', format: 'ratio', value: ({ r }) => r },
  { id: 'trade_high', format: 'price', value: ({ tradeHigh }) => tradeHigh },
  { id: 'trade_low', format: 'price', value: ({ tradeLow }) => tradeLow },
  { id: 'bars_held', format: 'integer', value: ({ barsHeld }) => barsHeld },
  { id: 'atr_entry', format: 'price', value: ({ marketState }) => marketState.atr },
  { id: 'position_units', format: 'ratio', value: ({ units }) => units },
  { id: 'notional_MONEY', format: 'money', value: ({ notional }) => notional },
  { id: 'mfe_price', format: 'price', value: ({ mfePrice }) => mfePrice },
  { id: 'mae_price', format: 'price', value: ({ maePrice }) => maePrice },
  { id: 'mfe_r', format: 'ratio', value: ({ mfeR }) => mfeR },
  { id: 'mae_r', format: 'ratio', value: ({ maeR }) => maeR },
  {
    id: 'volatility_regime',
    format: 'text',
    value: ({ marketState }) => marketState.volatilityRegime,
  },
  { id: 'trend_score', format: 'integer', value: ({ marketState }) => marketState.trendScore },
  { id: 'trend_regime', format: 'integer', value: ({ marketState }) => marketState.trendRegime },
  { id: 'trend_label', format: 'text', value: ({ marketState }) => marketState.trendLabel },
  { id: 'signal_bar', format: 'integer', value: ({ signalBar }) => signalBar },
  { id: 'entry_bar', format: 'integer', value: ({ entryBar }) => entryBar },
  { id: 'exit_bar', format: 'integer', value: ({ exitBar }) => exitBar },
  { id: 'exit_reason', format: 'text', value: ({ exitReason }) => exitReason },
  { id: 'lots', format: 'ratio', value: ({ lots }) => lots },
  { id: 'initial_stop', format: 'price', value: ({ initialStop }) => initialStop },
  { id: 'risk_MONEY', format: 'money', value: ({ riskAccount }) => riskAccount },
  { id: 'gross_MONEY', format: 'money', value: ({ gross }) => gross },
  { id: 'spread_MONEY', format: 'money', value: ({ spreadCost }) => spreadCost },
  { id: 'commission_MONEY', format: 'money', value: ({ commission }) => commission },
  { id: 'slippage_MONEY', format: 'money', value: ({ slippage }) => slippage },
  { id: 'swap_MONEY', format: 'money', value: ({ swap }) => swap },
  { id: 'net_MONEY', format: 'money', value: ({ net }) => net },
  { id: 'conversion_rate', format: 'rate', value: ({ conversionRate }) => conversionRate },
  { id: 'part', format: 'integer', value: ({ part }) => part },
];

/** The columns with the account currency in their names. */
export function tradeColumns(accountCurrency: string): readonly TradeColumn[] {
  const suffix = moneySuffix(accountCurrency);
  return TRADE_COLUMNS.map((column) => ({ ...column, id: column.id.replace('MONEY', suffix) }));
}

/** The lines of the trade list without their ends, the header first. */
export function tradeListLines(
  model: Pick<RunResultModel, 'directiveId' | 'symbol' | 'result'>,
): readonly string[] {
  const listed = listedName(model.directiveId, model.symbol);
  const columns = tradeColumns(model.result.accountCurrency);
  const cell = (column: TradeColumn, trade: ReportTrade): CsvValue => {
    const value = column.value(trade, listed);
    return column.format === 'instant' ? tradeTimestamp(value as number) : value;
  };
  return csvLines(
    columns.map(({ id }) => id),
    model.result.trades.map((trade) => columns.map((column) => cell(column, trade))),
  );
}

/** `results_tradelevel.csv`: one row per closed trade in the order in which they closed, full precision. */
export function tradeListCsv(model: RunResultModel): string {
  return `${tradeListLines(model).join('\n')}\n`;
}
