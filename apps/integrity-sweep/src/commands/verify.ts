import type { Ending, ToolIo } from '@assay/cli';
import { findingDocument, lookAtWorkspace } from '@assay/sweep';
import { diagnosticsOf, exitOf, findingsTable } from '../findings-view.js';
import { CLOCK } from '../surroundings.js';

/** Recomputes everything and says what is not as recorded; writes nothing at all. */
export function verify(io: ToolIo): Ending {
  const { scan, head } = lookAtWorkspace({
    workspaceFlag: io.flags.workspace,
    cwd: io.cwd,
    clock: CLOCK,
    trustHint: false,
  });
  const { findings, counts } = scan;
  return {
    schema: 'integrity-sweep.verify/1',
    body: {
      head: { seq: head.seq, hash: head.hash },
      counts: { ...counts, findings: findings.length },
      findings: findings.map(findingDocument),
    },
    diagnostics: diagnosticsOf(
      findings,
      'verifyExit',
      'integrity-sweep shows what can be repaired.',
    ),
    exit: exitOf(findings, 'verifyExit'),
    text: (view) => {
      const looked =
        `${counts.events} events, ${counts.capsules} capsules, ${counts.portfolios} portfolios, ` +
        `${counts.files} sealed files`;
      if (findings.length === 0) return `${looked}: all as recorded\nhead ${head.seq} ${head.hash}`;
      return `${findingsTable(findings, view)}\n${looked}`;
    },
  };
}
