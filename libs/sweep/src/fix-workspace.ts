import { AssayError } from '@assay/core';
import { recover, type Ledger } from '@assay/ledger';
import { withSession, type Session, type SessionRequest } from '@assay/pipeline';
import { applySweep } from './apply-sweep.js';
import type { Finding } from './finding.js';
import { isEmptyPlan, planSweep, type SweepPlan } from './plan-sweep.js';
import { checkChain } from './checks/check-chain.js';
import { ARTIFACTS_GONE } from './checks/check-sealed-folders.js';
import type { SweepWorld } from './sweep-world.js';
import { rebuildViews } from './rebuild-views.js';
import { scanWorkspace, type Scan } from './scan-workspace.js';

/** What a repair is to be done by. */
export interface FixRequest {
  readonly session: Omit<SessionRequest, 'inspect' | 'keepStaging'>;
  /** Refuse any other plan than the one with this hash, or with a hash that begins so. */
  readonly planHash: string | undefined;
  /** Called with scan and plan before anything is changed. */
  readonly onPlan: (scan: Scan, plan: SweepPlan) => void;
}

/** What a repair came to. */
export interface FixResult {
  readonly scan: Scan;
  readonly plan: SweepPlan;
  /** Null when there was nothing to move and no row to retire. */
  readonly sweep: string | null;
  /** What a second look still finds. */
  readonly remaining: readonly Finding[];
}

/**
 * Scans under the lock, makes the plan, and carries out exactly that plan. Altered evidence and a
 * broken chain stay as they are.
 * @throws AssayError SWEEP_PLAN_CHANGED when another plan was asked for; LEDGER_CHAIN_BROKEN when the
 *   log cannot be trusted, before anything is written.
 */
export async function fixWorkspace(request: FixRequest): Promise<FixResult> {
  let decided: { readonly scan: Scan; readonly plan: SweepPlan } | undefined;
  return withSession(
    {
      ...request.session,
      keepStaging: true,
      inspect: ({ workspace, files, ledger, isAsLeft }) => {
        const { clock } = request.session;
        const world = { workspace, files, ledger, clock, isBusy: false, isAsLeft };
        finishCommits(world, ledger);
        const scan = scanWorkspace(world);
        const plan = planSweep(scan.findings, ledger.head());
        decided = { scan, plan };
        request.onPlan(scan, plan);
        assertChain(scan.findings);
        assertPlan(plan, request.planHash);
      },
    },
    async (session) => {
      if (!decided) throw new Error('the session began without its inspection');
      const { scan, plan } = decided;
      const sweep = await carryOut(session, plan);
      const again = scanWorkspace({ ...session, isBusy: false, isAsLeft: true });
      return { scan, plan, sweep, remaining: again.findings };
    },
  );
}

/** Renames of a commit that was killed come first: they are done already, as far as the ledger goes. */
function finishCommits(world: SweepWorld, ledger: Ledger): void {
  const isPending = ledger.pendingMoves().length + ledger.pendingPublications().length > 0;
  if (!isPending || checkChain(world).some(({ kind }) => kind === 'broken-chain')) return;
  recover({ ledger, files: world.files, paths: world.workspace.paths, keepStaging: true });
}

async function carryOut(session: Session, plan: SweepPlan): Promise<string | null> {
  if (isEmptyPlan(plan)) return null;
  const hasMoves = plan.quarantine.length + plan.retire.length > 0;
  const applied = hasMoves
    ? applySweep(session, {
        ...plan,
        planHash: plan.hash,
        reason: ARTIFACTS_GONE,
        isLoss: true,
      })
    : null;
  await rebuildViews(session, plan.rebuild);
  return applied?.sweep ?? null;
}

function assertChain(findings: readonly Finding[]): void {
  const broken = findings.find(({ kind }) => kind === 'broken-chain');
  if (!broken) return;
  throw new AssayError('LEDGER_CHAIN_BROKEN', `${broken.message}; nothing was touched`, {
    place: { file: broken.path },
    found: broken.found,
    expected: broken.expected,
  });
}

function assertPlan(plan: SweepPlan, asked: string | undefined): void {
  if (asked === undefined || (asked !== '' && plan.hash.startsWith(asked))) return;
  throw new AssayError('SWEEP_PLAN_CHANGED', 'the plan is another one; nothing was changed', {
    found: plan.hash,
    expected: asked,
  });
}
