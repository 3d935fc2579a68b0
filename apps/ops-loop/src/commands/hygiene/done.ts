import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { osErrorCode } from '@assay/workspace';
import type { OpsContext } from '../../context.js';
import { baselineLine, doneLine, finishLines } from '../../done/finish-lines.js';
import { readDoneState } from '../../done/read-done-state.js';
import { pinOutcome } from '../../evidence/pin-outcome.js';
import { judgeBaseline } from '../../hygiene/judge-baseline.js';
import { workspaceTree } from '../../hygiene/workspace-tree.js';
import { jobOf } from '../../job-table.js';
import type { Check, OpsOutcome } from '../../outcome.js';
import { chooseManager } from '../../services/choose-services.js';

function outcomeOf(checks: readonly Check[]): OpsOutcome {
  const missing = checks.filter(({ ok, severity }) => !ok && severity === 'error');
  const ok = missing.length === 0;
  return {
    ok,
    facts: { lines: checks.length, missing: missing.length },
    checks,
    ...(!ok && {
      reason: 'incomplete',
      error: {
        code: 'DONE_INCOMPLETE' as const,
        message: 'not every finish line is reached',
        found: missing.map(({ id }) => id).join(', '),
        expected: 'every finish line reached',
      },
      next: ['ops-loop plan', 'ops-loop doctor'],
    }),
  };
}

/** Says for every finish line of the workbook whether it is reached. */
export async function doneCheck(
  context: OpsContext,
  { preflight }: { readonly preflight?: true },
): Promise<OpsOutcome> {
  const state = await readDoneState(context);
  if (preflight === true) {
    return outcomeOf([
      treeLine(context),
      baselineLine(state),
      doneLine(state),
      automationLine(context),
    ]);
  }
  return outcomeOf([...finishLines(state), doneLine(state)]);
}

/** Pins what the finish lines say now. */
export async function donePin(context: OpsContext): Promise<OpsOutcome> {
  const state = await readDoneState(context);
  const outcome = outcomeOf(finishLines(state));
  const named = [state.audit, state.dashboard, state.stop, state.baseline, ...state.cycles];
  return pinOutcome(context, outcome, {
    class: 'done',
    payload: [{ path: 'finish_lines.json', bytes: `${JSON.stringify(state, null, 2)}\n` }],
    references: named.flatMap((pin) => (pin ? [`evidence/${pin.name}`] : [])),
  });
}

function treeLine(context: OpsContext): Check {
  const { tree, isOurs } = workspaceTree(context);
  const red = judgeBaseline(tree, isOurs).filter(({ ok, id }) => !ok && id === 'tree_clean');
  return {
    id: 'tree_clean',
    ok: red.length === 0,
    severity: 'error',
    observed: red.length === 0,
    limit: true,
    detail: red[0]?.detail ?? 'clean, or only what is parked',
  };
}

/** Whatever runs the cycle by itself must be in shadow mode and dry. */
function automationLine(context: OpsContext): Check {
  const manager = chooseManager(context, undefined);
  const files = manager.unitFiles('cycle').flatMap(({ name }) => {
    const text = installed(manager.unitFolder, name);
    return text === undefined || name.endsWith('.timer') ? [] : [{ name, text }];
  });
  const wrong = files.filter(({ text }) => !isShadowAndDry(text));
  return {
    id: 'automation_dry',
    ok: wrong.length === 0 && jobOf('cycle').dryRun,
    severity: 'error',
    observed: wrong.map(({ name }) => name),
    limit: [],
    detail:
      wrong.length > 0
        ? `not MODE=shadow and --dry-run: ${wrong.map(({ name }) => name).join(', ')}`
        : files.length === 0
          ? 'no cycle is installed'
          : 'MODE=shadow and --dry-run',
  };
}

function isShadowAndDry(text: string): boolean {
  const isShadow = /MODE=shadow|<key>MODE<\/key>\s*<string>shadow</.test(text);
  return isShadow && text.includes('--dry-run') && !text.includes('--no-dry-run');
}

function installed(folder: string | undefined, name: string): string | undefined {
  if (folder === undefined) return undefined;
  try {
    return readFileSync(join(folder, name), 'utf8');
  } catch (error) {
    if (osErrorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}
