import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { parquetMetadata, parquetRead, type Compressors, type SchemaElement } from 'hyparquet';
import { decompress as unpackZstd } from 'fzstd';

/** What a column of a Parquet file holds, as far as bars are concerned. */
export type ParquetKind = 'instant' | 'local-time' | 'number' | 'text' | 'other';

/** A column of a Parquet file. */
export interface ParquetColumn {
  readonly name: string;
  readonly kind: ParquetKind;
  /** The name of its type, for messages. */
  readonly type: string;
}

/** A Parquet file whose columns are not nested. */
export interface ParquetTable {
  readonly columns: readonly ParquetColumn[];
  readonly rows: number;
  /** Times as ms since 1970, numbers as doubles, nulls as NaN; text as strings, nulls as ''. */
  readonly read: (names: readonly string[]) => Promise<ReadonlyMap<string, ParquetValues>>;
}

export type ParquetValues = Float64Array | readonly string[];

const COMPRESSORS: Compressors = {
  GZIP: (input) => gunzipSync(input),
  BROTLI: (input) => brotliDecompressSync(input),
  ZSTD: (input, outputLength) => unpackZstd(input, new Uint8Array(outputLength)),
};

/** Times become plain milliseconds: a `Date` for each row would cost more than all else. */
const PARSERS = {
  timestampFromMilliseconds: Number,
  timestampFromMicroseconds: (micros: bigint) => Number(micros) / 1000,
  timestampFromNanoseconds: (nanos: bigint) => Number(nanos / 1_000_000n),
  dateFromDays: (days: number) => days * 86_400_000,
};

/**
 * What the reader of Parquet says of a file. Of a damaged one it may name what is not there, or stumble
 * over it: then its words are about its own code, not about the file.
 */
export function parquetComplaint(cause: unknown): string {
  if (cause instanceof TypeError || cause instanceof RangeError) {
    return 'a damaged description of its columns';
  }
  const said = cause instanceof Error ? cause.message : String(cause);
  return said.replaceAll(/\b(?:undefined|null|NaN)\b/g, 'unknown');
}

/**
 * Opens a Parquet file in memory: reads its footer.
 * @throws Error, with a sentence, when the bytes are no whole Parquet file.
 */
export function openParquet(bytes: Uint8Array): ParquetTable {
  const buffer = bytes.buffer.slice(
    bytes.byteOffset,
    bytes.byteOffset + bytes.byteLength,
  ) as ArrayBuffer;
  const metadata = parquetMetadata(buffer, { parsers: PARSERS });
  const [root, ...elements] = metadata.schema;
  if (!root || elements.some((element) => (element.num_children ?? 0) > 0)) {
    throw new Error('the table has nested columns');
  }
  const rows = Number(metadata.num_rows);
  const columns = elements.map((element) => ({
    name: element.name,
    kind: kindOf(element),
    type: typeName(element),
  }));
  return {
    columns,
    rows,
    read: async (names) => {
      const values = new Map<string, Float64Array | string[]>();
      for (const { name, kind } of columns) {
        if (!names.includes(name)) continue;
        values.set(
          name,
          kind === 'text' ? new Array<string>(rows).fill('') : new Float64Array(rows),
        );
      }
      await parquetRead({
        file: { byteLength: buffer.byteLength, slice: (from, to) => buffer.slice(from, to) },
        metadata,
        columns: [...names],
        compressors: COMPRESSORS,
        parsers: PARSERS,
        onChunk: ({ columnName, columnData, rowStart }) => {
          fill(values.get(columnName), columnData as ArrayLike<unknown>, rowStart);
        },
      });
      return values;
    },
  };
}

function fill(
  into: Float64Array | string[] | undefined,
  data: ArrayLike<unknown>,
  rowStart: number,
): void {
  if (into instanceof Float64Array) {
    if (data instanceof Float64Array) into.set(data, rowStart);
    else for (let k = 0; k < data.length; k += 1) into[rowStart + k] = numberOf(data[k]);
  } else if (into) {
    for (let k = 0; k < data.length; k += 1) into[rowStart + k] = String(data[k] ?? '');
  }
}

function numberOf(value: unknown): number {
  return value === null || value === undefined ? NaN : Number(value);
}

function typeName({ type, converted_type, logical_type }: SchemaElement): string {
  if (logical_type?.type === 'TIMESTAMP') {
    return `TIMESTAMP(${logical_type.unit}, ${logical_type.isAdjustedToUTC ? 'UTC' : 'local'})`;
  }
  return logical_type?.type ?? converted_type ?? type ?? 'group';
}

function kindOf({ type, converted_type, logical_type }: SchemaElement): ParquetKind {
  if (logical_type?.type === 'TIMESTAMP') {
    return logical_type.isAdjustedToUTC ? 'instant' : 'local-time';
  }
  if (converted_type === 'TIMESTAMP_MILLIS' || converted_type === 'TIMESTAMP_MICROS')
    return 'instant';
  if (type === 'INT96' || converted_type === 'DATE' || logical_type?.type === 'DATE')
    return 'local-time';
  if (converted_type === 'UTF8' || logical_type?.type === 'STRING') return 'text';
  const isNumber = type === 'DOUBLE' || type === 'FLOAT' || type === 'INT32' || type === 'INT64';
  const isDecimal = converted_type === 'DECIMAL' || logical_type?.type === 'DECIMAL';
  return isNumber || isDecimal ? 'number' : 'other';
}
