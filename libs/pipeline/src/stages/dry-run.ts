import type { DryRunResult } from '../work/tasks.js';
import { runUnit } from './run-unit.js';
import type { RunContext, RunStep } from './stage.js';

/**
 * Stage 0.75, the entry gate of stage 1: the hooks run without crashing, keep their contract, and
 * give the same columns and decisions on truncated data. Has no state; repeated on resume.
 */
export async function proveDryRun(context: RunContext): Promise<RunStep> {
  const { session } = context;
  const unit = await runUnit(context);
  await session.pool.run<DryRunResult>(
    { kind: 'dry-run', unit },
    {
      affinity: unit.inputs['strategy'] ?? unit.runId,
      timeoutMs: session.workspace.config.strategy_timeout_s * 1000,
    },
  );
  return { files: [] };
}
