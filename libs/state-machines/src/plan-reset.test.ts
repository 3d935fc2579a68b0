import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { advanceDirective, DIRECTIVE_STATES, type DirectiveState } from './directive-lifecycle.js';
import { planReset, RESET_RULES, type ResetRequest, type ResetTarget } from './plan-reset.js';
import { planResume } from './plan-resume.js';
import { RUN_STATES } from './run-lifecycle.js';
import { everyMix, mixes, restless, type TestRun } from './testing/run-mixes.js';

const VALID = 'PREFLIGHT_COMPLETE_SEMANTICALLY_VALID';
const TARGETS: readonly ResetTarget[] = ['INITIALIZED', 'SYMBOL_RUNS_COMPLETE', VALID];

/** Which targets a state may be reset to; the specification's table, read by columns. */
const TARGETS_FROM: Readonly<Record<DirectiveState, readonly ResetTarget[]>> = {
  INITIALIZED: [],
  PREFLIGHT_COMPLETE: ['INITIALIZED'],
  [VALID]: ['INITIALIZED'],
  SYMBOL_RUNS_COMPLETE: ['INITIALIZED'],
  PORTFOLIO_COMPLETE: ['INITIALIZED', 'SYMBOL_RUNS_COMPLETE'],
  FAILED: ['INITIALIZED', 'SYMBOL_RUNS_COMPLETE', VALID],
};

function request(
  state: DirectiveState,
  runs: readonly TestRun[],
  target: ResetTarget,
  more: Partial<ResetRequest<TestRun>> = {},
): ResetRequest<TestRun> {
  const directive = { id: 'D', state, attempt: 3 };
  return { directive, runs, target, inputsUnchanged: true, manifestsVerify: true, ...more };
}

const COMPLETE: TestRun = { symbol: 'EURUSD', state: 'COMPLETE' };
const FAILED: TestRun = { symbol: 'GBPUSD', state: 'FAILED' };
const WAITING: TestRun = { symbol: 'USDJPY', state: VALID };

describe('the table of resets', () => {
  test('has one rule for each target, with the flag that asks for it', () => {
    expect(RESET_RULES.map((rule) => [rule.target, rule.flag])).toEqual([
      ['INITIALIZED', ''],
      ['SYMBOL_RUNS_COMPLETE', '--to-stage4'],
      [VALID, '--failed-only'],
    ]);
  });

  test('says of each target whose runs leave, and whether they are created anew', () => {
    expect(RESET_RULES.map((rule) => [rule.archives, rule.recreates])).toEqual([
      [RUN_STATES, false],
      [[], false],
      [['FAILED'], true],
    ]);
  });

  test('is what a refusal quotes when the state is the obstacle', () => {
    expect(planReset(request('SYMBOL_RUNS_COMPLETE', [COMPLETE], VALID))).toEqual({
      ok: false,
      error: {
        code: 'ILLEGAL_TRANSITION',
        from: 'SYMBOL_RUNS_COMPLETE',
        to: VALID,
        allowed: ['INITIALIZED'],
        unmet: 'state',
        runs: [],
      },
    });
  });

  test('says why each row is as it is', () => {
    const remarks = RESET_RULES.map((rule) => rule.remark);
    expect(remarks[0]).toContain('never deleted');
    expect(remarks[1]).toContain('sealed runs');
    expect(remarks[2]).toContain('keep their states');
  });

  test.each(DIRECTIVE_STATES.flatMap((state) => TARGETS.map((target) => ({ state, target }))))(
    '$state → $target is possible exactly where the table says, for every mix of runs',
    ({ state, target }) => {
      for (const runs of everyMix(3)) {
        const plan = planReset(request(state, runs, target));
        const states = runs.map((run) => run.state);
        const met =
          target === 'INITIALIZED' ||
          (target === VALID && states.includes('FAILED')) ||
          (target === 'SYMBOL_RUNS_COMPLETE' &&
            states.length > 0 &&
            states.every((s) => s === 'COMPLETE'));
        const possible = state === 'INITIALIZED' || (TARGETS_FROM[state].includes(target) && met);
        if (plan.ok !== possible) expect.fail(`${state} → ${target} with ${states.join(' ')}`);
        if (!plan.ok) expect(plan.error.allowed).toEqual(TARGETS_FROM[state]);
      }
    },
  );
});

describe('a full reset', () => {
  test('archives every run, starts an attempt and supersedes rows', () => {
    const runs = [COMPLETE, FAILED, WAITING];
    expect(planReset(request('FAILED', runs, 'INITIALIZED'))).toEqual({
      ok: true,
      value: {
        from: 'FAILED',
        to: 'INITIALIZED',
        newAttempt: 4,
        archivedRuns: runs,
        recreatedRuns: [],
        keptRuns: [],
        supersedesRows: true,
        nothingToDo: false,
      },
    });
  });

  test('needs neither unchanged inputs nor whole manifests', () => {
    const broken = { inputsUnchanged: false, manifestsVerify: false };
    expect(planReset(request('FAILED', [FAILED], 'INITIALIZED', broken)).ok).toBe(true);
  });

  test.each(TARGETS)('of an INITIALIZED directive (target %s) has nothing to do', (target) => {
    expect(planReset(request('INITIALIZED', [], target))).toEqual({
      ok: true,
      value: {
        from: 'INITIALIZED',
        to: 'INITIALIZED',
        newAttempt: 3,
        archivedRuns: [],
        recreatedRuns: [],
        keptRuns: [],
        supersedesRows: false,
        nothingToDo: true,
      },
    });
  });
});

describe('a stage-4 reset', () => {
  test('archives no run, stays in the attempt and keeps its rows', () => {
    expect(planReset(request('PORTFOLIO_COMPLETE', [COMPLETE], 'SYMBOL_RUNS_COMPLETE'))).toEqual({
      ok: true,
      value: {
        from: 'PORTFOLIO_COMPLETE',
        to: 'SYMBOL_RUNS_COMPLETE',
        newAttempt: 3,
        archivedRuns: [],
        recreatedRuns: [],
        keptRuns: [COMPLETE],
        supersedesRows: false,
        nothingToDo: false,
      },
    });
  });

  test('is refused while a run is not COMPLETE, and names the runs', () => {
    const plan = planReset(request('FAILED', [COMPLETE, FAILED, WAITING], 'SYMBOL_RUNS_COMPLETE'));
    expect(plan).toEqual({
      ok: false,
      error: {
        code: 'ILLEGAL_TRANSITION',
        from: 'FAILED',
        to: 'SYMBOL_RUNS_COMPLETE',
        allowed: TARGETS_FROM.FAILED,
        unmet: 'every-run-complete',
        runs: [FAILED, WAITING],
      },
    });
  });

  test('is refused when a manifest does not verify', () => {
    const broken = { manifestsVerify: false };
    const plan = planReset(request('FAILED', [COMPLETE], 'SYMBOL_RUNS_COMPLETE', broken));
    expect(plan).toMatchObject({
      error: { code: 'ARTIFACT_HASH_MISMATCH', unmet: 'manifests-verify', runs: [] },
    });
  });

  test('does not care for changed inputs: the manifests are the inputs', () => {
    const drifted = { inputsUnchanged: false };
    expect(planReset(request('FAILED', [COMPLETE], 'SYMBOL_RUNS_COMPLETE', drifted)).ok).toBe(true);
  });
});

describe('a failed-only reset', () => {
  test('creates the failed runs anew and keeps the others', () => {
    expect(planReset(request('FAILED', [COMPLETE, FAILED, WAITING], VALID))).toEqual({
      ok: true,
      value: {
        from: 'FAILED',
        to: VALID,
        newAttempt: 3,
        archivedRuns: [FAILED],
        recreatedRuns: [FAILED],
        keptRuns: [COMPLETE, WAITING],
        supersedesRows: false,
        nothingToDo: false,
      },
    });
  });

  test('is refused when no run failed', () => {
    expect(planReset(request('FAILED', [COMPLETE], VALID))).toMatchObject({
      error: { code: 'ILLEGAL_TRANSITION', unmet: 'a-run-failed', runs: [] },
    });
  });

  test('is refused as drift when an input changed', () => {
    expect(planReset(request('FAILED', [FAILED], VALID, { inputsUnchanged: false }))).toMatchObject(
      {
        error: { code: 'INPUT_DRIFT', unmet: 'inputs-unchanged', runs: [] },
      },
    );
  });

  test('does not ask for manifests: runs that are not COMPLETE have none', () => {
    expect(planReset(request('FAILED', [FAILED], VALID, { manifestsVerify: false })).ok).toBe(true);
  });

  test.each(DIRECTIVE_STATES)('of a directive that failed from %s', (failedFrom) => {
    const directive = { id: 'D', state: 'FAILED' as const, attempt: 1, failedFrom };
    const plan = planReset(request('FAILED', [FAILED], VALID, { directive }));
    const wasValid = [VALID, 'SYMBOL_RUNS_COMPLETE', 'PORTFOLIO_COMPLETE'].includes(failedFrom);
    if (wasValid) expect(plan.ok).toBe(true);
    else expect(plan).toMatchObject({ error: { code: 'ILLEGAL_TRANSITION', unmet: 'was-valid' } });
  });
});

describe('every reset', () => {
  const states = fc.constantFrom<DirectiveState[]>(...DIRECTIVE_STATES);
  const targets = fc.constantFrom<ResetTarget[]>(...TARGETS);

  property.prop([states, mixes, targets, fc.boolean(), fc.boolean()])(
    'loses no run and leads nowhere that the forward table leads to',
    (state, runs, target, inputsUnchanged, manifestsVerify) => {
      const plan = planReset(request(state, runs, target, { inputsUnchanged, manifestsVerify }));
      if (!plan.ok || plan.value.nothingToDo) return;
      const { archivedRuns, keptRuns, recreatedRuns } = plan.value;
      expect(new Set([...archivedRuns, ...keptRuns])).toEqual(new Set(runs));
      expect(archivedRuns.length + keptRuns.length).toBe(runs.length);
      expect(archivedRuns).toEqual(expect.arrayContaining([...recreatedRuns]));
      expect(advanceDirective(state, plan.value.to).ok).toBe(false);
    },
  );

  property.prop([mixes, targets])(
    'V-1: is what takes a COMPLETE run out of its state, and only the full one does',
    (runs, target) => {
      const plan = planReset(request('FAILED', runs, target));
      if (!plan.ok || target === 'INITIALIZED') return;
      expect(plan.value.archivedRuns.filter((run) => run.state === 'COMPLETE')).toEqual([]);
    },
  );

  test('V-6: leads out of PORTFOLIO_COMPLETE, after which resuming has work again', () => {
    const full = planReset(request('PORTFOLIO_COMPLETE', [COMPLETE], 'INITIALIZED'));
    const stage4 = planReset(request('PORTFOLIO_COMPLETE', [COMPLETE], 'SYMBOL_RUNS_COMPLETE'));
    if (!full.ok || !stage4.ok) expect.fail('a reset from PORTFOLIO_COMPLETE was refused');
    expect(planResume({ state: full.value.to }, full.value.keptRuns, [])).toMatchObject({
      kind: 'continue',
      preflight: 'run',
    });
    expect(planResume({ state: stage4.value.to }, stage4.value.keptRuns, [])).toMatchObject({
      kind: 'continue',
      portfolio: true,
    });
  });

  property.prop([mixes])('of failed runs leaves a directive that can be resumed', (runs) => {
    const sane = runs.filter((run) => run.state !== 'IDLE' && run.state !== 'PREFLIGHT_COMPLETE');
    const plan = planReset(request('FAILED', sane, VALID));
    if (!plan.ok) return;
    const again = plan.value.recreatedRuns.map((run) => ({ ...run, state: VALID }) as const);
    const resumed = planResume({ state: VALID }, [...plan.value.keptRuns, ...again], []);
    expect(resumed).toMatchObject({ kind: 'continue', portfolio: true });
  });

  property.prop([states, states, mixes, mixes, targets])(
    'V-3: decides by one moment, though states change between two reads',
    (first, second, before, after, target) => {
      const directive = Object.assign(
        Object.create(restless([first, second])) as { state: DirectiveState },
        {
          id: 'D',
          attempt: 3,
        },
      );
      const runs = before.map((run, i) => {
        const changing = restless([run.state, after[i]?.state ?? 'FAILED']);
        return Object.defineProperty(changing, 'symbol', { value: run.symbol }) as typeof changing &
          TestRun;
      });
      const still = planReset(request(first, before, target));
      const plan = planReset({ ...request(first, runs, target), directive });
      const symbols = (result: typeof still): unknown =>
        result.ok
          ? [result.value.archivedRuns, result.value.keptRuns].map((list) =>
              list.map((r) => r.symbol),
            )
          : [result.error.unmet, result.error.runs.map((r) => r.symbol)];
      expect(plan.ok).toBe(still.ok);
      expect(symbols(plan)).toEqual(symbols(still));
    },
  );
});
