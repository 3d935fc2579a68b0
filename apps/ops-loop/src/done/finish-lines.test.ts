import { expect, test } from 'vitest';
import {
  baselineLine,
  doneLine,
  finishLines,
  type DoneState,
  type SeenPin,
} from './finish-lines.js';

const NOW = 1_800_000_000_000;
const HEAD = 'a'.repeat(40);

function pin(name: string, change: Partial<SeenPin> = {}): SeenPin {
  return { name, isGreen: true, timeMs: NOW - 60_000, head: HEAD, problems: [], ...change };
}

const CYCLES = [
  pin('cycle/3'),
  pin('cycle/2', { timeMs: NOW - 360_000 }),
  pin('cycle/1', { timeMs: NOW - 660_000 }),
];

const DONE: DoneState = {
  nowMs: NOW,
  supervisor: { phase: 'running', ticks: 9, failures: 0 },
  minTicks: 2,
  red: [],
  cycles: CYCLES,
  audit: pin('audit/1'),
  dashboard: pin('dashboard/1'),
  retain: pin('retain/1'),
  stop: pin('stop/1', { timeMs: NOW - 86_400_000 }),
  baseline: pin('baseline/1', { timeMs: NOW - 86_400_000 }),
  done: pin('done/1'),
  head: HEAD,
  limits: { snapshotMs: 900_000, retainMs: 2_700_000, cycleMs: 900_000 },
};

const all = (state: DoneState) => [...finishLines(state), doneLine(state)];
const missing = (change: Partial<DoneState>) =>
  all({ ...DONE, ...change })
    .filter(({ ok }) => !ok)
    .map(({ id }) => id);

test('everything reached is done', () => {
  expect(missing({})).toEqual([]);
});

test('nothing at all reaches no line', () => {
  const none = {
    supervisor: undefined,
    cycles: [],
    audit: undefined,
    dashboard: undefined,
    retain: undefined,
    stop: undefined,
    baseline: undefined,
    done: undefined,
    head: undefined,
    red: ['run_found'],
  };
  expect(missing(none)).toEqual(all(DONE).map(({ id }) => id));
});

// prettier-ignore
test.each<readonly [what: string, change: Partial<DoneState>, lost: readonly string[]]>([
  ['no supervisor',                   { supervisor: undefined },                                                       ['supervisor_stable']],
  ['a degraded supervisor',           { supervisor: { phase: 'degraded', ticks: 9, failures: 8 } },                    ['supervisor_stable']],
  ['a failed tick',                   { supervisor: { phase: 'running', ticks: 9, failures: 1 } },                     ['supervisor_stable']],
  ['too few ticks',                   { supervisor: { phase: 'running', ticks: 1, failures: 0 } },                     ['supervisor_stable']],
  ['a red gate now',                  { red: ['tick_fresh'] },                                                         ['gates_green']],
  ['two cycles only',                 { cycles: CYCLES.slice(0, 2) },                                                  ['gates_green']],
  ['one cycle only',                  { cycles: CYCLES.slice(0, 1) },                                                  ['gates_green', 'cycle_runs']],
  ['a red cycle among the last three',{ cycles: [CYCLES[0] ?? pin(''), CYCLES[1] ?? pin(''), pin('c', { isGreen: false })] }, ['gates_green']],
  ['a red newest cycle',              { cycles: [pin('c', { isGreen: false }), ...CYCLES] },                           ['gates_green', 'cycle_runs']],
  ['cycles too far apart',            { cycles: [pin('c'), pin('b', { timeMs: NOW - 1_000_000 }), pin('a')] },         ['cycle_runs']],
  ['an old cycle',                    { cycles: CYCLES.map((one) => ({ ...one, timeMs: one.timeMs - 900_000 })) },     ['cycle_runs']],
  ['an old audit',                    { audit: pin('a', { timeMs: NOW - 900_001 }) },                                  ['audit_pinned']],
  ['an audit at the very limit',      { audit: pin('a', { timeMs: NOW - 900_000 }) },                                  []],
  ['a red audit',                     { audit: pin('a', { isGreen: false }) },                                         ['audit_pinned']],
  ['an altered dashboard',            { dashboard: pin('d', { problems: ['hash_mismatch data/x'] }) },                 ['dashboard_pinned']],
  ['no retention',                    { retain: undefined },                                                           ['retention_works']],
  ['a stop that was not proved',      { stop: pin('s', { isGreen: false }) },                                          ['stop_verified']],
  ['a baseline of another commit',    { baseline: pin('b', { head: 'b'.repeat(40) }) },                                ['baseline_pinned']],
  ['a commit since',                  { head: 'c'.repeat(40) },                                                        ['baseline_pinned', 'done_pinned']],
  ['no tree',                         { head: undefined },                                                             ['baseline_pinned', 'done_pinned']],
  ['a red pin of done',               { done: pin('d', { isGreen: false }) },                                          ['done_pinned']],
])('%s', (_what, change, lost) => {
  expect(missing(change)).toEqual(lost);
});

test('a baseline of before the first commit is of the tree before the first commit', () => {
  expect(baselineLine({ ...DONE, head: null, baseline: pin('b', { head: null }) }).ok).toBe(true);
});
