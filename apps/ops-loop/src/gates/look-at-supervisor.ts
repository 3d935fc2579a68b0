import type { OpsContext } from '../context.js';
import type { RunFolder } from '../runs/find-runs.js';
import { askSupervisor } from '../supervisor/ask-supervisor.js';
import type { LiveState } from './live-state.js';

/** Asks whether the supervisor of a run lives: its own answer, now, is the only proof. */
export async function lookAtSupervisor(
  context: OpsContext,
  run: RunFolder | null,
): Promise<LiveState['supervisor']> {
  const answer = await askSupervisor(context);
  if (!answer.running) return { isAlive: false, detail: `no supervisor answers: ${answer.why}` };
  if (run === null || answer.run !== run.name) {
    return { isAlive: false, detail: `the supervisor that answers is of ${answer.run}` };
  }
  return { isAlive: true, detail: `process ${answer.pid} answers: ${answer.phase}` };
}
