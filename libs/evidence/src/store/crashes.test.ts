import { existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  faultyFileSystem,
  memoryDisk,
  SimulatedCrash,
  type FaultPlan,
  type MemoryDisk,
} from '@assay/workspace/testing';
import { afterAll, describe, expect, test } from 'vitest';
import { readStock, thinOutAlone } from '../retention/thin-out.js';
import {
  evidenceStore,
  findingsOf,
  MINUTE_MS,
  NOW_MS,
  seal,
  type TestStore,
} from '../testing/evidence-maker.js';
import { isSound } from '../verify/verdict.js';
import { changeEvidence } from './evidence-store.js';

/** A store with two sealed items on a disk whose power can be cut. */
interface Scenario {
  readonly disk: MemoryDisk;
  /** A process that works on it, and perhaps dies at a step. */
  process(plan?: FaultPlan): { readonly store: TestStore; readonly operations: readonly string[] };
}

/** Only the lock lies here: in memory where the system offers that, because it is flushed very often. */
const PLACE = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
const folder = realpathSync(mkdtempSync(join(PLACE, 'assay-evidence-')));
afterAll(() => rmSync(folder, { recursive: true }));

function scenario(): Scenario {
  const disk = memoryDisk(folder);
  for (const name of ['root', 'memory']) disk.makeFolder(join(folder, name));
  disk.syncFolder(folder);
  let starts = 0;
  const process = (plan?: FaultPlan) => {
    const faulty = faultyFileSystem(disk, plan);
    starts += 1;
    const nowMs = NOW_MS + starts * MINUTE_MS;
    return { store: evidenceStore({ folder, disk: faulty, nowMs }), operations: faulty.operations };
  };
  seal(process().store);
  seal(process().store);
  return { disk, process };
}

/** Thins out the oldest item of what there is. */
function thinOut(store: TestStore): void {
  changeEvidence(store, () => {
    const stock = readStock(store.files, store.places);
    thinOutAlone(store, { stock, items: stock.items.slice(0, 1), orphans: [] });
  });
}

const WORKS = { 'a seal': (store: TestStore) => void seal(store), 'thinning out': thinOut };
type Work = keyof typeof WORKS;

function died(work: Work, plan: FaultPlan): Scenario {
  const made = scenario();
  expect(() => WORKS[work](made.process(plan).store)).toThrow(SimulatedCrash);
  return made;
}

function plansOf(work: Work): readonly FaultPlan[] {
  const { store, operations } = scenario().process();
  WORKS[work](store);
  return [
    ...operations.map((_, i): FaultPlan => ({ at: i + 1, fault: 'kill' })),
    { at: operations.length, fault: 'kill-after' },
    ...operations.flatMap((operation, i): FaultPlan[] =>
      /^(writeNew|append)/.test(operation) ? [{ at: i + 1, fault: 'tear' }] : [],
    ),
  ];
}

function names({ store }: { readonly store: TestStore }): readonly string[] {
  return readStock(store.files, store.places).items.map(({ name }) => name);
}

/** What lies below the root besides what belongs there for good. */
function leftovers({ files, places }: TestStore): readonly string[] {
  const top = files.list(places.root).map(({ name }) => name);
  return [
    ...top.filter((name) => name.startsWith('.trash')),
    ...files.list(places.changes).map(({ name }) => name),
    ...files.list(places.pins).flatMap(({ name }) => (name.startsWith('.') ? [name] : [])),
  ];
}

describe.each(Object.keys(WORKS) as Work[])('%s', (work) => {
  const plans = plansOf(work);

  test('that dies at any step is nothing or everything, and verifies even before the next command', () => {
    const outcomes = plans.map((plan) => {
      const dead = died(work, plan);
      const found = dead.process().store;
      expect(findingsOf(found).filter(({ severity }) => severity === 'error')).toEqual([]);
      const next = dead.process().store;
      const before = changeEvidence(next, () => names({ store: next }).length);
      seal(next);
      expect(isSound(findingsOf(next))).toBe(true);
      expect(leftovers(next)).toEqual([]);
      return before;
    });
    const whole = work === 'a seal' ? 3 : 1;
    expect(new Set(outcomes)).toEqual(new Set([2, whole]));
    const killed = outcomes.slice(
      0,
      plans.findIndex(({ fault }) => fault === 'tear'),
    );
    expect(killed.lastIndexOf(2)).toBeLessThan(killed.indexOf(whole));
  });

  test('that loses its power at any step, with any part of the page cache written back, is too', () => {
    for (const plan of plans.filter((_, i) => i % 3 === 0)) {
      const unflushed = died(work, plan).disk.unflushed();
      for (let kept = 0; kept <= unflushed; kept += 1) {
        const dead = died(work, plan);
        dead.disk.cutPower(kept);
        const next = dead.process().store;
        changeEvidence(next, () => undefined);
        expect(findingsOf(next).filter(({ severity }) => severity === 'error')).toEqual([]);
        expect(leftovers(next)).toEqual([]);
      }
    }
  });

  test('whose recovery dies at any step is done by the next', () => {
    for (const plan of plans.filter(({ at, fault }) => fault === 'kill' && at % 9 === 0)) {
      for (let at = 1; ; at += 1) {
        const dead = died(work, plan);
        const { store, operations } = dead.process({ at, fault: 'kill' });
        let hasEnded = false;
        try {
          changeEvidence(store, () => undefined);
          hasEnded = true;
        } catch (error) {
          if (!(error instanceof SimulatedCrash)) throw error;
        }
        const next = dead.process().store;
        changeEvidence(next, () => undefined);
        expect(isSound(findingsOf(next))).toBe(true);
        if (hasEnded && operations.length < at) break;
      }
    }
  });

  test('that ended well outlives a power cut', () => {
    const made = scenario();
    WORKS[work](made.process().store);
    made.disk.cutPower();
    expect(names(made.process())).toHaveLength(work === 'a seal' ? 3 : 1);
  });
});

test('a full disk in the middle of a seal leaves what verifies, and the next seal works', () => {
  for (const at of [3, 8, 12, 20]) {
    const made = scenario();
    expect(() => seal(made.process({ at, fault: 'ENOSPC' }).store)).toThrow(
      expect.objectContaining({ code: 'DISK_FULL' }),
    );
    const next = made.process().store;
    expect(isSound(findingsOf(next))).toBe(true);
    seal(next);
    expect(isSound(findingsOf(next))).toBe(true);
    expect(leftovers(next)).toEqual([]);
  }
});
