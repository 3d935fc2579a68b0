import { join } from 'node:path';
import { formatStamp } from '@assay/core';
import { isTemporaryName, nodeProcessInfo, type FileStore } from '@assay/workspace';
import { builderOf } from './tick-name.js';

const TRASH = '.trash-ticks-';

/** The process that was making something under this name; undefined for what is no half-made thing. */
function makerOf(name: string): number | undefined {
  if (!isTemporaryName(name)) return builderOf(name);
  return Number(/\.(\d+)-\d+-\d+\.tmp$/.exec(name)?.[1]);
}

/**
 * Puts half-made ticks and records whose process has ended aside, then removes them, and what an
 * earlier such clearing left. Nothing that could be taken for a tick or a record is ever touched.
 *
 * @param folders - Absolute paths of run folders, and of the folder that they lie in.
 * @returns Names of the half-made things that are gone now.
 */
export function clearUnfinished(
  files: FileStore,
  folders: readonly string[],
  nowMs: number,
): readonly string[] {
  const processes = nodeProcessInfo();
  const cleared: string[] = [];
  const trash = join(files.root, `${TRASH}${formatStamp(nowMs)}-${process.pid}`);
  for (const folder of folders) {
    for (const { name } of files.list(folder)) {
      const maker = makerOf(name);
      if (maker === undefined || processes.startTimeOf(maker) !== undefined) continue;
      files.moveAside(join(folder, name), join(trash, `${cleared.length}-${name}`));
      cleared.push(name);
    }
  }
  for (const { name } of files.list(files.root)) {
    if (name.startsWith(TRASH)) files.remove(join(files.root, name));
  }
  return cleared;
}
