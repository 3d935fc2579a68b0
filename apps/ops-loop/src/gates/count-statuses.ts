import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { osErrorCode } from '@assay/workspace';
import type { TickTotals } from './prometheus-text.js';

/** Counts the ticks of a whole index by how they ended, without parsing its lines. */
export function countStatusesIn(text: string): TickTotals {
  const count = (status: string) => text.split(`"status":"${status}"`).length - 1;
  return {
    ready: count('ready'),
    not_ready: count('not_ready'),
    failed: count('failed'),
    timed_out: count('timed_out'),
  };
}

/** The same for the index of a run folder, absolute; all zero when there is none. */
export function countStatuses(runPath: string | null): TickTotals {
  if (runPath === null) return countStatusesIn('');
  try {
    return countStatusesIn(readFileSync(join(runPath, 'soak_index.ndjson'), 'utf8'));
  } catch (error) {
    if (osErrorCode(error) === undefined) throw error;
    return countStatusesIn('');
  }
}
