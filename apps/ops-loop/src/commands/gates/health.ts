import type { OpsContext } from '../../context.js';
import { gatherLiveState } from '../../gates/gather-live-state.js';
import { healthOutcome } from '../../gates/health-outcome.js';
import type { OpsOutcome } from '../../outcome.js';

/** Is the supervisor alive and its last tick fresh and whole; or was it, in an archive. */
export async function health(
  context: OpsContext,
  { archive }: { readonly archive?: string | undefined } = {},
): Promise<OpsOutcome> {
  if (archive !== undefined) {
    const { archiveHealth } = await import('../../gates/archive-health.js');
    return archiveHealth(context, archive);
  }
  return healthOutcome(await gatherLiveState(context), context.settings);
}
