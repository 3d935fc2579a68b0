import type { OpsContext } from '../../context.js';
import { pinOutcome } from '../../evidence/pin-outcome.js';
import type { OpsOutcome } from '../../outcome.js';
import type { RetainFlags } from '../../retention/retention-policy.js';
import { runRetention } from '../../retention/run-retention.js';
import type { RetainTarget } from '../../retention/retain-target.js';

/** Thins out what is old and pins what went and why; dry, it pins what would go. */
export function retain(context: OpsContext, target: RetainTarget, flags: RetainFlags): OpsOutcome {
  const { outcome, plan } = runRetention(context, target, flags);
  const bytes = `${JSON.stringify(plan, null, 2)}\n`;
  return pinOutcome(context, outcome, {
    class: 'retain',
    payload: [{ path: 'plan.json', bytes }],
    lines: { target, ...outcome.facts },
  });
}
