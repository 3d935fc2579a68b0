import { join } from 'node:path';
import { assertReproduced } from '../reproduction.js';
import { placeStaged, stagingFolder } from '../staging.js';
import { assertStage1Artifacts } from '../verify-artifacts.js';
import type { CompileResult } from '../work/tasks.js';
import type { RunContext, RunStep } from './stage.js';

/** Stage 2: workbook and page of the run, from its committed stage-1 artifacts and nothing else. */
export async function compileReport(context: RunContext): Promise<RunStep> {
  const { session, run } = context;
  assertStage1Artifacts(session, run);
  const token = `${run.attempt}-${run.run_id}-2`;
  const result = await session.pool.run<CompileResult>({
    kind: 'compile',
    computeFile: session.toolchain.computeFile,
    artifacts: join(session.workspace.paths.capsule(run.run_id).absolute, 'artifacts'),
    stagingFolder: join(session.workspace.root, stagingFolder(session, token)),
  });
  const step = { files: placeStaged(session, token, result.files, `runs/${run.run_id}/artifacts`) };
  assertReproduced(context, step);
  return step;
}
