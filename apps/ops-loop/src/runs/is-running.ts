import { isAssayError } from '@assay/core';
import { nodeProcessInfo } from '@assay/workspace';
import { readRunState } from '../records/read-run.js';

/** Whether the very process that the state of a run names is alive on this machine. */
export function isRunning(runPath: string): boolean {
  try {
    const { phase, pid, pid_start, boot_id } = readRunState(runPath);
    const processes = nodeProcessInfo();
    const isHere = boot_id === processes.identity().boot_id;
    return phase !== 'stopped' && isHere && processes.startTimeOf(pid) === pid_start;
  } catch (error) {
    // Without a readable state there is no supervisor that could be using it.
    if (isAssayError(error)) return false;
    throw error;
  }
}
