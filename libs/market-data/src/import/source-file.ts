import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { createHash } from 'node:crypto';
import { AssayError, LIMITS } from '@assay/core';
import { isZip, readZip } from './zip-archive.js';

/** One file of a vendor, unpacked: a file as it is, or a member of an archive. */
export interface SourceFile {
  /** As messages name it: the path, and the member behind a `!`. */
  readonly name: string;
  /** Name and folders of which some formats take a date or a kind; `/` between folders. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** A file on the disk with everything that was in it. */
export interface ReadSource {
  /** SHA-256 of the file as it lies on the disk, lower-case hex. */
  readonly sha256: string;
  readonly bytes: number;
  readonly parts: readonly SourceFile[];
}

/** Failures that another export of the file would not mend. */
const NOT_THE_FILE: ReadonlySet<string> = new Set(['ENOENT', 'EISDIR', 'ENOTDIR', 'EACCES']);

/** Members of an archive that hold bars, as vendors name them; the others are notes and licences. */
const BAR_MEMBER = /\.(?:csv|json|parquet|txt)$/i;

/**
 * Reads a file; gzip and zip are told by content. Text in UTF-16, which MetaTrader writes at times,
 * becomes UTF-8, a byte order mark goes.
 * @throws AssayError IMPORT_UNREADABLE when it cannot be read or unpacked, or holds nothing.
 */
export function readSource(path: string): ReadSource {
  const raw = attempt(path, 'the file cannot be read', 'a readable file', () => readFileSync(path));
  const sha256 = createHash('sha256').update(raw).digest('hex');
  return { sha256, bytes: raw.length, parts: unpackAll(raw, path) };
}

function unpackAll(raw: Uint8Array, path: string): readonly SourceFile[] {
  if (isZip(raw)) {
    const members = attempt(path, 'the archive cannot be unpacked', 'a whole zip archive', () =>
      readZip(raw),
    );
    const bars = members.filter((member) => BAR_MEMBER.test(member.name));
    // A vendor's text beside its table is a status report, not bars.
    const tables = bars.filter((member) => !/\.txt$/i.test(member.name));
    const chosen = tables.length > 0 ? tables : bars;
    if (chosen.length === 0) {
      throw new AssayError('IMPORT_UNREADABLE', 'the archive holds no bars', {
        place: { file: path },
        found: members.map((member) => member.name).join(', ') || 'no members',
        expected: 'a .csv, .json, .parquet or .txt member',
      });
    }
    return chosen.map(({ name, bytes }) => ({
      name: `${path}!${name}`,
      path: `${slashes(path)}/${name}`,
      bytes: asUtf8(bytes),
    }));
  }
  const bytes =
    raw[0] === 0x1f && raw[1] === 0x8b
      ? attempt(path, 'the file cannot be decompressed', 'a whole gzip file', () =>
          gunzipSync(raw, { maxOutputLength: LIMITS.barFileBytesMax }),
        )
      : raw;
  return [{ name: path, path: slashes(path), bytes: asUtf8(bytes) }];
}

function asUtf8(bytes: Uint8Array): Uint8Array {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) {
    return Buffer.from(
      Buffer.from(bytes.buffer, bytes.byteOffset + 2, bytes.length - 2).toString('utf16le'),
    );
  }
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  return hasMark ? bytes.subarray(3) : bytes;
}

function slashes(path: string): string {
  return path.split('\\').join('/');
}

function attempt<T>(file: string, message: string, expected: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    const error = cause as { readonly code?: string; readonly message?: string };
    const words = (error.message ?? String(cause)).replace(/^[A-Z_]+: /, '');
    throw new AssayError('IMPORT_UNREADABLE', message, {
      place: { file },
      found: `${error.code ?? 'damaged'}: ${words.replace(`, open '${file}'`, '')}`,
      expected,
      ...(NOT_THE_FILE.has(error.code ?? '') && { next: 'Correct the path, or the permissions.' }),
      cause,
    });
  }
}
