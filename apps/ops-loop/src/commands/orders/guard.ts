import { AssayError } from '@assay/core';
import type { OpsContext } from '../../context.js';
import { describeGuard, guardView } from '../../guard/guard-view.js';
import type { Check, OpsOutcome } from '../../outcome.js';

function check(id: string, observed: Check['observed'], detail: string): Check {
  return { id, ok: true, severity: 'error', observed, limit: null, detail };
}

/** Says what the guard sees; whoever it refuses never gets here. */
export function guard(context: OpsContext): OpsOutcome {
  const view = guardView(context);
  const { root, mode, dryRun, names, read, passed } = view;
  return {
    ok: true,
    checks: [
      check('environment', [...read], `${names} names judged, none refused`),
      check('root', root, `${context.places.root} is a folder of the workspace, without links`),
      check('mode', mode, dryRun ? `${mode}, dry run` : `${mode}, no dry run`),
      check('children', [...passed], `children get ${passed.join(', ')}`),
    ],
    facts: { mode, dry_run: dryRun, root },
    data: { ...view, says: describeGuard(view) },
  };
}

/**
 * A cycle as a service runs it: in shadow mode and no other.
 *
 * @throws AssayError OPS_MODE_REFUSED.
 */
export async function guardCycle(context: OpsContext): Promise<OpsOutcome> {
  const { mode } = context.settings;
  if (mode !== 'shadow') {
    throw new AssayError('OPS_MODE_REFUSED', 'a guarded cycle runs in shadow mode only', {
      found: mode,
      expected: 'shadow',
      next: 'Use `ops-loop cycle` for another mode.',
    });
  }
  const { cycle } = await import('../../orders/cycle.js');
  return cycle(context);
}
