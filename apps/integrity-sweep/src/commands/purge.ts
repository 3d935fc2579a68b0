import { AssayError } from '@assay/core';
import { DURATION_FORM, parseDuration, renderTable, type Ending, type ToolIo } from '@assay/cli';
import { withSession } from '@assay/pipeline';
import { planPurge, purgeQuarantine } from '@assay/sweep';
import { sessionRequest } from '../surroundings.js';

/** The flags of `purge`. */
export interface PurgeFlags {
  readonly olderThan: string;
  readonly actor?: string | undefined;
  readonly dryRun?: true | undefined;
}

/** Deletes what has been in quarantine for longer than a duration. */
export async function purge(io: ToolIo, root: string, flags: PurgeFlags): Promise<Ending> {
  const olderThanMs = parseDuration(flags.olderThan);
  if (olderThanMs === undefined) {
    throw new AssayError('USAGE', `--older-than cannot be read: ${flags.olderThan}`, {
      found: flags.olderThan,
      expected: DURATION_FORM,
    });
  }
  const isDryRun = flags.dryRun === true;
  return withSession(sessionRequest(io, root, 'purge', flags.actor), (session) => {
    const sweeps = planPurge(session, olderThanMs);
    if (!isDryRun) purgeQuarantine(session, sweeps);
    return Promise.resolve({
      schema: 'integrity-sweep.purge/1',
      body: {
        dry_run: isDryRun,
        purged: sweeps.map((one) => ({ ...one })),
        count: sweeps.length,
      },
      text: (view) => {
        if (sweeps.length === 0) return `nothing in quarantine is older than ${flags.olderThan}`;
        const table = renderTable(
          [
            { header: 'sweep' },
            { header: 'files', align: 'right' },
            { header: 'bytes', align: 'right' },
          ],
          sweeps.map(({ sweep, files, bytes }) => [sweep, String(files), String(bytes)]),
          { width: view.width, style: view.style },
        );
        return `${table}\n${isDryRun ? 'would be deleted' : 'deleted for good'}`;
      },
    });
  });
}
