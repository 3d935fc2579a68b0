import { existsSync, readFileSync } from 'node:fs';
import type { Bars } from '@assay/core';
import { describe, expect, test } from 'vitest';
import { atr, ema, roc, rollingMax, rollingMin, rsi, sma, trueRange, wma } from './index.js';

type Row = readonly (string | number)[];
interface Table {
  readonly fields: readonly string[];
  readonly rows: readonly Row[];
}
interface Vectors {
  readonly data: Readonly<Record<string, readonly number[]>>;
  readonly tests: Readonly<Record<string, Table>>;
}
interface Expectation {
  readonly label: string;
  readonly series: Float64Array;
  readonly begin: number;
  readonly count: number;
  readonly startIdx: number;
  readonly endIdx: number;
  readonly offset: number;
  readonly value: number;
}

const path = new URL('../../../../shared/vectors/talib_regtest.json', import.meta.url).pathname;
const present = existsSync(path);
if (!present) console.warn(`skipped: ${path} is not there, TA-Lib rows are not checked`);

function load(): Vectors {
  return JSON.parse(readFileSync(path, 'utf8')) as Vectors;
}

function barsOfVectors(vectors: Vectors): Bars {
  const column = (name: string): Float64Array =>
    Float64Array.from(vectors.data[`${name}_daily_ref_0`] ?? []);
  const close = column('close');
  return {
    length: close.length,
    time: Float64Array.from(close, (_, i) => i * 86_400_000),
    open: column('open'),
    high: column('high'),
    low: column('low'),
    close,
    volume: column('volume'),
  };
}

/** Reads the rows of one table that we implement; `choose` gives the series, undefined to pass over. */
function rowsOf(
  vectors: Vectors,
  table: string,
  choose: (cell: (name: string) => string | number) => Float64Array | undefined,
): Expectation[] {
  const { fields, rows } = vectors.tests[table] as Table;
  return rows.flatMap((row, index) => {
    const cell = (name: string): string | number => row[fields.indexOf(name)] ?? '';
    const either = (name: string): string | number =>
      fields.includes(name) ? cell(name) : cell(`${name}0`);
    const series = choose(cell);
    const compared =
      cell('expectedRetCode') === 'TA_SUCCESS' && Number(cell('expectedNbElement')) > 0;
    if (!series || !compared) return [];
    return [
      {
        label: `${table} row ${index}`,
        series,
        begin: Number(cell('expectedBegIdx')),
        count: Number(cell('expectedNbElement')),
        startIdx: Number(cell('startIdx')),
        endIdx: Number(cell('endIdx')),
        offset: Number(either('oneOfTheExpectedOutRealIndex')),
        value: Number(either('oneOfTheExpectedOutReal')),
      },
    ];
  });
}

function expectations(): Expectation[] {
  const vectors = load();
  const bars = barsOfVectors(vectors);
  const averages = { TA_MAType_SMA: sma, TA_MAType_EMA: ema, TA_MAType_WMA: wma } as const;
  const plain = (cell: (name: string) => string | number): boolean =>
    cell('compatibility') === 'TA_COMPATIBILITY_DEFAULT' && Number(cell('unstablePeriod')) === 0;
  return [
    ...rowsOf(vectors, 'test_ma.c', (cell) => {
      const average = averages[cell('optInMAType_1') as keyof typeof averages];
      const period = Number(cell('optInTimePeriod'));
      if (!average || period < 1) return undefined;
      return average === ema && !plain(cell) ? undefined : average(bars.close, period);
    }),
    ...rowsOf(vectors, 'test_rsi.c', (cell) =>
      cell('theFunction') === 'TA_RSI_TEST' && plain(cell)
        ? rsi(bars.close, Number(cell('optInTimePeriod')))
        : undefined,
    ),
    ...rowsOf(vectors, 'test_trange.c', (cell) => {
      if (Number(cell('unstablePeriod')) !== 0) return undefined;
      return cell('doAverage') === 0 ? trueRange(bars) : atr(bars, Number(cell('optInTimePeriod')));
    }),
    ...rowsOf(vectors, 'test_mom.c', (cell) =>
      cell('theFunction') === 'TA_ROC_TEST'
        ? roc(bars.close, Number(cell('optInTimePeriod')))
        : undefined,
    ),
    ...rowsOf(vectors, 'test_minmax.c', (cell) => {
      const period = Number(cell('optInTimePeriod'));
      if (cell('theFunction') === 'TA_MIN_TEST') return rollingMin(bars.open, period);
      return cell('theFunction') === 'TA_MAX_TEST' ? rollingMax(bars.open, period) : undefined;
    }),
  ];
}

describe.skipIf(!present)("TA-Lib's regression table", () => {
  const rows = present ? expectations() : [];

  test('has the rows that we mean to compare', () => {
    expect(rows.length).toBeGreaterThanOrEqual(100);
  });

  test.each(rows)('$label: $value at $offset after $begin', (row) => {
    const first = row.series.findIndex((value) => !Number.isNaN(value));
    expect(Math.max(first, row.startIdx)).toBe(row.begin);
    expect(row.endIdx - Math.max(first, row.startIdx) + 1).toBe(row.count);
    expect(Math.abs((row.series[row.begin + row.offset] as number) - row.value)).toBeLessThan(0.01);
  });
});
