import { expect, test } from 'vitest';
import { DIRECTIVE_TRANSITIONS, RUN_TRANSITIONS, type RunState } from '@assay/state-machines';
import { RUN_STAGES, STAGES } from './stages.js';

test('the stages stand in the order of the road', () => {
  expect(STAGES.map((stage) => stage.id)).toEqual(['0', '0.5', '0.75', '1', '2', '3', '3A', '4']);
});

test('every run stage begins where the one before it ended, and each step is a row of the run table', () => {
  let state: RunState = 'PREFLIGHT_COMPLETE_SEMANTICALLY_VALID';
  for (const stage of RUN_STAGES) {
    expect(stage.runFrom).toBe(state);
    for (const to of stage.runTo) {
      expect(successors(RUN_TRANSITIONS, state), `${state} to ${to}`).toContain(to);
      state = to;
    }
  }
  expect(state).toBe('COMPLETE');
});

test('every directive stage is a step of the directive table', () => {
  for (const stage of STAGES) {
    if (stage.scope !== 'directive') continue;
    expect(successors(DIRECTIVE_TRANSITIONS, stage.directiveFrom)).toContain(stage.directiveTo);
  }
});

/** Every state that a row of a table names beside its own. */
function successors(table: unknown, from: string): string {
  const rows = table as Readonly<Record<string, unknown>>;
  const row = Array.isArray(table)
    ? (table as { from: string }[]).find((candidate) => candidate.from === from)
    : rows[from];
  return JSON.stringify(row);
}
