import { AssayError } from '@assay/core';
import type { Ending, ToolIo } from '@assay/cli';
import { withSession } from '@assay/pipeline';
import { planRetirement, retireDirective } from '@assay/sweep';
import { sessionRequest } from '../surroundings.js';

/** The flags of `retire`. */
export interface RetireFlags {
  readonly reason: string;
  readonly actor?: string | undefined;
  readonly dryRun?: true | undefined;
}

/** Takes the rows of a directive out of the sheet. */
export async function retire(
  io: ToolIo,
  root: string,
  directive: string,
  flags: RetireFlags,
): Promise<Ending> {
  const reason = flags.reason.trim();
  if (reason === '') {
    throw new AssayError('USAGE', 'the reason is empty', { next: 'Say why: --reason "…".' });
  }
  const request = sessionRequest(io, root, `retire ${directive}`, flags.actor);
  return withSession(request, async (session) => {
    const work = planRetirement(session, directive, reason);
    const applied = flags.dryRun ? undefined : await retireDirective(session, work);
    const rows = work.retire;
    return {
      schema: 'integrity-sweep.retire/1',
      body: {
        directive,
        reason,
        dry_run: flags.dryRun === true,
        retired: rows.map((row) => ({ ...row })),
        quarantined: [...work.quarantine],
        count: rows.length,
        sweep: applied?.sweep ?? null,
      },
      text: () => {
        const which = rows.map((row) => `${row.row} (${row.symbol})`).join(', ');
        if (!applied) return `${directive}: rows ${which} would be retired`;
        return `${directive}: rows ${which} are retired\nto take it back: integrity-sweep undo ${applied.sweep}`;
      },
    };
  });
}
