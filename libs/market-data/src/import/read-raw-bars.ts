import { isAssayError } from '@assay/core';
import { parseBarsCsv } from '../csv/parse-bars-csv.js';
import type { ImportOptions } from './import-options.js';
import { readJsonBars } from './json-bars.js';
import type { RawBars } from './raw-bars.js';
import { readTable } from './read-table.js';
import { recogniseFormat, type Recognised } from './recognise-format.js';
import type { SourceFile } from './source-file.js';
import { withoutQuotes } from './text-sample.js';

/** A file's bars as they stand, and what the file was taken for. */
export interface ReadPart {
  readonly file: SourceFile;
  readonly recognised: Recognised;
  readonly raw: RawBars;
}

/** Recognises and reads one file. @throws AssayError IMPORT_… with every problem found. */
export async function readRawBars(file: SourceFile, options: ImportOptions): Promise<ReadPart> {
  const recognised = recogniseFormat(file, options.format ?? 'auto', options.delimiter);
  if (recognised.kind === 'text') {
    return { file, recognised, raw: readText(file, recognised, options) };
  }
  if (recognised.kind === 'json') {
    return { file, recognised, raw: readJsonBars(file, recognised.json) };
  }
  // Loaded only when needed: the reader is larger than all else here.
  const { readParquetBars } = await import('../parquet/read-parquet-bars.js');
  return { file, recognised, raw: await readParquetBars(file, options) };
}

function readText(
  file: SourceFile,
  { format, sample }: Extract<Recognised, { readonly kind: 'text' }>,
  options: ImportOptions,
): RawBars {
  const ours = format.id === 'canonical' ? readOurs(file) : undefined;
  if (ours) return ours;
  const described = format.describe(sample, options);
  const bytes = sample.hasQuotes ? withoutQuotes(file.bytes) : file.bytes;
  const table = readTable(bytes, file.name, described.layout, options.fixes);
  const remarks = [...described.remarks];
  if (sample.isRowQuoted) remarks.push('whole rows stand in quotes: they are taken off');
  if (!described.layout.cells.includes('volume') && format.id !== 'lean') {
    remarks.push('the file has no volume: it is 0');
  }
  const { spread, ...plain } = table.bars;
  const usable = usableSpread(spread, described.isSpreadInPoints === true, options, remarks);
  return {
    bars: usable ? { ...plain, spread: usable } : plain,
    ...(table.ask && { ask: table.ask }),
    clock: table.isUtc ? { kind: 'each' } : described.clock,
    scale: described.scale,
    lineOf: table.lineOf,
    remarks,
    dropped: { 'drop-null-rows': table.nullRows, 'drop-cut-line': table.cutLines },
    isUnterminated: table.isUnterminated,
  };
}

/** Our own files by their own, faster reader; undefined when it refuses: then each row is looked at. */
function readOurs(file: SourceFile): RawBars | undefined {
  try {
    const { bars, endsWithLineFeed } = parseBarsCsv(file.bytes, file.name);
    return {
      bars,
      clock: { kind: 'each' },
      scale: { kind: 'prices' },
      lineOf: (row) => row + 2,
      remarks: [],
      dropped: {},
      isUnterminated: !endsWithLineFeed,
    };
  } catch (error) {
    if (isAssayError(error)) return undefined;
    throw error;
  }
}

/** MetaTrader counts spread in points; how large a point is, only the instrument knows. */
function usableSpread(
  spread: Float64Array | undefined,
  isInPoints: boolean,
  options: ImportOptions,
  remarks: string[],
): Float64Array | undefined {
  if (!spread || !isInPoints) return spread;
  if (options.digits === undefined) {
    remarks.push(
      'the spread column is in points and left out: --digits N says how large a point is',
    );
    return undefined;
  }
  const perPoint = Number(`1e${options.digits}`);
  remarks.push(`spread is in points of ${options.digits} digits`);
  return spread.map((points) => points / perPoint);
}
