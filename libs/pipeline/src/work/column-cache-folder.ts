import {
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { threadId } from 'node:worker_threads';
import type { ColumnCache } from '@assay/market-data';

/** Entries that are kept; beyond, the oldest goes. */
const ENTRIES_MAX = 512;
const ENDING = '.bars';

/**
 * Decoded columns in a folder of the workspace, one file for each bar file's SHA-256. Nothing depends
 * on it: an entry that is missing, cut or altered is told by its reader and made again, so neither a
 * flush nor an error of the disk matters here. Writers write a name of their own thread and rename.
 */
export function columnCacheIn(folder: string): ColumnCache {
  return {
    get: (fileSha256) => attempt(() => readFileSync(join(folder, fileSha256 + ENDING))),
    put: (fileSha256, entry) => {
      attempt(() => {
        mkdirSync(folder, { recursive: true });
        // A link would lead the writer out of the workspace.
        if (!lstatSync(folder).isDirectory()) return;
        const temporary = join(folder, `${fileSha256}.${threadId}.tmp`);
        writeFileSync(temporary, entry);
        renameSync(temporary, join(folder, fileSha256 + ENDING));
        prune(folder);
      });
    },
  };
}

function prune(folder: string): void {
  const names = readdirSync(folder).filter((name) => name.endsWith(ENDING));
  if (names.length <= ENTRIES_MAX) return;
  const ages = names.map((name) => [statSync(join(folder, name)).mtimeMs, name] as const);
  ages.sort(([a, m], [b, n]) => a - b || (m < n ? -1 : 1));
  for (const [, name] of ages.slice(0, names.length - ENTRIES_MAX)) unlinkSync(join(folder, name));
}

/** What an entry spares is time only: whatever the system refuses, the file is decoded instead. */
function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
