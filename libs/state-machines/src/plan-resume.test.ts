import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { DIRECTIVE_STATES, type DirectiveState } from './directive-lifecycle.js';
import { planResume, type ResumePlan } from './plan-resume.js';
import { RUN_STATES, runStageIndex, type RunState } from './run-lifecycle.js';
import { everyMix, mixes, restless, type TestRun } from './testing/run-mixes.js';

const VALID = 'PREFLIGHT_COMPLETE_SEMANTICALLY_VALID';
const WAY = RUN_STATES.slice(0, 8);
const states = fc.constantFrom<DirectiveState[]>(...DIRECTIVE_STATES);
const drifts = fc.subarray(['directive', 'data EURUSD', 'strategy']);

/** Run states that may stand under a directive's state; the test's own table. */
const TOGETHER: Readonly<Record<DirectiveState, readonly RunState[]>> = {
  INITIALIZED: ['IDLE'],
  PREFLIGHT_COMPLETE: ['PREFLIGHT_COMPLETE'],
  [VALID]: [...WAY.slice(2), 'FAILED'],
  SYMBOL_RUNS_COMPLETE: ['COMPLETE'],
  PORTFOLIO_COMPLETE: ['COMPLETE'],
  FAILED: RUN_STATES,
};

/** What the specification says, in another shape than the implementation: a sequence of cases. */
function oracle(
  state: DirectiveState,
  runs: readonly TestRun[],
  drift: readonly string[],
): ResumePlan {
  const failed = runs.filter((run) => run.state === 'FAILED');
  if (state === 'FAILED') return { kind: 'refused', code: 'DIRECTIVE_FAILED', failedRuns: failed };
  if (drift.length > 0 && state === VALID) return { kind: 'refused', code: 'INPUT_DRIFT', drift };
  const together = TOGETHER[state];
  const wrong = runs.filter((run) => !together.includes(run.state));
  if (wrong.length > 0 || (runs.length === 0 && state !== 'INITIALIZED')) {
    const details = { directiveState: state, runs: wrong, expected: together };
    return { kind: 'refused', code: 'STATE_INCONSISTENT', ...details };
  }
  if (state === 'PORTFOLIO_COMPLETE') return { kind: 'nothing', warnings: drift };
  const before = DIRECTIVE_STATES.indexOf(state);
  const rebind = state === 'PREFLIGHT_COMPLETE' && drift.length > 0;
  return {
    kind: 'continue',
    preflight: before === 0 ? 'run' : rebind ? 'rebind' : 'skip',
    semantic: before < 2,
    runs:
      before === 0 || before === 3 || rebind
        ? []
        : runs
            .filter((run) => run.state !== 'COMPLETE' && run.state !== 'FAILED')
            .map((run) => ({ ...run, remaining: WAY.slice(WAY.indexOf(run.state) + 1) })),
    closeRuns: before < 3,
    portfolio: failed.length === 0,
    driftWarnings: before === 3 ? drift : [],
  };
}

describe('planResume', () => {
  test.each(DIRECTIVE_STATES)('from %s decides every mix of up to four runs', (state) => {
    let decided = 0;
    for (const runs of everyMix(4)) {
      for (const drift of [[], ['strategy', 'data EURUSD']]) {
        const plan = planResume({ state }, runs, drift);
        const expected = oracle(state, runs, drift);
        decided += 1;
        // Comparing text first is thousands of times faster than toEqual.
        if (JSON.stringify(plan) !== JSON.stringify(expected)) expect(plan).toEqual(expected);
      }
    }
    expect(decided).toBe(2 * (1 + 9 + 81 + 729 + 6561));
  });

  property.prop([states, mixes, drifts])(
    'is pure: equal arguments, equal plans',
    (state, runs, drift) => {
      const frozen = Object.freeze(runs.map((run) => Object.freeze({ ...run })));
      expect(planResume({ state }, frozen, Object.freeze([...drift]))).toEqual(
        planResume({ state }, runs, drift),
      );
    },
  );

  property.prop([states, mixes, drifts])(
    'refuses a directive in the order FAILED, drift, state',
    (state, runs, drift) => {
      const plan = planResume({ state }, runs, drift);
      if (plan.kind !== 'refused') return;
      if (plan.code !== 'DIRECTIVE_FAILED') expect(state).not.toBe('FAILED');
      if (plan.code === 'STATE_INCONSISTENT')
        expect(state === VALID && drift.length > 0).toBe(false);
    },
  );

  test('one symbol that stands twice is a contradiction', () => {
    const twice = [
      { symbol: 'EURUSD', state: VALID },
      { symbol: 'GBPUSD', state: VALID },
      { symbol: 'EURUSD', state: 'COMPLETE' },
    ] as const;
    expect(planResume({ state: VALID }, twice, [])).toMatchObject({
      code: 'STATE_INCONSISTENT',
      runs: [twice[2]],
    });
  });
});

describe('scenarios of the audit', () => {
  test('nothing yet: everything is to be done', () => {
    expect(planResume({ state: 'INITIALIZED' }, [], [])).toEqual({
      kind: 'continue',
      preflight: 'run',
      semantic: true,
      runs: [],
      closeRuns: true,
      portfolio: true,
      driftWarnings: [],
    });
  });

  test('A: at PREFLIGHT_COMPLETE preflight is skipped and semantic validation runs', () => {
    const runs = [{ symbol: 'EURUSD', state: 'PREFLIGHT_COMPLETE' }] as const;
    expect(planResume({ state: 'PREFLIGHT_COMPLETE' }, runs, [])).toMatchObject({
      preflight: 'skip',
      semantic: true,
      runs: [{ symbol: 'EURUSD', remaining: WAY.slice(2) }],
    });
  });

  test('A: an edited strategy binds again, names no old run and refuses nothing', () => {
    const runs = [{ symbol: 'EURUSD', state: 'PREFLIGHT_COMPLETE' }] as const;
    expect(planResume({ state: 'PREFLIGHT_COMPLETE' }, runs, ['strategy'])).toMatchObject({
      kind: 'continue',
      preflight: 'rebind',
      semantic: true,
      runs: [],
      driftWarnings: [],
    });
  });

  test('B, C: each run goes on after its own last complete stage', () => {
    const runs = [
      { symbol: 'A', state: 'STAGE_1_COMPLETE' },
      { symbol: 'B', state: 'STAGE_2_COMPLETE' },
      { symbol: 'C', state: 'COMPLETE' },
      { symbol: 'D', state: VALID },
    ] as const;
    expect(planResume({ state: VALID }, runs, [])).toMatchObject({
      preflight: 'skip',
      semantic: false,
      runs: [
        {
          symbol: 'A',
          remaining: ['STAGE_2_COMPLETE', 'STAGE_3_COMPLETE', 'STAGE_3A_COMPLETE', 'COMPLETE'],
        },
        { symbol: 'B', remaining: ['STAGE_3_COMPLETE', 'STAGE_3A_COMPLETE', 'COMPLETE'] },
        { symbol: 'D', remaining: WAY.slice(3) },
      ],
      closeRuns: true,
      portfolio: true,
    });
  });

  test('a failed run lets the others go on; then the directive fails and stage 4 never runs', () => {
    const runs = [
      { symbol: 'A', state: 'FAILED' },
      { symbol: 'B', state: 'STAGE_3_COMPLETE' },
    ] as const;
    expect(planResume({ state: VALID }, runs, [])).toMatchObject({
      runs: [{ symbol: 'B', remaining: ['STAGE_3A_COMPLETE', 'COMPLETE'] }],
      closeRuns: true,
      portfolio: false,
    });
  });

  test('D: at SYMBOL_RUNS_COMPLETE stage 4 is left, and drift is a warning', () => {
    const runs = [{ symbol: 'A', state: 'COMPLETE' }] as const;
    expect(planResume({ state: 'SYMBOL_RUNS_COMPLETE' }, runs, ['spec A'])).toEqual({
      kind: 'continue',
      preflight: 'skip',
      semantic: false,
      runs: [],
      closeRuns: false,
      portfolio: true,
      driftWarnings: ['spec A'],
    });
  });

  test('D: at PORTFOLIO_COMPLETE nothing is left, and drift is a warning', () => {
    const runs = [{ symbol: 'A', state: 'COMPLETE' }] as const;
    expect(planResume({ state: 'PORTFOLIO_COMPLETE' }, runs, ['spec A'])).toEqual({
      kind: 'nothing',
      warnings: ['spec A'],
    });
  });

  test('drift after validity is refused and each changed input is named', () => {
    const runs = [{ symbol: 'A', state: 'STAGE_1_COMPLETE' }] as const;
    expect(planResume({ state: VALID }, runs, ['strategy', 'data A'])).toEqual({
      kind: 'refused',
      code: 'INPUT_DRIFT',
      drift: ['strategy', 'data A'],
    });
  });

  test('a FAILED directive is refused before anything else, with its failed runs', () => {
    const runs = [
      { symbol: 'A', state: 'FAILED' },
      { symbol: 'B', state: 'COMPLETE' },
    ] as const;
    expect(planResume({ state: 'FAILED' }, runs, ['strategy'])).toEqual({
      kind: 'refused',
      code: 'DIRECTIVE_FAILED',
      failedRuns: [{ symbol: 'A', state: 'FAILED' }],
    });
  });
});

/** Carries a plan's runs out, one state at a time, and records what was executed. */
function carryOut(runs: readonly TestRun[], kill: number): { runs: TestRun[]; executed: string[] } {
  const live = runs.map((run) => ({ ...run }));
  const executed: string[] = [];
  const plan = planResume({ state: VALID }, live, []);
  if (plan.kind !== 'continue') return { runs: live, executed };
  for (const work of plan.runs) {
    for (const state of work.remaining) {
      if (executed.length === kill) return { runs: live, executed };
      const run = live.find((candidate) => candidate.symbol === work.symbol);
      if (run) Object.assign(run, { state });
      executed.push(`${work.symbol} ${state}`);
    }
  }
  return { runs: live, executed };
}

describe('resuming', () => {
  const valid = mixes.filter(
    (runs) => runs.length > 0 && runs.every((run) => TOGETHER[VALID].includes(run.state)),
  );

  property.prop([valid, fc.array(fc.nat(12), { maxLength: 6 })])(
    'V-2: killed anywhere and resumed, no stage of any run is executed twice or left out',
    (start, kills) => {
      let runs: readonly TestRun[] = start;
      const executed: string[] = [];
      for (const kill of [...kills, Infinity]) {
        const step = carryOut(runs, kill);
        runs = step.runs;
        executed.push(...step.executed);
      }
      const due = start.flatMap((run) =>
        run.state === 'FAILED'
          ? []
          : WAY.slice(runStageIndex(run.state) + 1).map((s) => `${run.symbol} ${s}`),
      );
      expect([...executed].sort()).toEqual([...due].sort());
      expect(runs.every((run) => run.state === 'COMPLETE' || run.state === 'FAILED')).toBe(true);
      expect(planResume({ state: VALID }, runs, [])).toMatchObject({ runs: [] });
    },
  );

  property.prop([states, states, mixes, mixes, drifts])(
    'V-3: a state that changes between two reads gives the plan of one moment, never a mixture',
    (first, second, before, after, drift) => {
      const directive = restless([first, second]);
      const runs = before.map((run, i) => {
        const changing = restless([run.state, after[i]?.state ?? 'FAILED']);
        return Object.defineProperty(changing, 'symbol', { value: run.symbol }) as typeof changing &
          TestRun;
      });
      const plan = planResume(directive, runs, drift);
      expect(plan).toEqual(planResume({ state: first }, before, drift));
      expect(directive.reads).toBe(1);
      expect(runs.map((run) => run.reads)).toEqual(before.map(() => 1));
    },
  );

  property.prop([states, mixes, drifts])(
    'V-3: a plan does not change when its arguments change afterwards',
    (state, runs, drift) => {
      const live = runs.map((run) => ({ ...run }));
      const list = [...drift];
      const plan = planResume({ state }, live, list);
      const before = JSON.stringify(plan);
      for (const run of live) Object.assign(run, { state: 'FAILED' });
      list.push('later');
      live.length = 0;
      expect(JSON.stringify(plan)).toBe(before);
    },
  );
});
