import type { Clock } from '@assay/core';
import { readLockFile } from './lock-file.js';
import { describeHolder, parseLockRecord, whyGone } from './lock-record.js';
import type { WorkspacePaths } from './paths.js';
import { nodeProcessInfo, type ProcessInfo } from './process-info.js';

/**
 * Who writes to a workspace now, in one line; undefined when nobody does, or only a process that is
 * provably gone. For readers: nothing is taken and nobody is waited for.
 */
export function livingHolder(
  paths: WorkspacePaths,
  clock: Clock,
  processInfo: ProcessInfo = nodeProcessInfo(),
): string | undefined {
  const found = readLockFile(paths.lock.absolute);
  if (!found) return undefined;
  const record = parseLockRecord(found.text);
  // Half-written at this moment: somebody is about to write.
  if (!record) return 'an unreadable lock file';
  const gone = whyGone(record, processInfo.identity(), processInfo, clock.now());
  return gone === undefined ? describeHolder(record) : undefined;
}
