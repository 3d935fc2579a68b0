import { err, ok, type Result } from '@assay/core';
import { compareBytes } from './path-order.js';
import { isSha256Hex, sha256Hex } from './sha256.js';

/** A file by its path, `/` separated, and the SHA-256 of its bytes in lower-case hex. */
export interface HashedFile {
  readonly path: string;
  readonly sha256: string;
}

/** Why a text is not a list of SHA-256 sums. */
export interface Sha256SumsProblem {
  /** 1-based. */
  readonly line: number;
  readonly found: string;
  readonly expected: string;
}

/**
 * Writes `SHA256SUMS` as coreutils' `sha256sum` would (`<hex>  <path>` lines, names with a
 * backslash, line feed or carriage return escaped), sorted by the paths' bytes. The empty list is
 * the empty text.
 *
 * @throws RangeError for a digest that is none, an empty path, or a path that stands twice.
 */
export function formatSha256Sums(files: readonly HashedFile[]): string {
  const sorted = [...files].sort((a, b) => compareBytes(a.path, b.path));
  const lines = sorted.map(({ path, sha256 }, i) => {
    if (!isSha256Hex(sha256)) throw new RangeError(`not a SHA-256 in lower-case hex: ${sha256}`);
    if (path === '' || path.includes('\0')) throw new RangeError('a path is empty or has U+0000');
    if (sorted[i + 1]?.path === path) throw new RangeError(`the path ${path} stands twice`);
    const escaped = escapePath(path);
    return `${escaped === path ? '' : '\\'}${sha256}  ${escaped}\n`;
  });
  return lines.join('');
}

function escapePath(path: string): string {
  return path.replace(/\\/g, '\\\\').replace(/\n/g, '\\n').replace(/\r/g, '\\r');
}

/**
 * Reads the text of a `SHA256SUMS`, in text (two blanks) or binary (blank, star) form, in the order
 * of the file. Strict: a line that is none, and a path that stands twice, are problems.
 */
export function parseSha256Sums(text: string): Result<readonly HashedFile[], Sha256SumsProblem> {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  const files: HashedFile[] = [];
  const seen = new Set<string>();
  for (const [i, line] of lines.entries()) {
    const isEscaped = line.startsWith('\\');
    const [sha256, gap, name] = fields(isEscaped ? line.slice(1) : line);
    const path = isEscaped ? unescapePath(name) : name;
    const found = JSON.stringify(line.slice(0, SHOWN_MAX));
    const problem = (expected: string) => err({ line: i + 1, found, expected });
    if (!isSha256Hex(sha256) || !GAPS.includes(gap) || !path) {
      return problem('64 hex digits, two blanks, a path');
    }
    if (seen.has(path)) return problem('every path once');
    seen.add(path);
    files.push({ path, sha256 });
  }
  return ok(files);
}

/** What may stand between digest and name: text form, binary form. */
const GAPS: readonly string[] = ['  ', ' *'];
/** Characters of a refused line that are shown. */
const SHOWN_MAX = 120;

function fields(line: string): readonly [string, string, string] {
  return [line.slice(0, 64), line.slice(64, 66), line.slice(66)];
}

function unescapePath(escaped: string): string | undefined {
  if (!/^(?:[^\\]|\\[\\nr])*$/su.test(escaped)) return undefined;
  return escaped.replace(/\\([\\nr])/g, (_, char: string) =>
    char === 'n' ? '\n' : char === 'r' ? '\r' : '\\',
  );
}

/**
 * One hash for a tree of files: the SHA-256 of its `SHA256SUMS` text. Independent of the order of
 * the entries; anyone can check it with `sha256sum SHA256SUMS`.
 *
 * @throws RangeError as `formatSha256Sums` does.
 */
export function treeHash(entries: readonly HashedFile[]): string {
  return sha256Hex(formatSha256Sums(entries));
}
