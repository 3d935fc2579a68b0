import { renderTable } from '@assay/cli';
import type { OpsContext } from '../../context.js';
import type { Check, OpsOutcome } from '../../outcome.js';
import { gatherScene } from '../../triage/gather-scene.js';
import { diagnose, TRIAGE_TABLE, type Diagnosis } from '../../triage/triage-table.js';

function checkOf(id: string, found: Diagnosis | undefined): Check {
  if (!found) return { id, ok: true, severity: 'error', observed: null, limit: null, detail: '' };
  const { severity, cause, command } = found;
  return { id, ok: false, severity, observed: cause, limit: null, detail: `${cause}; ${command}` };
}

/** Which causes of which symptoms are there, and the command to run for each. */
export async function doctor(context: OpsContext): Promise<OpsOutcome> {
  const scene = await gatherScene(context);
  const found = diagnose(scene);
  const errors = found.filter(({ severity }) => severity === 'error');
  return {
    ok: errors.length === 0,
    ...(errors[0] && { reason: errors[0].id }),
    facts: { rows: TRIAGE_TABLE.length, causes: found.length },
    run: scene.state.run?.name ?? null,
    checks: TRIAGE_TABLE.map(({ id }) =>
      checkOf(
        id,
        found.find((one) => one.id === id),
      ),
    ),
    data: { diagnoses: found.map((one) => ({ ...one })) },
    next: [...new Set(found.map(({ command }) => command))],
    lines: ({ width, style }) =>
      found.length === 0
        ? ['Nothing that the table of triage knows is wrong.']
        : [
            renderTable(
              [{ header: 'symptom' }, { header: 'cause' }, { header: 'run' }],
              found.map(({ symptom, cause, command }) => [symptom, cause, command]),
              { width, style },
            ),
          ],
  };
}
