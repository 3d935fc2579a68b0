import type { Ending, ToolIo } from '@assay/cli';
import { currentUser, withSession, withWriter } from '@assay/pipeline';
import { catchUpWithDatabase, findingDocument, rebuildDatabase } from '@assay/sweep';
import { diagnosticsOf, exitOf, findingsTable } from '../findings-view.js';
import { CLOCK, sessionRequest } from '../surroundings.js';

/** The flags of `rebuild`. */
export interface RebuildFlags {
  readonly acceptLoss?: true | undefined;
  readonly actor?: string | undefined;
}

const FROM = {
  sound: 'the database is sound; nothing was changed',
  events: 'the database was made anew from .assay/events.ndjson',
  capsules: 'the database was made anew from capsules alone; history and times are lost',
} as const;

/** Makes a lost or damaged database anew. */
export async function rebuild(io: ToolIo, root: string, flags: RebuildFlags): Promise<Ending> {
  const request = sessionRequest(io, root, 'rebuild', flags.actor);
  const { source, head, quarantined, lost } = await withWriter(request, (writer) =>
    rebuildDatabase({
      writer,
      clock: CLOCK,
      actor: flags.actor ?? currentUser(),
      acceptLoss: flags.acceptLoss === true,
    }),
  );
  const findings = source === 'sound' ? [] : await withSession(request, catchUpWithDatabase);
  return {
    schema: 'integrity-sweep.rebuild/1',
    body: {
      source,
      head: { seq: head.seq, hash: head.hash },
      quarantined: [...quarantined],
      lost: [...lost],
      findings: findings.map(findingDocument),
    },
    diagnostics: diagnosticsOf(
      findings,
      'sweepExit',
      'integrity-sweep shows what can be repaired.',
    ),
    exit: exitOf(findings, 'sweepExit'),
    text: (view) =>
      [
        FROM[source],
        `head ${head.seq} ${head.hash}`,
        ...quarantined.map((path) => `kept: ${path}`),
        ...lost.map((what) => `lost: ${what}`),
        ...(findings.length > 0 ? [findingsTable(findings, view)] : []),
      ].join('\n'),
  };
}
