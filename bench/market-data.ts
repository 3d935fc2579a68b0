import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  assessQuality,
  encodeBarFile,
  encodeBarsCsv,
  importBars,
  parseBarsCsv,
  readBarFile,
} from '@assay/market-data';
import { syntheticBars } from './synthetic-bars.js';

const BARS = 1_000_000;
const ROUNDS = 5;

/** What reading and importing bars costs; times are the shortest of the rounds. */
export interface MarketDataFigures {
  readonly bars: number;
  /** Canonical CSV in memory to columns. */
  readonly parse_ns_per_row: number;
  readonly quality_ns_per_row: number;
  readonly encode_ns_per_row: number;
  /** A canonical CSV file: read, parsed, judged, encoded, written. */
  readonly import_ms: number;
  /** The same from a MetaTrader file, its clock moved to UTC. */
  readonly import_mt4_ms: number;
  readonly read_parquet_ms: number;
  readonly write_parquet_ms: number;
  readonly peak_rss_mb: number;
}

/** Measures market data over a million bars of one minute, in files of a temporary folder. */
export async function measureMarketData(): Promise<MarketDataFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'assay-bench-'));
  try {
    return await measureIn(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function measureIn(folder: string): Promise<MarketDataFigures> {
  const text = encodeBarsCsv(syntheticBars(BARS), 5);
  const { bars } = parseBarsCsv(text, 'bench');
  const expectation = { timeframe: '1m', calendar: 'always' } as const;
  const [ours, mt4, parquet] = ['X_1m.csv', 'mt4.csv', 'X_1m.parquet'].map((name) =>
    join(folder, name),
  ) as [string, string, string];
  writeFileSync(ours, text);
  writeFileSync(mt4, metaTraderText(text));
  writeFileSync(parquet, await encodeBarFile(bars, 'parquet'));
  const importOf = async (path: string, tz?: string): Promise<void> => {
    const options = { ...expectation, fixes: new Set<never>(), ...(tz !== undefined && { tz }) };
    const imported = await importBars([path], options);
    writeFileSync(join(folder, 'out.csv'), await encodeBarFile(imported.bars, 'csv'));
  };
  const nsPerRow = (ms: number): number => Math.round((ms * 1e7) / BARS) / 10;
  return {
    bars: BARS,
    parse_ns_per_row: nsPerRow(await shortest(() => parseBarsCsv(text, 'bench'))),
    quality_ns_per_row: nsPerRow(await shortest(() => assessQuality(bars, expectation))),
    encode_ns_per_row: nsPerRow(await shortest(() => encodeBarsCsv(bars, 'exact'))),
    import_ms: Math.round(await shortest(() => importOf(ours))),
    import_mt4_ms: Math.round(await shortest(() => importOf(mt4, '+02:00'))),
    read_parquet_ms: Math.round(await shortest(() => readBarFile(parquet))),
    write_parquet_ms: Math.round(await shortest(() => encodeBarFile(bars, 'parquet'))),
    peak_rss_mb: Math.round(process.resourceUsage().maxRSS / 1024),
  };
}

/** Milliseconds of the shortest round. */
async function shortest(work: () => unknown): Promise<number> {
  let best = Infinity;
  for (let round = 0; round < ROUNDS; round += 1) {
    const begin = performance.now();
    await work();
    best = Math.min(best, performance.now() - begin);
  }
  return best;
}

/** Canonical text as MetaTrader 4 writes it: no header, `yyyy.MM.dd,HH:mm`. */
function metaTraderText(text: Uint8Array): string {
  return Buffer.from(text)
    .toString('latin1')
    .replace(/^.*\n/, '')
    .replace(/^(\d{4})-(\d\d)-(\d\d)T(\d\d:\d\d):00Z/gm, '$1.$2.$3,$4');
}
