import { join } from 'node:path';
import { assertReproduced } from '../reproduction.js';
import { placeStaged, stagingFolder } from '../staging.js';
import type { ExecuteResult } from '../work/tasks.js';
import { runUnit } from './run-unit.js';
import type { RunContext, RunStep } from './stage.js';

/** Stage 1: simulates the run on a thread of its strategy and stages the raw results. */
export async function executeRun(context: RunContext): Promise<RunStep> {
  const { session, run } = context;
  const unit = await runUnit(context);
  const token = `${run.attempt}-${run.run_id}-1`;
  const result = await session.pool.run<ExecuteResult>(
    {
      kind: 'execute',
      unit,
      stagingFolder: join(session.workspace.root, stagingFolder(session, token)),
    },
    {
      affinity: unit.inputs['strategy'] ?? unit.runId,
      timeoutMs: session.workspace.config.strategy_timeout_s * 1000,
    },
  );
  const step: RunStep = {
    files: placeStaged(session, token, result.files, `runs/${run.run_id}/artifacts`),
    outcome: result.trades > 0 ? 'TRADED' : 'NO_TRADES',
    trades: result.trades,
    netPnl: result.netPnl,
    bars: unit.to - unit.first,
  };
  assertReproduced(context, step);
  return step;
}
