import { statSync } from 'node:fs';
import { isAssayError, type Diagnostic } from '@assay/core';
import {
  assessQuality,
  listBarFiles,
  readBarFile,
  type BarFileEntry,
  type QualityReport,
} from '@assay/market-data';
import { osErrorCode } from '@assay/workspace';
import { instrumentCalendar } from '../data/instrument-calendar.js';
import type { RecordedFiles } from '../evidence/read-recorded.js';

/** What is known of a bar file. */
export interface BarFileQuality {
  readonly entry: BarFileEntry;
  readonly bytes: number | null;
  /** Undefined while it waits to be judged. */
  readonly report: QualityReport | undefined;
  /** Why it could not be judged. */
  readonly problem: Pick<Diagnostic, 'code' | 'message' | 'next'> | undefined;
}

/** Judges the bar files of a workspace one after the other, beside the answering of requests. */
export interface QualityStore {
  /** Every bar file with what is known now; what is not known yet is begun. */
  list(where: RecordedFiles): readonly BarFileQuality[];
}

interface Judged {
  readonly report?: QualityReport;
  readonly problem?: BarFileQuality['problem'];
}

/** Larger files would keep the pages waiting: the command line judges them. */
const BYTES_MAX = 64 * 1024 * 1024;

const TOO_LARGE: Judged = {
  problem: {
    code: 'DATA_QUALITY',
    message: 'too large to be judged here',
    next: 'run-pipeline data inspect FILE judges it.',
  },
};
const NO_FILE: Judged = {
  problem: { code: 'DATA_UNREADABLE', message: 'not a file', next: 'Put a file in its place.' },
};

async function judge(entry: BarFileEntry, where: RecordedFiles): Promise<Judged> {
  try {
    const { calendar } = instrumentCalendar(entry.symbol, undefined, where);
    const { bars, endsWithLineFeed } = await readBarFile(entry.path);
    const { timeframe } = entry;
    const isUnterminated = !endsWithLineFeed;
    return { report: assessQuality(bars, { timeframe, calendar, isUnterminated }) };
  } catch (error) {
    if (!isAssayError(error)) throw error;
    const [found] = error.diagnostics;
    return found ? { problem: found } : {};
  }
}

function look(path: string): { readonly key: string; readonly bytes: number | null } {
  try {
    // Follows links: data folders are often links to another disk. A pipe would never end.
    const { size, mtimeMs } = statSync(path);
    return { key: `${path} ${size} ${mtimeMs}`, bytes: statSync(path).isFile() ? size : null };
  } catch (error) {
    if (osErrorCode(error) === undefined) throw error;
    return { key: `${path} gone`, bytes: null };
  }
}

/** Reports are kept for each path, size and time, so that a changed file is judged again. */
export function createQualityStore(): QualityStore {
  const known = new Map<string, Judged>();
  const queued = new Set<string>();
  let last: Promise<void> = Promise.resolve();
  const begin = (key: string, entry: BarFileEntry, where: RecordedFiles): void => {
    if (queued.has(key)) return;
    queued.add(key);
    last = last
      // A pause lets requests through between two files.
      .then(() => new Promise<void>((resolve) => setImmediate(resolve)))
      .then(() => judge(entry, where))
      .then(
        (judged) => void known.set(key, judged),
        () => void known.set(key, NO_FILE),
      )
      .finally(() => queued.delete(key));
  };
  return {
    list: (where) =>
      listBarFiles(where.workspace.dataFolders).files.map((entry): BarFileQuality => {
        const { key, bytes } = look(entry.path);
        let judged = known.get(key);
        if (bytes === null) judged = NO_FILE;
        else if (bytes > BYTES_MAX) judged = TOO_LARGE;
        else if (!judged) begin(key, entry, where);
        return { entry, bytes, report: judged?.report, problem: judged?.problem };
      }),
  };
}
