import { fc, test as propertyTest } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { csvCell, csvText, parseCsv } from './csv-text.js';
import { parseEquityCurveCsv } from './equity-curve.js';
import { parseTradeListCsv } from '../testing/trade-list-reader.js';
import { parseTradeTimestamp, tradeTimestamp } from './timestamps.js';

describe('tables as text', () => {
  const cell = fc.oneof(
    fc.string(),
    fc.constantFrom('=1+1', '+a', '-b', '@c', "'=d", 'a,b', 'a"b', 'a\nb', '\r', '\t'),
  );
  const width = fc.integer({ min: 1, max: 4 });
  const table = width.chain((columns) =>
    fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), {
      minLength: 1,
      maxLength: 6,
    }),
  );

  propertyTest.prop([table])('any text reads back as it was', (rows) => {
    const [header = [], ...rest] = rows;
    expect(parseCsv(csvText(header, rest))).toEqual({ header, rows: rest });
  });

  propertyTest.prop([fc.double({ noNaN: true, noDefaultInfinity: true })])(
    'a number reads back bit for bit, but for the sign of zero',
    (value) => {
      expect(Number(csvCell(value))).toBe(value + 0);
    },
  );

  propertyTest.prop([cell])('no cell begins as a formula does', (text) => {
    expect(csvCell(text)).not.toMatch(/^"?[=+\-@\t\r]/);
  });

  test('a number that is not finite is our bug', () => {
    expect(() => csvCell(Infinity)).toThrow(/Infinity/);
    expect(() => csvCell(NaN)).toThrow(/NaN/);
  });

  test.each([['a,b\n1\n'], ['"a\n'], ['"a"b\n'], ['']])('%j is no table', (text) => {
    expect(parseCsv(text)).toBeUndefined();
  });
});

describe('readers', () => {
  test.each([
    ['another header', 'a,b\n'],
    ['no header', ''],
  ])('a trade list with %s is refused', (_name, text) => {
    expect(parseTradeListCsv(text, 'USD')).toBeUndefined();
  });

  test.each([
    [
      'a day that does not exist',
      'date,equity,equity_low,drawdown,drawdown_pct,buy_and_hold\n2023-02-30,1,1,0,0,1\n',
    ],
    [
      'an empty number',
      'date,equity,equity_low,drawdown,drawdown_pct,buy_and_hold\n2023-02-20,,1,0,0,1\n',
    ],
    [
      'days in disorder',
      'date,equity,equity_low,drawdown,drawdown_pct,buy_and_hold\n2023-02-20,1,1,0,0,1\n2023-02-20,1,1,0,0,1\n',
    ],
  ])('an equity curve with %s is refused', (_name, text) => {
    expect(parseEquityCurveCsv(text)).toBeUndefined();
  });

  propertyTest.prop([fc.integer({ min: -60_000_000_000, max: 250_000_000_000 })])(
    'a timestamp reads back to the second',
    (seconds) => {
      expect(parseTradeTimestamp(tradeTimestamp(seconds * 1000))).toBe(seconds * 1000);
    },
  );

  test.each([['2024-01-01'], ['2024-01-01 24:00:00'], ['2024-01-01T00:00:00'], ['']])(
    '%j is no timestamp',
    (text) => {
      expect(parseTradeTimestamp(text)).toBeUndefined();
    },
  );
});
