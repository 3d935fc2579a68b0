import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { diagnostic, type Diagnostic, type ErrorCode } from '@assay/core';
import { SYNTHETIC_MARKER_FILE } from '../synthetic/synthetic-marker.js';
import { parseBarFileName, type BarFileName } from './bar-file-name.js';

/** A bar file that lies in a data folder; its content has not been looked at. */
export interface BarFileEntry extends BarFileName {
  readonly folder: string;
  /** Name within the folder. */
  readonly file: string;
  readonly path: string;
}

/** What the data folders hold. */
export interface BarFileListing {
  readonly folders: readonly string[];
  /** In order of folder as given, then of name by code units. */
  readonly files: readonly BarFileEntry[];
  /** Notes on names that were passed over and warnings about folders that could not be listed. */
  readonly remarks: readonly Diagnostic[];
}

/**
 * Lists the bar files of data folders, which are not searched below. Anything that is not named
 * `<SYMBOL>_<TF>` with `.csv`, `.csv.gz` or `.parquet` is passed over with a note, hidden files and the marker of synthetic data
 * without one. A folder that is missing or unreadable is a warning: the bars may lie in another.
 */
export function listBarFiles(folders: readonly string[]): BarFileListing {
  const files: BarFileEntry[] = [];
  const remarks: Diagnostic[] = [];
  for (const folder of [...new Set(folders)]) {
    try {
      listFolder(folder, files, remarks);
    } catch (error) {
      remarks.push(folderRemark(folder, error));
    }
  }
  return { folders, files, remarks };
}

function listFolder(folder: string, files: BarFileEntry[], remarks: Diagnostic[]): void {
  const entries = readdirSync(folder, { withFileTypes: true });
  // By code units: the order must not depend on file system or locale.
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    if (entry.name.startsWith('.') || entry.name === SYNTHETIC_MARKER_FILE) continue;
    const path = join(folder, entry.name);
    const parsed = parseBarFileName(entry.name);
    if (parsed && !entry.isDirectory()) files.push({ ...parsed, folder, file: entry.name, path });
    else remarks.push(ignored(path, entry.isDirectory()));
  }
}

function ignored(path: string, isFolder: boolean): Diagnostic {
  const message = isFolder
    ? 'a folder inside a data folder is not searched'
    : 'not a bar file, ignored';
  return diagnostic('DATA_IGNORED', message, {
    severity: 'note',
    place: { file: path },
    expected: '<SYMBOL>_<TF>.csv, .csv.gz or .parquet, TF such as 1h or H1',
  });
}

function folderRemark(folder: string, error: unknown): Diagnostic {
  const code = (error as { readonly code?: string }).code ?? 'UNKNOWN';
  const known: Readonly<Record<string, readonly [ErrorCode, string]>> = {
    ENOENT: ['DATA_MISSING', 'the data folder does not exist'],
    ENOTDIR: ['PATH_NOT_A_FOLDER', 'the data folder is a file'],
    EACCES: ['PERMISSION_DENIED', 'the data folder may not be read'],
    EPERM: ['PERMISSION_DENIED', 'the data folder may not be read'],
  };
  const [errorCode, message] = known[code] ?? ['IO_FAILED', 'the data folder cannot be listed'];
  return diagnostic(errorCode, message, {
    severity: 'warning',
    place: { file: folder },
    found: code,
    expected: 'a folder with bar files',
    next: 'Make the folder, or correct "data" in assay.json.',
  });
}
