import { fc, test as propertyTest } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { tradeListCsv, tradeListLines } from '../results/trade-list.js';
import { tradeViewColumns } from '../run-page/trade-view.js';
import { sampleChart, samplePage } from '../testing/sample-page.js';
import { barAt, chartTrades } from './chart-trades.js';
import { chooseTrades, readTradeRows, tradesFile } from './trade-rows.js';
import type { TradeFilter } from './trade-rows.js';

const ALL: TradeFilter = { search: '', side: '', result: '', reason: '' };
const FILE_ORDER = { column: -1, descending: false };

function pageOf(options: Parameters<typeof samplePage>[0] = {}) {
  const { run } = samplePage({ trades: 40, ...options });
  const chart = sampleChart(run.bars);
  const columns = tradeViewColumns('USD');
  const lines = tradeListLines(run);
  return { run, data: { fileName: 't.csv', columns, decimals: 5, lines, chart } };
}

describe('the trade table', () => {
  const { run, data } = pageOf();
  const rows = readTradeRows(data);
  const at = (id: string) => data.columns.findIndex((column) => column.id === id);

  test('shows every trade, in the order of the file', () => {
    expect(rows.map(({ values }) => Number(values[at('net_usd')]))).toEqual(
      run.result.trades.map(({ net }) => net),
    );
    expect(chooseTrades(rows, data.columns, ALL, FILE_ORDER)).toEqual(rows);
  });

  test('a trade without a stop has dashes, and stands last however R is sorted', () => {
    const column = at('r_multiple');
    for (const descending of [false, true]) {
      const sorted = chooseTrades(rows, data.columns, ALL, { column, descending });
      const texts = sorted.map(({ values }) => values[column] ?? '');
      const filled = texts.filter((text) => text !== '').map(Number);
      expect(filled).toEqual([...filled].sort((a, b) => (descending ? b - a : a - b)));
      expect(texts.slice(filled.length).every((text) => text === '')).toBe(true);
      expect(sorted.at(-1)?.texts[column]).toBe('–');
    }
  });

  test('numbers sort as numbers, times as times', () => {
    for (const id of ['net_usd', 'sequence_index', 'entry_price']) {
      const column = at(id);
      const sorted = chooseTrades(rows, data.columns, ALL, { column, descending: false });
      const values = sorted.map(({ values: list }) => Number(list[column]));
      expect(values).toEqual([...values].sort((a, b) => a - b));
    }
    const column = at('exit_timestamp');
    const last = chooseTrades(rows, data.columns, ALL, { column, descending: true })[0];
    expect(last?.values[column]).toBe(rows.at(-1)?.values[column]);
  });

  test.each([
    [{ side: 'long' }, ({ direction }: { direction: number }) => direction === 1],
    [{ result: '-1' }, ({ net }: { net: number }) => net < 0],
    [
      { reason: 'STOP_LOSS' },
      ({ exitReason }: { exitReason: string }) => exitReason === 'STOP_LOSS',
    ],
    [
      { search: 'take_profit' },
      ({ exitReason }: { exitReason: string }) => exitReason === 'TAKE_PROFIT',
    ],
    [
      { side: 'short', result: '1' },
      ({ direction, net }: { direction: number; net: number }) => direction === -1 && net > 0,
    ],
  ])('the filter %j keeps those trades and no other', (filter, test) => {
    const chosen = chooseTrades(rows, data.columns, { ...ALL, ...filter }, FILE_ORDER);
    const expected = run.result.trades.filter(test).map(({ index }) => String(index));
    expect(chosen.map(({ values }) => values[0])).toEqual(expected);
    expect(expected.length).toBeGreaterThan(0);
  });

  test('all of it saved is the trade list, byte for byte; a part is its lines', () => {
    expect(tradesFile(data.lines, rows)).toBe(tradeListCsv(run));
    const some = rows.slice(3, 5);
    expect(tradesFile(data.lines, some)).toBe(
      `${[data.lines[0], data.lines[4], data.lines[5]].join('\n')}\n`,
    );
  });

  propertyTest.prop([fc.string({ maxLength: 30 })], { numRuns: 30 })(
    'an exit reason of any text is shown as it is and saved as the file has it',
    (exitReason) => {
      const odd = pageOf({ exitReason, trades: 3 });
      const read = readTradeRows(odd.data);
      if (exitReason !== '') expect(read[0]?.texts[at('exit_reason')]).toBe(exitReason);
      expect(tradesFile(odd.data.lines, read)).toBe(tradeListCsv(odd.run));
    },
  );
});

describe('trades on the chart', () => {
  test('stand on the bars that hold their instants, with the prices of the list', () => {
    const { run, data } = pageOf();
    const time = Float64Array.from(
      { length: run.bars },
      (_, i) => (run.firstBarTime ?? 0) + i * 3_600_000,
    );
    const drawn = chartTrades(data, time);
    expect(drawn).toHaveLength(run.result.trades.length);
    for (const trade of drawn) {
      const own = run.result.trades[trade.trade];
      expect(trade).toMatchObject({
        side: own?.direction,
        entryBar: own?.entryBar,
        exitBar: own?.exitBar,
        entryPrice: own?.entryPrice,
        exitPrice: own?.exitPrice,
        stop: own?.initialStop,
        net: own?.net,
      });
    }
  });

  test.each([
    [5, 0],
    [10, 0],
    [19, 0],
    [20, 1],
    [99, 2],
  ])('the instant %d is in bar %d of 10, 20, 30', (ms, bar) => {
    expect(barAt(Float64Array.of(10, 20, 30), ms)).toBe(bar);
  });
});
