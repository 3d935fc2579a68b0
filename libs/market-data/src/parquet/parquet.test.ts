import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AssayError } from '@assay/core';
import {
  Float32,
  Float64,
  Table as ArrowTable,
  TimestampMicrosecond,
  TimestampMillisecond,
  TimestampNanosecond,
  Utf8,
  tableFromIPC,
  tableToIPC,
  vectorFromArray,
  type Vector,
} from 'apache-arrow';
import {
  Compression,
  Table,
  WriterPropertiesBuilder,
  readParquet,
  writeParquet,
} from 'parquet-wasm';
import { afterAll, describe, expect, test } from 'vitest';
import { readBarFile } from '../files/read-bar-file.js';
import { importBars, type ImportedBars } from '../import/import-bars.js';
import type { ImportOptions } from '../import/import-options.js';
import { plainBars } from '../testing/sample-bars.js';
import { encodeBarsParquet } from './encode-bars-parquet.js';

const scratch = mkdtempSync(join(tmpdir(), 'assay-parquet-'));
afterAll(() => rmSync(scratch, { recursive: true }));
const bars = plainBars(200);

/** A file as another library writes it: Arrow's Rust writer, as used by polars and DuckDB's peers. */
function foreignFile(
  name: string,
  columns: Readonly<Record<string, Vector>>,
  compression = Compression.SNAPPY,
): string {
  const properties = new WriterPropertiesBuilder().setCompression(compression).build();
  const table = Table.fromIPCStream(tableToIPC(new ArrowTable(columns), 'stream'));
  const path = join(scratch, name);
  writeFileSync(path, writeParquet(table, properties));
  return path;
}

const double = (column: Float64Array): Vector => vectorFromArray([...column], new Float64());
const prices = {
  open: double(bars.open),
  high: double(bars.high),
  low: double(bars.low),
  close: double(bars.close),
  volume: double(bars.volume),
};
const instants = vectorFromArray([...bars.time], new TimestampMillisecond('UTC'));

function importOf(path: string, options: Partial<ImportOptions> = {}): Promise<ImportedBars> {
  return importBars([path], { timeframe: '1h', calendar: 'fx', fixes: new Set(), ...options });
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    if (error instanceof AssayError) return error.code;
    throw error;
  }
  return 'none';
}

test('what we write, another library reads with the same values and types', () => {
  const spread = bars.open.map((price, i) => price / (i + 1));
  const bytes = encodeBarsParquet({ ...bars, spread });
  const table = tableFromIPC(readParquet(bytes).intoIPCStream());
  expect(table.numRows).toBe(200);
  expect(table.schema.fields.map((field) => `${field.name}: ${String(field.type)}`)).toEqual([
    'time: Timestamp<MILLISECOND, UTC>',
    ...['open', 'high', 'low', 'close', 'volume', 'spread'].map((name) => `${name}: Float64`),
  ]);
  for (const [name, column] of Object.entries({ open: bars.open, close: bars.close, spread })) {
    expect([...(table.getChild(name)?.toArray() as Float64Array)]).toEqual([...column]);
  }
  expect([...(table.getChild('time') as Vector)].map(Number)).toEqual([...bars.time]);
});

describe('a canonical Parquet file of another program', () => {
  test.each([
    ['snappy', Compression.SNAPPY],
    ['gzip', Compression.GZIP],
    ['brotli', Compression.BROTLI],
    ['zstd', Compression.ZSTD],
    ['no compression', Compression.UNCOMPRESSED],
  ])('is read with %s', async (name, compression) => {
    const path = foreignFile(`${name}.parquet`, { time: instants, ...prices }, compression);
    const read = await readBarFile(path, { shared: true });
    expect([...read.bars.close]).toEqual([...bars.close]);
    expect([...read.bars.time]).toEqual([...bars.time]);
    expect(read.bars.close.buffer).toBeInstanceOf(SharedArrayBuffer);
  });

  test('is refused when its times are of no clock or a column is not ours', async () => {
    const local = vectorFromArray([...bars.time], new TimestampMillisecond());
    const more = { time: instants, ...prices, extra: prices.open };
    expect(await codeOf(readBarFile(foreignFile('a.parquet', { time: local, ...prices })))).toBe(
      'DATA_MALFORMED',
    );
    expect(await codeOf(readBarFile(foreignFile('b.parquet', more)))).toBe('DATA_MALFORMED');
  });

  test('is unreadable when it is cut or altered', async () => {
    const path = join(scratch, 'cut.parquet');
    writeFileSync(path, encodeBarsParquet(bars).subarray(0, 900));
    expect(await codeOf(readBarFile(path))).toBe('DATA_UNREADABLE');
  });
});

describe('a Parquet file is imported', () => {
  const upper = {
    Open: prices.open,
    HIGH: prices.high,
    Low: prices.low,
    Close: prices.close,
  };
  test.each([
    ['microseconds', vectorFromArray([...bars.time], new TimestampMicrosecond('UTC')), {}],
    ['nanoseconds', vectorFromArray([...bars.time], new TimestampNanosecond('UTC')), {}],
    ['milliseconds as numbers', double(bars.time), {}],
    [
      'times without a zone',
      vectorFromArray([...bars.time], new TimestampMillisecond()),
      { tz: 'UTC' },
    ],
    [
      'text',
      vectorFromArray(
        [...bars.time].map((ms) => new Date(ms).toISOString()),
        new Utf8(),
      ),
      {},
    ],
  ])('with times as %s', async (name, Datetime, options) => {
    const path = foreignFile(`time ${name}.parquet`, { Datetime, ...upper });
    const imported = await importOf(path, options);
    expect([...imported.bars.time]).toEqual([...bars.time]);
    expect([...imported.bars.high]).toEqual([...bars.high]);
    expect(imported.remarks).toContain('the file has no volume: it is 0');
  });

  test('and its prices of 32 bits are cleaned by name only', async () => {
    const single = vectorFromArray([...bars.close], new Float32());
    const path = foreignFile('float.parquet', { time: instants, ...prices, close: single });
    const noisy = await importOf(path);
    expect(noisy.bars.close[0]).toBe(Math.fround(bars.close[0] as number));
    expect(noisy.remarks.join()).toContain('noise');
    const clean = await importOf(path, { digits: 5 });
    expect([...clean.bars.close]).toEqual([...bars.close]);
  });

  test('but not without a description of its columns, which is said in words of the file', async () => {
    const path = join(scratch, 'empty-footer.parquet');
    writeFileSync(
      path,
      Buffer.concat([Buffer.from('PAR1'), Buffer.alloc(100), Buffer.from('PAR1')]),
    );
    await expect(importOf(path)).rejects.toMatchObject({
      diagnostics: [{ code: 'IMPORT_UNREADABLE', found: 'a damaged description of its columns' }],
    });
  });

  test('but not when its times are of no clock, and null rows only by name', async () => {
    const local = vectorFromArray([...bars.time], new TimestampMillisecond());
    expect(await codeOf(importOf(foreignFile('local.parquet', { time: local, ...prices })))).toBe(
      'IMPORT_ZONE_MISSING',
    );
    const hole = (column: Float64Array): Vector =>
      vectorFromArray(
        [...column].map((price, i) => (i === 7 ? null : price)),
        new Float64(),
      );
    const path = foreignFile('nulls.parquet', {
      time: instants,
      open: hole(bars.open),
      high: hole(bars.high),
      low: hole(bars.low),
      close: hole(bars.close),
    });
    expect(await codeOf(importOf(path))).toBe('IMPORT_NULLS');
    const imported = await importOf(path, { fixes: new Set(['drop-null-rows'] as const) });
    expect(imported.bars.length).toBe(199);
  });
});
