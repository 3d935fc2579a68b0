import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Bars } from '@assay/core';

type Row = readonly (string | number)[];
interface Table {
  readonly fields: readonly string[];
  readonly rows: readonly Row[];
}
export interface Vectors {
  readonly data: Readonly<Record<string, readonly number[]>>;
  readonly tests: Readonly<Record<string, Table>>;
}
export interface Expectation {
  readonly label: string;
  readonly series: Float64Array;
  readonly begin: number;
  readonly count: number;
  readonly startIdx: number;
  readonly endIdx: number;
  readonly offset: number;
  readonly value: number;
}

/** TA-Lib's regression table from beside the repository; undefined, with a notice, where it is not there. */
export function loadVectors(): Vectors | undefined {
  const path = resolve(import.meta.dirname, '../../../../../shared/vectors/talib_regtest.json');
  if (existsSync(path)) return JSON.parse(readFileSync(path, 'utf8')) as Vectors;
  console.warn("skipped: ../shared/vectors is not there, TA-Lib's rows are not checked");
  return undefined;
}

/** The 252 daily bars of the table. */
export function barsOfVectors(vectors: Vectors): Bars {
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

/** Reads a cell of a row by the name of its field. */
export type Cell = (name: string) => string | number;

/**
 * The rows of one table that we implement; `choose` gives the series, undefined to pass over. `line`
 * says which of several outputs is compared.
 */
export function rowsOf(
  vectors: Vectors,
  table: string,
  choose: (cell: Cell) => Float64Array | undefined,
  line = 0,
): Expectation[] {
  const { fields, rows } = vectors.tests[table] as Table;
  return rows.flatMap((row, index) => {
    const cell = (name: string): string | number => row[fields.indexOf(name)] ?? '';
    const either = (name: string): string | number =>
      fields.includes(name) ? cell(name) : cell(`${name}${line}`);
    const series = choose(cell);
    const compared =
      cell('expectedRetCode') === 'TA_SUCCESS' && Number(cell('expectedNbElement')) > 0;
    if (!series || !compared) return [];
    return [
      {
        label: `${table} row ${index} output ${line}`,
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
