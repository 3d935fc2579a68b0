import { SimulatedCrash, type FaultPlan } from '@assay/workspace/testing';
import { describe, expect, test } from 'vitest';
import { recover } from './recover.js';
import { crashScenario, type CrashScenario } from './testing/crash-scenario.js';

/** The steps of an undisturbed commit. */
function commitSteps(): readonly string[] {
  const scenario = crashScenario();
  const { files, operations } = scenario.process();
  scenario.commit(files);
  const steps = [...operations];
  expect(recover({ ...scenario, files }).problems).toEqual([]);
  expect(scenario.outcome()).toBe('everything');
  return steps;
}

/** A scenario whose commit died at a step; undefined when it has no such step. */
function died(plan: FaultPlan): CrashScenario {
  const scenario = crashScenario();
  expect(() => scenario.commit(scenario.process(plan).files)).toThrow(SimulatedCrash);
  return scenario;
}

function recovered(scenario: CrashScenario): 'nothing' | 'everything' {
  const first = recover({ ...scenario, files: scenario.process().files });
  expect(first.problems).toEqual([]);
  const again = recover({ ...scenario, files: scenario.process().files });
  expect(again).toEqual({ rolledForward: [], discarded: [], problems: [] });
  const outcome = scenario.outcome();
  scenario.ledger.close();
  return outcome;
}

const OPERATIONS = commitSteps();
const STEPS = OPERATIONS.length;
/** Dying before each step (which is after the one before it), after the last, and inside each write. */
const PLANS: readonly FaultPlan[] = [
  ...OPERATIONS.map((_, i): FaultPlan => ({ at: i + 1, fault: 'kill' })),
  { at: STEPS, fault: 'kill-after' },
  ...OPERATIONS.flatMap((operation, i): FaultPlan[] =>
    operation.startsWith('writeNew') ? [{ at: i + 1, fault: 'tear' }] : [],
  ),
];

describe('a commit of four files', () => {
  test('takes its steps in this order: staged and flushed, recorded, renamed, flushed', () => {
    const kinds = OPERATIONS.map((operation) => operation.replace(/ .*\//, ' '));
    expect(kinds.lastIndexOf('writeNew strategy.js')).toBeLessThan(
      kinds.indexOf('rename results_tradelevel.csv'),
    );
    expect(kinds.filter((kind) => kind.startsWith('rename'))).toHaveLength(4);
  });

  test('that dies at any step is nothing or everything after recovery, and recovery is idempotent', () => {
    const outcomes = PLANS.map((plan) => recovered(died(plan)));
    expect(new Set(outcomes)).toEqual(new Set(['nothing', 'everything']));
    // Once it is everything, dying later does not make it nothing.
    const killed = outcomes.slice(0, STEPS + 1);
    expect(killed.lastIndexOf('nothing')).toBeLessThan(killed.indexOf('everything'));
  });

  test('that loses its power at any step, with any part of the page cache written back, is too', () => {
    for (const plan of PLANS) {
      const unflushed = died(plan).disk.unflushed();
      for (let kept = 0; kept <= unflushed; kept += 1) {
        const scenario = died(plan);
        scenario.disk.cutPower(kept);
        recovered(scenario);
      }
    }
  });

  test('that ended well outlives a power cut whole', () => {
    const scenario = crashScenario();
    scenario.commit(scenario.process().files);
    scenario.disk.cutPower();
    expect(recovered(scenario)).toBe('everything');
  });
});

describe('a recovery', () => {
  /** Commits that died after their transaction: with nothing, some or all of it renamed. */
  const places = PLANS.filter(({ at, fault }) => fault !== 'tear' && at > STEPS / 2);

  // A recovery writes no content, so that there is nothing to tear.
  test('that dies itself at any step, and then perhaps loses power, is done by the next', () => {
    for (const plan of places) {
      for (let at = 1; ; at += 1) {
        const scenario = died(plan);
        const { files, operations } = scenario.process({ at, fault: 'kill' });
        let hasEnded = false;
        try {
          recover({ ...scenario, files });
          hasEnded = true;
        } catch (error) {
          if (!(error instanceof SimulatedCrash)) throw error;
        }
        if ((plan.at + at) % 2 === 0) scenario.disk.cutPower(at % 3);
        recovered(scenario);
        if (hasEnded && operations.length < at) break;
      }
    }
  });

  test('leaves one event that says what it did, and none when there was nothing to do', () => {
    const scenario = died({ at: STEPS - 1, fault: 'kill' });
    const { seq } = scenario.ledger.head();
    for (const _ of [1, 2]) recover({ ...scenario, files: scenario.process().files });
    const events = scenario.ledger.events({ afterSeq: seq });
    expect(events).toMatchObject([
      { type: 'RECOVERED', subject: '@workspace', payload: { discarded: [] } },
    ]);
    expect(events[0]?.payload['rolled_forward']).toHaveLength(4);
  });

  test('that the disk refuses leaves everything for the next one', () => {
    for (let at = 1; at <= 6; at += 1) {
      const scenario = died({ at: STEPS - 4, fault: 'kill' });
      const { files } = scenario.process({ at, fault: 'ENOSPC' });
      expect(() => recover({ ...scenario, files })).toThrow(
        expect.objectContaining({ code: 'DISK_FULL' }),
      );
      expect(recovered(scenario)).toBe('everything');
    }
  });
});
