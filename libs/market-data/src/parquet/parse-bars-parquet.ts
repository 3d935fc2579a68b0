import { AssayError, BAR_COLUMNS, type Bars } from '@assay/core';
import { openParquet, type ParquetTable, parquetComplaint } from './parquet-table.js';

const EXPECTED = `columns ${BAR_COLUMNS.join(', ')}[, spread]; time a UTC timestamp, the others DOUBLE`;

/**
 * Reads the canonical Parquet form of bars, as `encodeBarsParquet` writes it and other programs may:
 * columns of our names in any order, `time` a timestamp in UTC, the others numbers, none nested. A null
 * is NaN: the quality gate's business. Other tables have to be imported.
 * @throws AssayError DATA_UNREADABLE when the bytes are no whole Parquet file, DATA_MALFORMED when they
 * hold other columns.
 */
export async function parseBarsParquet(bytes: Uint8Array, file: string): Promise<Bars> {
  const table = open(bytes, file);
  requireColumns(table, file);
  const values = await table
    .read(table.columns.map((column) => column.name))
    .catch((cause: unknown) => {
      throw unreadable(file, cause);
    });
  const column = (name: string): Float64Array => values.get(name) as Float64Array;
  const bars = {
    length: table.rows,
    time: column('time'),
    open: column('open'),
    high: column('high'),
    low: column('low'),
    close: column('close'),
    volume: column('volume'),
  };
  return values.has('spread') ? { ...bars, spread: column('spread') } : bars;
}

function open(bytes: Uint8Array, file: string): ParquetTable {
  try {
    return openParquet(bytes);
  } catch (cause) {
    throw unreadable(file, cause);
  }
}

function requireColumns({ columns, rows }: ParquetTable, file: string): void {
  const names: readonly string[] = [...BAR_COLUMNS, 'spread'];
  const isComplete = BAR_COLUMNS.every((name) => columns.some((column) => column.name === name));
  const wrong = columns.filter(
    ({ name, kind }) => !names.includes(name) || kind !== (name === 'time' ? 'instant' : 'number'),
  );
  if (isComplete && wrong.length === 0 && rows > 0) return;
  const shown = columns.map(({ name, type }) => `${name} ${type}`).join(', ');
  throw new AssayError('DATA_MALFORMED', 'the Parquet file does not hold canonical bars', {
    place: { file },
    found: rows > 0 ? shown : '0 rows',
    expected: rows > 0 ? EXPECTED : 'at least one bar',
    next: 'Import it: run-pipeline data import FILE --symbol S --timeframe T.',
  });
}

function unreadable(file: string, cause: unknown): AssayError {
  return new AssayError('DATA_UNREADABLE', 'the Parquet file cannot be read', {
    place: { file },
    found: parquetComplaint(cause),
    expected: 'a whole Parquet file with flat columns',
    cause,
  });
}
