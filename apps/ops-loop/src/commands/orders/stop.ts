import type { OpsContext } from '../../context.js';
import { sealStop } from '../../orders/seal-stop.js';
import { stopEverything } from '../../orders/stop-everything.js';
import type { OpsOutcome } from '../../outcome.js';
import type { ManagerKind } from '../../services/service-port.js';

/** Flags of its own. */
export interface StopFlags {
  readonly quick?: true | undefined;
  readonly manager?: ManagerKind | undefined;
}

/** Stops everything, proves it, keeps the proof. */
export async function stop(context: OpsContext, flags: StopFlags): Promise<OpsOutcome> {
  const { manager, quick } = flags;
  const isQuick = quick === true;
  return sealStop(context, await stopEverything(context, { manager, isQuick, isBySoak: false }));
}
