import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bars } from '@assay/core';
import {
  assessQuality,
  encodeBarFile,
  encodeBarsCsv,
  importBars,
  parseBarsCsv,
  readBarFile,
} from '@assay/market-data';
import { inTurns, nsPerBar, peakRssMb, rounded, type Figures } from './measure.js';
import { syntheticBars } from './synthetic-bars.js';

const BARS = 1_000_000;
const ROUNDS = 7;
const EXPECTATION = { timeframe: '1m', calendar: 'always' } as const;

/** A million bars of one minute, in memory and as canonical CSV, and a folder for their files. */
interface Subject {
  readonly bars: Bars;
  readonly text: Uint8Array;
  readonly folder: string;
}

/** Prepares what is measured; what it returns is one round. */
type Prepare = (subject: Subject) => (() => unknown) | Promise<() => unknown>;

/** Adds up all bytes of a file, one by one: the least that reading it can cost. */
function sumOfBytes(bytes: Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < bytes.length; i += 1) sum += bytes[i] as number;
  return sum;
}

async function measure(prepare: Prepare): Promise<Figures> {
  const folder = mkdtempSync(join(tmpdir(), 'assay-bench-'));
  try {
    const text = encodeBarsCsv(syntheticBars(BARS), 5);
    const { bars } = parseBarsCsv(text, 'bench');
    const round = await prepare({ bars, text, folder });
    const { job, yardstick, ratio } = await inTurns(ROUNDS, round, () => sumOfBytes(text));
    return {
      ms: rounded(job),
      ns_per_bar: nsPerBar(job, BARS),
      bars: BARS,
      ratio: rounded(ratio),
      peak_rss_mb: peakRssMb(),
      sum_of_bytes_ms: rounded(yardstick),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A file read, parsed, judged, encoded and written as canonical CSV. */
function imported(path: string, folder: string, tz?: string): () => Promise<number> {
  const options = { ...EXPECTATION, fixes: new Set<never>(), ...(tz !== undefined && { tz }) };
  return async () => {
    const { bars } = await importBars([path], options);
    const bytes = await encodeBarFile(bars, 'csv');
    writeFileSync(join(folder, 'out.csv'), bytes);
    return bytes.length;
  };
}

function written(folder: string, name: string, bytes: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

/** Canonical text as MetaTrader 4 writes it: no header, `yyyy.MM.dd,HH:mm`. */
function metaTraderText(text: Uint8Array): string {
  return Buffer.from(text)
    .toString('latin1')
    .replace(/^.*\n/, '')
    .replace(/^(\d{4})-(\d\d)-(\d\d)T(\d\d:\d\d):00Z/gm, '$1.$2.$3,$4');
}

const PREPARE: Readonly<Record<string, Prepare>> = {
  'market-data/import': ({ text, folder }) => imported(written(folder, 'X_1m.csv', text), folder),
  // Its clock is moved to UTC.
  'market-data/import-mt4': ({ text, folder }) =>
    imported(written(folder, 'mt4.csv', metaTraderText(text)), folder, '+02:00'),
  'market-data/parse':
    ({ text }) =>
    () =>
      parseBarsCsv(text, 'bench'),
  'market-data/quality':
    ({ bars }) =>
    () =>
      assessQuality(bars, EXPECTATION),
  'market-data/encode':
    ({ bars }) =>
    () =>
      encodeBarsCsv(bars, 'exact'),
  'market-data/read-parquet': async ({ bars, folder }) => {
    const path = written(folder, 'X_1m.parquet', await encodeBarFile(bars, 'parquet'));
    return () => readBarFile(path);
  },
  'market-data/write-parquet':
    ({ bars }) =>
    () =>
      encodeBarFile(bars, 'parquet'),
};

/** Reading, judging and writing a million bars; compared with `sumOfBytes` of the canonical text. */
export const marketDataBenches: Readonly<Record<string, () => Promise<Figures>>> =
  Object.fromEntries(
    Object.entries(PREPARE).map(([name, prepare]) => [name, () => measure(prepare)]),
  );
