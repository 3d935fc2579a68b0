import { join } from 'node:path';
import { assertReproduced } from '../reproduction.js';
import { placeStaged, stagingFolder } from '../staging.js';
import { assertStage1Artifacts } from '../verify-artifacts.js';
import type { IndexResult } from '../work/tasks.js';
import type { RunContext, RunStep } from './stage.js';

/** Stage 3: the row of the master sheet. The commit that follows is what indexes the run. */
export async function indexRun(context: RunContext): Promise<RunStep> {
  const { session, run } = context;
  assertStage1Artifacts(session, run);
  const token = `${run.attempt}-${run.run_id}-3`;
  const result = await session.pool.run<IndexResult>({
    kind: 'index',
    computeFile: session.toolchain.computeFile,
    artifacts: join(session.workspace.paths.capsule(run.run_id).absolute, 'artifacts'),
    stagingFolder: join(session.workspace.root, stagingFolder(session, token)),
  });
  const step: RunStep = {
    files: placeStaged(session, token, result.files, `runs/${run.run_id}/artifacts`),
    masterRow: result.row,
  };
  assertReproduced(context, step);
  return step;
}
