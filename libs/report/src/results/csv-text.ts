/** A cell before it becomes text; null is an empty cell. */
export type CsvValue = string | number | boolean | null;

const NEEDS_QUOTES = /[",\r\n]/;
/** A spreadsheet would take such text for a formula; the apostrophe itself is marked to stay readable. */
const FORMULA_START = /^[=+\-@\t\r']/;

/**
 * One cell. Numbers are their shortest round-trip decimals; text that a spreadsheet would run as a
 * formula gets a leading apostrophe, which `parseCsv` takes off again.
 * @throws Error for a number that is not finite: such a value must have become null before.
 */
export function csvCell(value: CsvValue): string {
  if (value === null) return '';
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new Error(`${value} cannot stand in a table`);
    return String(value + 0);
  }
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  const text = FORMULA_START.test(value) ? `'${value}` : value;
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The lines of a table without their ends, the header first. A quoted cell may hold line feeds. */
export function csvLines(
  header: readonly string[],
  rows: Iterable<readonly CsvValue[]>,
): readonly string[] {
  const lines = [header.map(csvCell).join(',')];
  for (const row of rows) {
    let line = '';
    for (let place = 0; place < row.length; place++) {
      line += place === 0 ? csvCell(row[place] ?? null) : `,${csvCell(row[place] ?? null)}`;
    }
    lines.push(line);
  }
  return lines;
}

/** A table with a header; every line ends in LF, the last one too. */
export function csvText(header: readonly string[], rows: Iterable<readonly CsvValue[]>): string {
  return `${csvLines(header, rows).join('\n')}\n`;
}

/** A parsed table; cells are text, an empty cell is the empty text. */
export interface CsvTable {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Reads what `csvText` wrote. Undefined when quotes do not close or a row has another width. */
export function parseCsv(text: string): CsvTable | undefined {
  const lines = text.includes('"') ? splitQuoted(text) : splitPlain(text);
  const header = lines?.[0];
  if (!lines || !header) return undefined;
  const rows = lines.slice(1);
  if (rows.some((row) => row.length !== header.length)) return undefined;
  return { header, rows };
}

function unmark(cell: string): string {
  return cell.startsWith("'") ? cell.slice(1) : cell;
}

function splitPlain(text: string): string[][] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines.map((line) => line.split(',').map(unmark));
}

function splitQuoted(text: string): string[][] | undefined {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length) {
    const [cell, next] = text[at] === '"' ? quotedCell(text, at) : plainCell(text, at);
    if (next < 0) return undefined;
    row.push(unmark(cell));
    const ends = next >= text.length || text[next] === '\n';
    if (!ends && text[next] !== ',') return undefined;
    at = next + 1;
    if (!ends && at < text.length) continue;
    if (!ends) row.push('');
    rows.push(row);
    row = [];
  }
  return rows;
}

function plainCell(text: string, from: number): readonly [string, number] {
  let to = from;
  while (to < text.length && text[to] !== ',' && text[to] !== '\n') to++;
  return [text.slice(from, to), to];
}

/** The cell that opens with a quote at `from`, and the index behind it; −1 when it never closes. */
function quotedCell(text: string, from: number): readonly [string, number] {
  let to = from + 1;
  for (;;) {
    to = text.indexOf('"', to);
    if (to < 0) return ['', -1];
    if (text[to + 1] !== '"') break;
    to += 2;
  }
  return [text.slice(from + 1, to).replaceAll('""', '"'), to + 1];
}
