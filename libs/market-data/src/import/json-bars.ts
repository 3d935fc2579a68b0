import { AssayError } from '@assay/core';
import { BarColumns } from '../csv/bar-columns.js';
import { utcClock } from './formats/text-format.js';
import type { RawBars } from './raw-bars.js';
import type { SourceFile } from './source-file.js';

/** The JSON layouts that are read: rows of numbers, or objects. */
export type JsonFormatId = 'freqtrade' | 'dukascopy-node';

const KEYS = ['timestamp', 'open', 'high', 'low', 'close', 'volume'] as const;
const FORM = {
  freqtrade: 'rows [ms, open, high, low, close, volume]',
  'dukascopy-node': 'objects {timestamp, open, high, low, close, volume}',
} as const;

/** Which JSON layout a file begins like; undefined when it is no JSON array of bars. */
export function recogniseJson(bytes: Uint8Array): JsonFormatId | undefined {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 400)).toString(
    'latin1',
  );
  if (/^\s*\[\s*\[\s*\d{9,}\s*,/.test(head)) return 'freqtrade';
  return /^\s*\[\s*\{[^}]*"timestamp"\s*:/.test(head) ? 'dukascopy-node' : undefined;
}

/**
 * Reads an array of bars from JSON: rows of numbers (freqtrade, dukascopy-node `array`) or objects
 * (dukascopy-node `json`), times in milliseconds since 1970 UTC. Without volumes they are 0.
 * @throws AssayError IMPORT_MALFORMED or IMPORT_TRUNCATED.
 */
export function readJsonBars(file: SourceFile, format: JsonFormatId): RawBars {
  const rows = parseRows(file);
  const columns = new BarColumns(6, rows.length);
  let withoutVolume = 0;
  rows.forEach((row, index) => {
    const values = format === 'freqtrade' ? row : fields(row);
    if (!isBar(values)) throw notABar(file, index, row, format);
    if (values[5] === undefined) withoutVolume += 1;
    for (let k = 0; k < 6; k += 1) (columns.columns[k] as Float64Array)[index] = values[k] ?? 0;
  });
  const { name } = file;
  if (rows.length === 0) {
    throw new AssayError('IMPORT_MALFORMED', 'the file has no bars', {
      place: { file: name },
      found: '[]',
      expected: FORM[format],
      next: 'Export the file again.',
    });
  }
  return {
    bars: columns.toBars(rows.length),
    clock: utcClock('times are milliseconds since 1970 UTC'),
    scale: { kind: 'prices' },
    lineOf: () => undefined,
    remarks: withoutVolume > 0 ? ['the file has no volume: it is 0'] : [],
    dropped: {},
    isUnterminated: false,
  };
}

function parseRows(file: SourceFile): readonly unknown[] {
  const text = Buffer.from(file.bytes.buffer, file.bytes.byteOffset, file.bytes.length).toString(
    'utf8',
  );
  try {
    const found: unknown = JSON.parse(text);
    return Array.isArray(found) ? found : [];
  } catch (cause) {
    const isCut = !/[\]}]\s*$/.test(text.slice(-20));
    const lines = text.split('\n');
    throw new AssayError(
      isCut ? 'IMPORT_TRUNCATED' : 'IMPORT_MALFORMED',
      isCut ? 'the JSON text is cut off' : 'the text is not JSON',
      {
        place: { file: file.name, ...(isCut && { line: lines.length }) },
        found: isCut ? JSON.stringify(text.slice(-40)) : (cause as Error).message.slice(0, 200),
        expected: 'a JSON array that ends with ]',
        next: 'Export or download the file again.',
        cause,
      },
    );
  }
}

function fields(row: unknown): unknown {
  if (typeof row !== 'object' || row === null) return undefined;
  return KEYS.map((key) => (row as Record<string, unknown>)[key]);
}

/** Time, four prices and perhaps a volume, all numbers; further members do not count. */
function isBar(values: unknown): values is readonly (number | undefined)[] {
  if (!Array.isArray(values) || values.length < 5) return false;
  const [volume] = values.slice(5) as unknown[];
  const isNumber = (value: unknown): boolean => typeof value === 'number';
  return values.slice(0, 5).every(isNumber) && (volume === undefined || isNumber(volume));
}

function notABar(file: SourceFile, index: number, row: unknown, format: JsonFormatId): AssayError {
  return new AssayError('IMPORT_MALFORMED', `element ${index} is not a bar`, {
    place: { file: file.name },
    found: (JSON.stringify(row) ?? 'nothing').slice(0, 120),
    expected: FORM[format],
  });
}
