import { parseCsv } from '../results/csv-text.js';
import { moneySuffix } from '../results/run-result-model.js';
import type { ReportTrade } from '../results/run-result-model.js';
import { parseTradeTimestamp } from '../results/timestamps.js';
import { tradeColumns } from '../results/trade-list.js';

/** A trade read back from an artifact; all it lacks is the rows of other files. */
export type ListedTrade = ReportTrade;

/**
 * Reads a trade list that `tradeListCsv` wrote, loss-free. Undefined when the text is not such a
 * list in this account currency: other columns, a number that is none, an unknown direction.
 */
export function parseTradeListCsv(
  text: string,
  accountCurrency: string,
): readonly ListedTrade[] | undefined {
  const table = parseCsv(text);
  const header = tradeColumns(accountCurrency).map(({ id }) => id);
  if (!table || table.header.join() !== header.join()) return undefined;
  const reader = new RowReader(header, moneySuffix(accountCurrency));
  const trades = table.rows.map((row) => reader.trade(row));
  return reader.sound ? trades : undefined;
}

/** Reads cells by column name and remembers whether all of them were what they should be. */
class RowReader {
  sound = true;
  private readonly places: ReadonlyMap<string, number>;
  private row: readonly string[] = [];

  constructor(
    header: readonly string[],
    private readonly suffix: string,
  ) {
    this.places = new Map(header.map((id, place) => [id, place]));
  }

  trade(row: readonly string[]): ListedTrade {
    this.row = row;
    return {
      ...this.timing(),
      ...this.size(),
      ...this.money(),
      ...this.excursions(),
      exitReason: this.text('exit_reason'),
      marketState: {
        volatilityRegime: this.text('volatility_regime'),
        atr: this.maybe('atr_entry'),
        trendScore: this.maybe('trend_score'),
        trendRegime: this.maybe('trend_regime'),
        trendLabel: this.text('trend_label'),
      },
    };
  }

  private timing() {
    const direction: 1 | -1 = this.text('direction') === '-1' ? -1 : 1;
    if (direction === 1 && this.text('direction') !== '1') this.sound = false;
    return {
      index: this.number('sequence_index'),
      position: this.number('parent_trade_id') - 1,
      part: this.number('part'),
      direction,
      signalBar: this.number('signal_bar'),
      entryBar: this.number('entry_bar'),
      exitBar: this.number('exit_bar'),
      entryTime: this.instant('entry_timestamp'),
      exitTime: this.instant('exit_timestamp'),
      entryPrice: this.number('entry_price'),
      exitPrice: this.number('exit_price'),
      barsHeld: this.number('bars_held'),
    };
  }

  private size() {
    return {
      units: this.number('position_units'),
      lots: this.number('lots'),
      initialStop: this.maybe('initial_stop'),
      riskAccount: this.maybe(`risk_${this.suffix}`),
      notional: this.number(`notional_${this.suffix}`),
      conversionRate: this.number('conversion_rate'),
    };
  }

  private money() {
    return {
      gross: this.number(`gross_${this.suffix}`),
      spreadCost: this.number(`spread_${this.suffix}`),
      commission: this.number(`commission_${this.suffix}`),
      slippage: this.number(`slippage_${this.suffix}`),
      swap: this.number(`swap_${this.suffix}`),
      net: this.number(`net_${this.suffix}`),
      r: this.maybe('r_multiple'),
    };
  }

  private excursions() {
    return {
      tradeHigh: this.number('trade_high'),
      tradeLow: this.number('trade_low'),
      mfePrice: this.number('mfe_price'),
      maePrice: this.number('mae_price'),
      mfeR: this.maybe('mfe_r'),
      maeR: this.maybe('mae_r'),
    };
  }

  private text(id: string): string {
    return this.row[this.places.get(id) ?? -1] ?? '';
  }

  private number(id: string): number {
    const text = this.text(id);
    const value = text === '' ? NaN : Number(text);
    if (!Number.isFinite(value)) this.sound = false;
    return value;
  }

  private maybe(id: string): number | null {
    return this.text(id) === '' ? null : this.number(id);
  }

  private instant(id: string): number {
    const value = parseTradeTimestamp(this.text(id));
    if (value === undefined) this.sound = false;
    return value ?? NaN;
  }
}
