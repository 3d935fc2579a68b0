import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Bars } from '@assay/core';

interface Table {
  readonly fields: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}
export interface Vectors {
  readonly data: Readonly<Record<string, readonly number[]>>;
  readonly tests: Readonly<Record<string, Table>>;
}

/** One row of TA-Lib's regression table: a call and some of what it must give. */
export interface TalibRow {
  /** File and number of the row, as a label. */
  readonly label: string;
  readonly file: string;
  /** A cell by the name of its field; an empty text when there is no such field. */
  readonly cell: (name: string) => string | number;
}

/** One expected value of a row. */
export interface Expected {
  readonly line: number;
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

/** Every row of the table, in its order. */
export function rowsOfVectors(vectors: Vectors): readonly TalibRow[] {
  return Object.entries(vectors.tests).flatMap(([file, { fields, rows }]) =>
    rows.map((row, index) => ({
      label: `${file} ${index}`,
      file,
      cell: (name: string) => row[fields.indexOf(name)] ?? '',
    })),
  );
}

/** The values that a row expects: one, or one for each of up to three lines. */
export function expectedOf({ cell }: TalibRow): readonly Expected[] {
  return ['', '0', '1', '2'].flatMap((suffix) => {
    const [offset, value] = [
      cell(`oneOfTheExpectedOutRealIndex${suffix}`),
      cell(`oneOfTheExpectedOutReal${suffix}`),
    ];
    if (offset === '' || value === '') return [];
    return [{ line: Number(suffix), offset: Number(offset), value: Number(value) }];
  });
}
