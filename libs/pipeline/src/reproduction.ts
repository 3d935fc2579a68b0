import { AssayError, diagnostic } from '@assay/core';
import type { RunContext, RunStep } from './stages/stage.js';

/** Refuses a step whose bytes differ from those that an earlier execution of the run committed. */
export function assertReproduced(context: RunContext, step: RunStep): void {
  const before = new Map(
    context.session.ledger.artifacts(context.run.run_id).map((a) => [a.path, a.sha256]),
  );
  const different = step.files.filter((file) => {
    const known = before.get(file.target);
    return known !== undefined && known !== file.sha256;
  });
  if (different.length === 0) return;
  throw AssayError.of(
    different.map((file) =>
      diagnostic(
        'NON_DETERMINISTIC_RUN',
        `run ${context.run.run_id} wrote other bytes than before`,
        {
          place: { file: file.target },
          found: file.sha256,
          expected: before.get(file.target) ?? '',
        },
      ),
    ),
  );
}
