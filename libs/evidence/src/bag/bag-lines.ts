import { compareBytes, isSha256Hex } from '@assay/hashing';

/** A line of a manifest of a bag: a file and the SHA-256 of its bytes. */
export interface BagLine {
  /** Below the bag, `/` separated, as it is on disk. */
  readonly path: string;
  /** Lower-case hex. */
  readonly sha256: string;
}

/** What is wrong with a line of a manifest. */
export interface BagLineProblem {
  readonly verdict: 'bad_line' | 'unsafe_path' | 'duplicate_entry';
  /** 1-based. */
  readonly line: number;
  readonly found: string;
}

/** RFC 8493 wants these three characters of a name percent-encoded, and nothing else. */
const ENCODED = /[%\n\r]/g;
const LINE = /^([0-9A-Fa-f]{64})[ \t]+(?:\*|\.\/)?([^ \t].*)$/s;
const SHOWN_MAX = 120;

function encode(path: string): string {
  return path.replace(ENCODED, (char) => (char === '%' ? '%25' : char === '\n' ? '%0A' : '%0D'));
}

function decode(path: string): string {
  return path.replace(/%(25|0A|0D)/gi, (_, code: string) =>
    code === '25' ? '%' : code.toUpperCase() === '0A' ? '\n' : '\r',
  );
}

/** Why a path must not be followed below a folder; undefined when it is plain and normalised. */
export function whyUnsafe(path: string): string | undefined {
  if (path.startsWith('/') || /^[A-Za-z]:[/\\]/.test(path)) return 'an absolute path';
  if (path.startsWith('~')) return 'a path below a home folder';
  if (path.includes('\0')) return 'a zero byte';
  if (path.split(/[/\\]/).includes('..')) return 'a `..`';
  if (path === '' || path.split('/').some((part) => part === '' || part === '.')) {
    return 'an empty or `.` part';
  }
  return undefined;
}

/**
 * Writes a manifest of a bag, sorted by the paths' bytes; the empty list is the empty text.
 *
 * @throws RangeError for a digest that is none, or an unsafe path.
 */
export function formatBagLines(lines: readonly BagLine[]): string {
  return [...lines]
    .sort((a, b) => compareBytes(a.path, b.path))
    .map(({ path, sha256 }) => {
      if (!isSha256Hex(sha256)) throw new RangeError(`not a SHA-256 in lower-case hex: ${sha256}`);
      const unsafe = whyUnsafe(path);
      if (unsafe !== undefined) throw new RangeError(`${JSON.stringify(path)} has ${unsafe}`);
      return `${sha256}  ${encode(path)}\n`;
    })
    .join('');
}

/**
 * Reads a manifest of a bag. Lines that are none, unsafe paths and paths that stand twice (also in
 * another case or another Unicode form, which some disks cannot keep apart) are problems; the other
 * lines are read all the same.
 *
 * @param below - What every path must begin with; `data/` for a payload manifest.
 */
export function parseBagLines(
  text: string,
  below = '',
): { readonly lines: readonly BagLine[]; readonly problems: readonly BagLineProblem[] } {
  const lines: BagLine[] = [];
  const problems: BagLineProblem[] = [];
  const seen = new Set<string>();
  const rows = text.split(/\r\n|\n|\r/);
  if (rows.at(-1) === '') rows.pop();
  for (const [i, row] of rows.entries()) {
    const found = JSON.stringify(row.slice(0, SHOWN_MAX));
    const [, digest, written] = LINE.exec(row) ?? [];
    if (digest === undefined || written === undefined) {
      problems.push({ verdict: 'bad_line', line: i + 1, found });
      continue;
    }
    const path = decode(written);
    if (whyUnsafe(path) !== undefined || !path.startsWith(below)) {
      problems.push({ verdict: 'unsafe_path', line: i + 1, found });
      continue;
    }
    const key = path.normalize('NFC').toLowerCase();
    if (seen.has(key)) problems.push({ verdict: 'duplicate_entry', line: i + 1, found });
    else lines.push({ path, sha256: digest.toLowerCase() });
    seen.add(key);
  }
  return { lines, problems };
}
