import { join } from 'node:path';
import { formatStamp } from '@assay/core';
import { nodeProcessInfo, type FileStore } from '@assay/workspace';
import { builderOf } from './tick-name.js';

const TRASH = '.trash-ticks-';

/**
 * Puts half-made ticks whose process has ended aside, then removes them, and what an earlier such
 * clearing left. Nothing that could be taken for a tick is ever touched.
 *
 * @param runPaths - Absolute paths of run folders.
 * @returns Names of the half-made folders that are gone now.
 */
export function clearUnfinished(
  files: FileStore,
  runPaths: readonly string[],
  nowMs: number,
): readonly string[] {
  const processes = nodeProcessInfo();
  const cleared: string[] = [];
  const trash = join(files.root, `${TRASH}${formatStamp(nowMs)}-${process.pid}`);
  for (const runPath of runPaths) {
    for (const { name } of files.list(runPath)) {
      const builder = builderOf(name);
      if (builder === undefined || processes.startTimeOf(builder) !== undefined) continue;
      files.moveAside(join(runPath, name), join(trash, `${cleared.length}-${name}`));
      cleared.push(name);
    }
  }
  for (const { name } of files.list(files.root)) {
    if (name.startsWith(TRASH)) files.remove(join(files.root, name));
  }
  return cleared;
}
