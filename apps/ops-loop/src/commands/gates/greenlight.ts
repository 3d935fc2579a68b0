import type { OpsContext } from '../../context.js';
import { gatherLiveState } from '../../gates/gather-live-state.js';
import { greenlightOutcome } from '../../gates/greenlight-outcome.js';
import type { OpsOutcome } from '../../outcome.js';

/** Looks; with `--pin` what was seen is sealed, red like green. */
export async function greenlight(
  context: OpsContext,
  { pin }: { readonly pin?: true | undefined },
): Promise<OpsOutcome> {
  const outcome = greenlightOutcome(await gatherLiveState(context), context.settings);
  if (pin !== true) return outcome;
  // Only sealing needs what it takes to seal.
  const { pinOutcome } = await import('../../evidence/pin-outcome.js');
  return pinOutcome(context, outcome, { class: 'greenlight', payload: [] });
}
