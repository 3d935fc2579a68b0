import type { SourceFile } from './source-file.js';

/** The beginning of a text file, as the formats look at it to recognise themselves. */
export interface TextSample {
  readonly file: SourceFile;
  /** Lines that are not empty, without their line ends. */
  readonly lines: readonly string[];
  readonly delimiter: string;
  /** Cells of the lines, trimmed, quotes taken off. */
  readonly rows: readonly (readonly string[])[];
  /** Each line stands in one pair of quotes, its delimiters within. */
  readonly isRowQuoted: boolean;
  readonly hasQuotes: boolean;
}

const SAMPLE_BYTES = 65_536;
const SAMPLE_LINES = 50;
const DELIMITERS = ['\t', ';', ',', '|'] as const;

/** Looks at the beginning of a file; undefined when it is not text. */
export function sampleText(file: SourceFile, delimiter?: string): TextSample | undefined {
  const head = file.bytes.subarray(0, SAMPLE_BYTES);
  if (head.includes(0)) return undefined;
  const text = Buffer.from(head.buffer, head.byteOffset, head.length).toString('latin1');
  const all = text.split(/\r\n|\n|\r/);
  // The last line of a sample that is not the whole file is cut.
  if (head.length < file.bytes.length && all.length > 1) all.pop();
  const raw = all.filter((line) => line !== '').slice(0, SAMPLE_LINES);
  const hasQuotes = raw.some((line) => line.includes('"'));
  const isRowQuoted = raw.length > 0 && raw.every((line) => /^"[^"]*"$/.test(line));
  const lines = isRowQuoted ? raw.map((line) => line.slice(1, -1)) : raw;
  const found = delimiter ?? guessDelimiter(lines);
  const rows = lines.map((line) =>
    line.split(found).map((cell) =>
      cell
        .trim()
        .replace(/^"(.*)"$/, '$1')
        .trim(),
    ),
  );
  return { file, lines, delimiter: found, rows, isRowQuoted, hasQuotes };
}

/** Cells of the narrowest table of bars: time and four prices. */
const CELLS_MIN = 5;

/** The delimiter that makes bars of most lines; a comma when none does. */
function guessDelimiter(lines: readonly string[]): string {
  const found = DELIMITERS.find(
    (one) => lines.filter((line) => line.split(one).length >= CELLS_MIN).length > lines.length / 2,
  );
  return found ?? ',';
}

/** Text without the quotes around cells or whole rows; its lines stay where they are. */
export function withoutQuotes(bytes: Uint8Array): Uint8Array {
  const kept = new Uint8Array(bytes.length);
  let length = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] as number;
    if (byte === 34) continue;
    kept[length] = byte;
    length += 1;
  }
  return kept.subarray(0, length);
}
