import { AssayError, formatInstant } from '@assay/core';
import { renderTable } from '@assay/cli';
import type { OpsContext } from '../../context.js';
import type { OpsOutcome } from '../../outcome.js';
import { addToPlan, foldPlan, parsePlan, type PlanEvent } from '../../plan/plan-items.js';
import { ownedSteps } from '../../plan/step-table.js';
import { nodeFileStore } from '@assay/workspace';

function readEvents({ workspace, places }: OpsContext): readonly PlanEvent[] {
  const store = nodeFileStore(workspace.root);
  if (!store.exists(places.planItems)) return [];
  return parsePlan(places.planItems, store.readText(places.planItems));
}

function show(events: readonly PlanEvent[]): OpsOutcome {
  const steps = ownedSteps();
  const items = foldPlan(events);
  const open = items.filter(({ state }) => state === 'open');
  return {
    ok: true,
    facts: { steps: steps.length, open: open.length },
    data: {
      steps: steps.map((step) => ({
        ...step,
        pin: step.evidence === null ? null : `pins/${step.evidence}/`,
      })),
      items: items.map((item) => ({ ...item })),
    },
    lines: (view) => [
      renderTable(
        [{ header: '' }, { header: 'Command' }, { header: 'Owner' }, { header: 'Passes when' }],
        steps.map(({ section, typed, role, pass }) => [section, typed, role, pass]),
        view,
      ),
      ...(items.length === 0 ? ['no open items'] : []),
      ...items.map(({ state, item, reason }) => `${state.padEnd(6)}  ${item}: ${reason}`),
    ],
  };
}

/** Shows every step of the workbook and the open items. */
export function plan(context: OpsContext): OpsOutcome {
  return show(readEvents(context));
}

/** Opens, closes or parks an item. */
export function changePlan(
  context: OpsContext,
  act: PlanEvent['act'],
  item: string,
  reason: string,
): OpsOutcome {
  for (const [name, text] of [
    ['item', item],
    ['--reason', reason],
  ] as const) {
    if (text.trim() !== '' && text.length <= 500) continue;
    throw new AssayError('USAGE', `${name} is empty or too long`, {
      found: text.slice(0, 80),
      expected: '1 to 500 characters',
    });
  }
  const ts = formatInstant(context.clock.now());
  const events = addToPlan(readEvents(context), { ts, act, item, reason });
  if (!context.settings.dryRun) {
    const text = events.map((one) => `${JSON.stringify(one)}\n`).join('');
    context.files().writeAtomic(context.places.planItems, text);
  }
  return show(events);
}
