import { gzipSync } from 'node:zlib';
import type { Bars } from '@assay/core';
import { encodeBarsCsv } from '../csv/format-bars-csv.js';

/** The forms in which bar files are written; also their endings. */
export const BAR_FILE_KINDS = ['csv', 'csv.gz', 'parquet'] as const;
export type BarFileKind = (typeof BAR_FILE_KINDS)[number];

/**
 * Bars as the bytes of a canonical file. What `readBarFile` reads back is the same to the last bit; the
 * same bars give the same bytes.
 */
export async function encodeBarFile(bars: Bars, kind: BarFileKind): Promise<Uint8Array> {
  if (kind === 'csv') return encodeBarsCsv(bars, 'exact');
  if (kind === 'csv.gz') return gzipSync(encodeBarsCsv(bars, 'exact'));
  // Loaded only when needed: the writer is larger than all else here.
  const { encodeBarsParquet } = await import('../parquet/encode-bars-parquet.js');
  return encodeBarsParquet(bars);
}
