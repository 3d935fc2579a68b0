import { AssayError, didYouMean } from '@assay/core';
import { CANONICAL_FORMAT, CSV_FORMAT } from './formats/delimited.js';
import { DUKASCOPY_FORMAT, DUKASCOPY_NODE_FORMAT } from './formats/dukascopy.js';
import { EJTRADER_FORMAT } from './formats/ejtrader.js';
import { HISTDATA_FORMAT } from './formats/histdata.js';
import { LEAN_FORMAT } from './formats/lean.js';
import { MT4_FORMAT, MT5_FORMAT } from './formats/metatrader.js';
import type { TextFormat } from './formats/text-format.js';
import { YAHOO_FORMAT } from './formats/yahoo.js';
import { recogniseJson, type JsonFormatId } from './json-bars.js';
import type { SourceFile } from './source-file.js';
import { sampleText, type TextSample } from './text-sample.js';

/** The text formats of vendors; `csv` is what remains when none of them fits. */
const TEXT_FORMATS: readonly TextFormat[] = [
  CANONICAL_FORMAT,
  MT4_FORMAT,
  MT5_FORMAT,
  HISTDATA_FORMAT,
  DUKASCOPY_FORMAT,
  DUKASCOPY_NODE_FORMAT,
  YAHOO_FORMAT,
  LEAN_FORMAT,
  EJTRADER_FORMAT,
];

/** Every id that `--format` takes, `auto` first. */
export const IMPORT_FORMATS = [
  'auto',
  ...TEXT_FORMATS.map((format) => format.id),
  'freqtrade',
  'csv',
  'parquet',
] as const;

/** What a file is, and how that was decided. */
export type Recognised = { readonly id: string; readonly why: string } & (
  | { readonly kind: 'text'; readonly format: TextFormat; readonly sample: TextSample }
  | { readonly kind: 'json'; readonly json: JsonFormatId }
  | { readonly kind: 'parquet' }
);

/**
 * Says of which format a file is: by its content, or as declared, when its content agrees.
 * @throws AssayError IMPORT_FORMAT_UNKNOWN, IMPORT_FORMAT_AMBIGUOUS or IMPORT_FORMAT_MISMATCH.
 */
export function recogniseFormat(
  file: SourceFile,
  declared: string,
  delimiter: string | undefined,
): Recognised {
  if (!IMPORT_FORMATS.includes(declared)) throw unknownId(declared);
  const isAuto = declared === 'auto';
  if (isParquet(file.bytes))
    return matching(declared, { id: 'parquet', why: 'the bytes PAR1', kind: 'parquet' }, file);
  const json = recogniseJson(file.bytes);
  if (json)
    return matching(declared, { id: json, why: 'a JSON array of bars', kind: 'json', json }, file);
  const sample = sampleText(file, delimiter);
  if (!sample || sample.lines.length === 0) throw noText(file, sample !== undefined);
  if (!isAuto) return declaredText(sample, declared);
  const found = TEXT_FORMATS.flatMap((format) => {
    const why = format.recognise(sample);
    return why === undefined ? [] : [{ id: format.id, why, kind: 'text', format, sample } as const];
  });
  const [only, other] = found;
  if (only && other) throw ambiguous(file, found);
  if (only) return only;
  const why = CSV_FORMAT.recognise(sample);
  if (why !== undefined) return { id: 'csv', why, kind: 'text', format: CSV_FORMAT, sample };
  throw unknownContent(sample);
}

function isParquet(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x41 && bytes[2] === 0x52 && bytes[3] === 0x31;
}

function matching(declared: string, found: Recognised, file: SourceFile): Recognised {
  if (declared === 'auto' || declared === found.id) return found;
  throw mismatch(file, declared, `${found.id}: ${found.why}`);
}

/** A declared format that does not recognise the file is refused: the declaration or the file is wrong. */
function declaredText(sample: TextSample, declared: string): Recognised {
  const why = 'declared by --format';
  if (declared === 'csv') return { id: 'csv', why, kind: 'text', format: CSV_FORMAT, sample };
  const format = TEXT_FORMATS.find((one) => one.id === declared);
  if (!format || format.recognise(sample) === undefined) {
    throw mismatch(
      sample.file,
      declared,
      `a first line ${JSON.stringify(sample.lines[0]?.slice(0, 80))}`,
    );
  }
  return { id: declared, why, kind: 'text', format, sample };
}

function unknownId(declared: string): AssayError {
  const near = didYouMean(declared, IMPORT_FORMATS);
  return new AssayError('VALUE_NOT_ALLOWED', '--format names no format', {
    found: JSON.stringify(declared),
    expected: IMPORT_FORMATS.join(', '),
    ...(near !== undefined && { next: `Did you mean ${near}?` }),
  });
}

function mismatch(file: SourceFile, declared: string, found: string): AssayError {
  return new AssayError('IMPORT_FORMAT_MISMATCH', `the file is not of format ${declared}`, {
    place: { file: file.name, line: 1 },
    found,
    expected: declared,
  });
}

function noText(file: SourceFile, isText: boolean): AssayError {
  return new AssayError(
    'IMPORT_FORMAT_UNKNOWN',
    isText ? 'the file is empty' : 'the file is not text',
    {
      place: { file: file.name },
      found: isText ? `${file.bytes.length} bytes` : 'binary data',
      expected: `a file of one of the formats ${IMPORT_FORMATS.slice(1).join(', ')}`,
    },
  );
}

function unknownContent(sample: TextSample): AssayError {
  return new AssayError('IMPORT_FORMAT_UNKNOWN', 'the content is of no known format', {
    place: { file: sample.file.name, line: 1 },
    found: JSON.stringify(sample.lines[0]?.slice(0, 120)),
    expected: IMPORT_FORMATS.slice(1).join(', '),
    next: 'Name the columns: --format csv --columns time=1,open=2,high=3,low=4,close=5.',
  });
}

function ambiguous(file: SourceFile, found: readonly Recognised[]): AssayError {
  return new AssayError('IMPORT_FORMAT_AMBIGUOUS', 'the content fits several formats', {
    place: { file: file.name, line: 1 },
    found: found.map(({ id, why }) => `${id} (${why})`).join('; '),
    expected: 'one format',
    next: `Say which: ${found.map(({ id }) => `--format ${id}`).join(' or ')}.`,
  });
}
