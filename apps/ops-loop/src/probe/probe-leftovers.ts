import { join } from 'node:path';
import { formatStamp } from '@assay/core';
import { nodeProcessInfo, type FileStore } from '@assay/workspace';

const LEFTOVER = /^\.trash-(?:probe|written)-\d{8}T\d{9}Z-(\d+)$/;

/** A folder or file of this process directly below the ops root, which may be removed. */
export function asideName(what: 'probe' | 'written', nowMs: number): string {
  return `.trash-${what}-${formatStamp(nowMs)}-${process.pid}`;
}

/** Removes what probes left behind that were killed; what belongs to a living process stays. */
export function clearLeftovers(files: FileStore): void {
  const processes = nodeProcessInfo();
  for (const { name } of files.list(files.root)) {
    const pid = LEFTOVER.exec(name)?.[1];
    if (pid === undefined || processes.startTimeOf(Number(pid)) !== undefined) continue;
    files.remove(join(files.root, name));
  }
}
