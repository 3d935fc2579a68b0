import { diagnostic, type Diagnostic } from '@assay/core';
import type { Session } from '../session.js';
import { readPolicy } from './policy-file.js';

/** A note when a complete directive would be judged by another policy today; findings of a wrong one. */
export function policyNotes(session: Session, directiveId: string): readonly Diagnostic[] {
  const [row] = session.ledger.portfolioRows({ directiveId, status: 'current' });
  const { policy, diagnostics } = readPolicy(session.files, session.workspace, directiveId);
  if (!policy) return diagnostics.map((found) => ({ ...found, severity: 'warning' as const }));
  const judged = row?.values['policy_hash'];
  if (typeof judged !== 'string' || judged === policy.sha256) return [];
  return [
    diagnostic('POLICY_CHANGED', `${directiveId} was judged by another policy`, {
      severity: 'note',
      found: `policy ${policy.name}, version ${policy.version}, ${policy.sha256}`,
      expected: judged,
      next: `To judge it anew: reset-directive ${directiveId} --reason "…"`,
    }),
  ];
}
