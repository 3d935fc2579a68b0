import { parseCsv } from '../results/csv-text.js';
import { parseTradeTimestamp } from '../results/timestamps.js';
import type { RunPageData } from '../run-page/run-trades.js';

/** A trade as the chart draws it; bars are those of the chart. */
export interface ChartTrade {
  readonly trade: number;
  readonly side: number;
  readonly entryBar: number;
  readonly exitBar: number;
  readonly entryPrice: number;
  readonly exitPrice: number;
  /** Null without a stop. */
  readonly stop: number | null;
  readonly net: number;
}

/** Bar that holds an instant: the last that opens at or before it; 0 before the first. */
export function barAt(time: Float64Array, ms: number): number {
  let low = 0;
  let high = time.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((time[middle] as number) <= ms) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Trades by entry bar. */
export function chartTrades(data: RunPageData, time: Float64Array): readonly ChartTrade[] {
  const parsed = parseCsv(`${data.lines.join('\n')}\n`);
  if (!parsed) return [];
  const { header } = parsed;
  const place = (test: (id: string) => boolean): number => header.findIndex(test);
  const named = (id: string): number => place((one) => one === id);
  const at = {
    trade: named('sequence_index'),
    side: named('direction'),
    entry: named('entry_timestamp'),
    exit: named('exit_timestamp'),
    entryPrice: named('entry_price'),
    exitPrice: named('exit_price'),
    stop: named('initial_stop'),
    net: place((id) => id.startsWith('net_')),
  };
  return parsed.rows
    .map((row): ChartTrade => {
      const number = (column: number): number => Number(row[column]);
      const bar = (column: number): number =>
        barAt(time, parseTradeTimestamp(row[column] ?? '') ?? 0);
      return {
        trade: number(at.trade),
        side: number(at.side),
        entryBar: bar(at.entry),
        exitBar: bar(at.exit),
        entryPrice: number(at.entryPrice),
        exitPrice: number(at.exitPrice),
        stop: row[at.stop] ? number(at.stop) : null,
        net: number(at.net),
      };
    })
    .sort((a, b) => a.entryBar - b.entryBar || a.trade - b.trade);
}
