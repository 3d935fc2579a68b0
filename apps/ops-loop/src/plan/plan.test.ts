import { AssayError } from '@assay/core';
import { expect, test } from 'vitest';
import { OPS_COMMANDS, ROLES } from '../command-table.js';
import { addToPlan, foldPlan, parsePlan, type PlanEvent } from './plan-items.js';
import { ownedSteps, PLAN_STEPS } from './step-table.js';

const event = (act: PlanEvent['act'], item: string, reason = 'because'): PlanEvent => ({
  ts: '2026-01-31T00:00:00.000Z',
  act,
  item,
  reason,
});

function codeOf(work: () => unknown): string {
  try {
    work();
    return 'none';
  } catch (error) {
    if (error instanceof AssayError) return error.code;
    throw error;
  }
}

test('the plan goes from A to M and leaves no section out', () => {
  const sections = [...new Set(PLAN_STEPS.map(({ section }) => section))];
  expect(sections.join('')).toBe('ABCDEFGHIJKLM');
});

test('every step says inputs, outputs, pass rule; evidence where its command pins', () => {
  for (const step of PLAN_STEPS) {
    expect([step.inputs, step.outputs, step.pass].every((text) => text.length > 3)).toBe(true);
  }
});

test('all seven roles own a command, and the plan names the owner of each step', () => {
  const owners = new Set(Object.values(OPS_COMMANDS).map(({ owner }) => owner));
  expect([...owners].sort()).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect(ROLES).toHaveLength(7);
  for (const step of ownedSteps()) expect(step.role).toBe(ROLES[step.owner]);
});

// prettier-ignore
test.each<readonly [before: readonly PlanEvent[], next: PlanEvent, code: string]>([
  [[],                                        event('open', 'x'),  'none'],
  [[event('open', 'x')],                      event('open', 'x'),  'USAGE'],
  [[event('open', 'x')],                      event('close', 'x'), 'none'],
  [[event('open', 'x')],                      event('park', 'x'),  'none'],
  [[event('open', 'x'), event('park', 'x')],  event('park', 'x'),  'PLAN_ITEM_UNKNOWN'],
  [[event('open', 'x'), event('park', 'x')],  event('close', 'x'), 'none'],
  [[event('open', 'x'), event('park', 'x')],  event('open', 'x'),  'none'],
  [[event('open', 'x'), event('close', 'x')], event('open', 'x'),  'none'],
  [[event('open', 'x'), event('close', 'x')], event('close', 'x'), 'PLAN_ITEM_UNKNOWN'],
  [[],                                        event('close', 'x'), 'PLAN_ITEM_UNKNOWN'],
  [[event('open', 'y')],                      event('park', 'x'),  'PLAN_ITEM_UNKNOWN'],
])('items are opened, closed and parked in a legal order (%#)', (before, next, code) => {
  expect(codeOf(() => addToPlan(before, next))).toBe(code);
});

test('what was written is read back, and the last word on an item counts', () => {
  const events = [event('open', 'a'), event('open', 'b'), event('park', 'a', 'later')];
  const text = events.map((one) => `${JSON.stringify(one)}\n`).join('');
  expect(foldPlan(parsePlan('plan', text))).toMatchObject([
    { item: 'a', state: 'parked', reason: 'later' },
    { item: 'b', state: 'open' },
  ]);
});

test.each(['x', '{}', '[]', 'null', '{"ts":"t","act":"toString","item":"i","reason":"r"}'])(
  'a line that is no event is told with its place: %s',
  (line) => {
    const text = `${JSON.stringify(event('open', 'a'))}\n${line}\n`;
    expect(codeOf(() => parsePlan('plan', text))).toBe('OPS_RECORD_INVALID');
  },
);
