import type { Check } from '../outcome.js';

/** A pin as the finish lines see it. */
export interface SeenPin {
  readonly name: string;
  readonly isGreen: boolean;
  readonly timeMs: number;
  /** Commit that it was made at; null outside of a tree. */
  readonly head: string | null;
  /** What does not hold of it; empty when pin, bag, bundle and chain do. */
  readonly problems: readonly string[];
}

/** Everything that the finish lines are judged by. */
export interface DoneState {
  readonly nowMs: number;
  /** Undefined when no supervisor answers. */
  readonly supervisor:
    { readonly phase: string; readonly ticks: number; readonly failures: number } | undefined;
  readonly minTicks: number;
  /** Ids of what is red in the green light now. */
  readonly red: readonly string[];
  /** Newest first. */
  readonly cycles: readonly SeenPin[];
  readonly audit: SeenPin | undefined;
  readonly dashboard: SeenPin | undefined;
  readonly retain: SeenPin | undefined;
  readonly stop: SeenPin | undefined;
  readonly baseline: SeenPin | undefined;
  readonly done: SeenPin | undefined;
  /** The commit that the tree is at; undefined outside of a tree. */
  readonly head: string | null | undefined;
  /** How old the newest may be, milliseconds. */
  readonly limits: {
    readonly snapshotMs: number;
    readonly retainMs: number;
    readonly cycleMs: number;
  };
}

/** How many cycles in a row show that the gates are green for good. */
const CYCLES = 3;

function line(id: string, problem: string | undefined, detail: string): Check {
  return {
    id,
    ok: problem === undefined,
    severity: 'error',
    observed: problem ?? 'reached',
    limit: 'reached',
    detail: problem ?? detail,
  };
}

/** What keeps a pin from counting; undefined when it counts. */
function problemOf(pin: SeenPin | undefined, what: string): string | undefined {
  if (!pin) return `there is no pin of ${what}`;
  if (pin.problems.length > 0) return `${pin.name}: ${pin.problems.join('; ')}`;
  return pin.isGreen ? undefined : `${pin.name} is red`;
}

function freshProblem(
  pin: SeenPin | undefined,
  what: string,
  { nowMs }: DoneState,
  limitMs: number,
): string | undefined {
  const problem = problemOf(pin, what);
  if (problem !== undefined || !pin) return problem;
  const ageMs = nowMs - pin.timeMs;
  if (ageMs <= limitMs) return undefined;
  return `${pin.name} is ${Math.floor(ageMs / 1000)} s old, more than ${limitMs / 1000} s`;
}

function headProblem(pin: SeenPin | undefined, what: string, { head }: DoneState) {
  const problem = problemOf(pin, what);
  if (problem !== undefined || !pin) return problem;
  if (head === undefined) return 'the workspace lies in no git tree';
  return pin.head === head
    ? undefined
    : `${pin.name} is of ${pin.head ?? 'no commit'}, the tree is at ${head ?? 'no commit'}`;
}

function supervisorProblem({ supervisor, minTicks }: DoneState): string | undefined {
  if (!supervisor) return 'no supervisor answers';
  const { phase, ticks, failures } = supervisor;
  if (phase !== 'running') return `the supervisor is ${phase}`;
  if (failures > 0) return `${failures} ticks failed in a row`;
  return ticks < minTicks ? `${ticks} ticks, fewer than ${minTicks}` : undefined;
}

function gatesProblem({ red, cycles }: DoneState): string | undefined {
  if (red.length > 0) return `red now: ${red.join(', ')}`;
  const last = cycles.slice(0, CYCLES);
  if (last.length < CYCLES) return `${last.length} cycles on record, fewer than ${CYCLES}`;
  const redOne = last.find(({ isGreen }) => !isGreen);
  return redOne && `the cycle ${redOne.name} was red`;
}

function cycleProblem(state: DoneState): string | undefined {
  const { cycles, limits } = state;
  const [newest, before] = cycles;
  const problem = freshProblem(newest, 'a cycle', state, limits.cycleMs);
  if (problem !== undefined || !newest) return problem;
  if (!before) return 'one cycle is no period';
  const gapMs = newest.timeMs - before.timeMs;
  if (gapMs <= limits.cycleMs) return undefined;
  return `${Math.floor(gapMs / 1000)} s between the last two cycles`;
}

/** The finish lines of the workbook that a pin of `done` records. */
export function finishLines(state: DoneState): readonly Check[] {
  const { limits } = state;
  const fresh = (pin: SeenPin | undefined, what: string, limitMs: number) =>
    freshProblem(pin, what, state, limitMs);
  return [
    line('supervisor_stable', supervisorProblem(state), 'running, no failures'),
    line('gates_green', gatesProblem(state), `green now and in the last ${CYCLES} cycles`),
    line(
      'audit_pinned',
      fresh(state.audit, 'an audit', limits.snapshotMs),
      state.audit?.name ?? '',
    ),
    line(
      'dashboard_pinned',
      fresh(state.dashboard, 'a dashboard', limits.snapshotMs),
      state.dashboard?.name ?? '',
    ),
    line(
      'retention_works',
      fresh(state.retain, 'a retention', limits.retainMs),
      state.retain?.name ?? '',
    ),
    line('cycle_runs', cycleProblem(state), state.cycles[0]?.name ?? ''),
    line('stop_verified', problemOf(state.stop, 'a stop'), state.stop?.name ?? ''),
    baselineLine(state),
  ];
}

/** After each change set the baseline is pinned again. */
export function baselineLine(state: DoneState): Check {
  return line(
    'baseline_pinned',
    headProblem(state.baseline, 'a baseline', state),
    state.baseline?.name ?? '',
  );
}

/** And so is what was done; a pin of `done` cannot require itself. */
export function doneLine(state: DoneState): Check {
  return line('done_pinned', headProblem(state.done, 'done', state), state.done?.name ?? '');
}
