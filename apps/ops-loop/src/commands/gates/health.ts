import type { OpsContext } from '../../context.js';
import type { OpsOutcome } from '../../outcome.js';
import { chooseRun } from '../../runs/find-runs.js';

/** Is the supervisor alive and its last tick fresh and whole. */
export function health(context: OpsContext): OpsOutcome {
  const run = chooseRun(context);
  return { ok: true, run: run.name };
}
