import type { OpsContext } from '../../context.js';
import { gatherLiveState } from '../../gates/gather-live-state.js';
import { healthOutcome } from '../../gates/health-outcome.js';
import type { OpsOutcome } from '../../outcome.js';

/** Is the supervisor alive and its last tick fresh and whole. */
export async function health(context: OpsContext): Promise<OpsOutcome> {
  return healthOutcome(await gatherLiveState(context), context.settings);
}
