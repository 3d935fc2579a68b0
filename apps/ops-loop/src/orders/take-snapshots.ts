import type { OpsCommandName } from '../command-table.js';
import type { OpsContext } from '../context.js';
import { outcomeOfError, tokenOf } from '../ending.js';
import type { OpsOutcome } from '../outcome.js';
import { takeAuditSnapshot } from '../snapshots/take-audit-snapshot.js';
import { takeDashboardSnapshot } from '../snapshots/take-dashboard-snapshot.js';

/** A snapshot that an order took. */
export interface TakenSnapshot {
  readonly command: OpsCommandName;
  readonly ok: boolean;
  readonly token: string;
  /** Relative to the ops root; null when nothing could be sealed. */
  readonly evidence: string | null;
}

async function take(
  context: OpsContext,
  command: OpsCommandName,
  work: (context: OpsContext) => Promise<OpsOutcome>,
): Promise<TakenSnapshot> {
  let outcome: OpsOutcome;
  try {
    outcome = await work({ ...context, command });
  } catch (error) {
    outcome = outcomeOfError(error);
  }
  const evidence = outcome.artifacts?.evidence ?? null;
  return { command, ok: outcome.ok, token: tokenOf(command, outcome), evidence };
}

/** Takes a dashboard and an audit snapshot, red or green: what an order leaves for whoever looks later. */
export async function takeSnapshots(context: OpsContext): Promise<readonly TakenSnapshot[]> {
  return [
    await take(context, 'dashboard snapshot', (one) => takeDashboardSnapshot(one)),
    await take(context, 'audit snapshot', (one) => takeAuditSnapshot(one)),
  ];
}
