import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AssayError } from '@assay/core';
import { isSha256Hex } from '@assay/hashing';

/** The file that marks the synthetic files of a data folder. */
export const SYNTHETIC_MARKER_FILE = 'SYNTHETIC.json';
const SCHEMA = 'assay/synthetic-data/1';

/** A synthetic file: how to make it again, and what it was when it was written. */
export interface SyntheticFile {
  readonly seed: number;
  /** SHA-256 of the file, lower-case hex. */
  readonly sha256: string;
}

/** Which files of a folder are synthetic. Bar files have no room for a comment, so this stands beside. */
export interface SyntheticMarker {
  readonly schema: typeof SCHEMA;
  /** By file name. */
  readonly files: Readonly<Record<string, SyntheticFile>>;
}

/** What a marker says about one file. */
export interface SyntheticOrigin {
  readonly seed: number;
  /** The file no longer has the bytes that were made; it counts as synthetic all the same. */
  readonly altered: boolean;
}

/** Text of the marker of a folder; names in order of code units, so that it is canonical. */
export function formatSyntheticMarker(files: Readonly<Record<string, SyntheticFile>>): string {
  const sorted = Object.entries(files)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, { seed, sha256 }]) => [name, { seed, sha256 }] as const);
  const marker: SyntheticMarker = { schema: SCHEMA, files: Object.fromEntries(sorted) };
  return `${JSON.stringify(marker, null, 2)}\n`;
}

/**
 * Reads the marker of a data folder; undefined when there is none.
 * @throws AssayError DATA_UNREADABLE for a marker that cannot be read or understood: synthetic bars must
 * not pass for real ones because a file is damaged.
 */
export function readSyntheticMarker(folder: string): SyntheticMarker | undefined {
  const path = join(folder, SYNTHETIC_MARKER_FILE);
  let found: unknown;
  try {
    found = JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    const code = (cause as { readonly code?: string }).code;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw notAMarker(path, code ?? 'not JSON', cause);
  }
  if (!isMarker(found)) throw notAMarker(path, 'another content', undefined);
  return found;
}

/**
 * Says whether a file of a data folder is synthetic: it is when the marker names it, or names a file of
 * the same bytes (a renamed copy). Undefined when it is not.
 */
export function syntheticOrigin(
  marker: SyntheticMarker | undefined,
  file: string,
  fileSha256: string,
): SyntheticOrigin | undefined {
  if (!marker) return undefined;
  const named = Object.hasOwn(marker.files, file) ? marker.files[file] : undefined;
  if (named) return { seed: named.seed, altered: named.sha256 !== fileSha256 };
  const copy = Object.values(marker.files).find((other) => other.sha256 === fileSha256);
  return copy && { seed: copy.seed, altered: false };
}

/** Reads the folder's marker and says whether a file is synthetic; see `syntheticOrigin`. */
export function isSynthetic(folder: string, file: string, fileSha256: string): boolean {
  return syntheticOrigin(readSyntheticMarker(folder), file, fileSha256) !== undefined;
}

function isMarker(value: unknown): value is SyntheticMarker {
  const marker = value as Partial<SyntheticMarker> | null;
  if (typeof marker !== 'object' || marker === null || marker.schema !== SCHEMA) return false;
  if (typeof marker.files !== 'object' || marker.files === null) return false;
  return Object.values(marker.files).every(
    (file) => Number.isSafeInteger(file?.seed) && isSha256Hex(String(file?.sha256)),
  );
}

function notAMarker(path: string, found: string, cause: unknown): AssayError {
  return new AssayError('DATA_UNREADABLE', 'the marker of synthetic data cannot be understood', {
    place: { file: path },
    found,
    expected: `a JSON object of schema ${SCHEMA}`,
    next: 'Make the sample again, or remove the marker together with the files it named.',
    cause,
  });
}
