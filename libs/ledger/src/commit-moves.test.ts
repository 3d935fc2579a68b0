import { workspacePaths } from '@assay/workspace';
import {
  faultyFileStore,
  memoryDisk,
  SimulatedCrash,
  type FaultPlan,
} from '@assay/workspace/testing';
import { expect, test } from 'vitest';
import { commitMoves } from './commit-moves.js';
import type { FileMove } from './ledger-events.js';
import { recover } from './recover.js';
import { temporaryLedger } from './testing/temporary-ledger.js';

const ROOT = '/w';
const MOVES: readonly FileMove[] = [
  { from: 'backtests/Zombie_EURUSD', to: '.assay/quarantine/S/backtests/Zombie_EURUSD' },
  { from: 'runs/a/run_state.json', to: 'runs/a/run_state.json.bak.S' },
];
const FILES: Readonly<Record<string, string>> = {
  'backtests/Zombie_EURUSD/raw/trades.csv': 'a,b\n',
  'runs/a/run_state.json': '{}\n',
};

/** A workspace on a disk in memory with two things to be moved. */
function scenario() {
  const disk = memoryDisk(ROOT);
  const paths = workspacePaths(ROOT);
  const ledger = temporaryLedger();
  const process = (plan?: FaultPlan) => faultyFileStore(ROOT, plan, disk);
  const before = process().files;
  for (const [path, text] of Object.entries(FILES))
    before.writeAtomic(paths.at(path).absolute, text);
  const moved = (path: string): string => {
    const move = MOVES.find(({ from }) => path.startsWith(from));
    return move ? path.replace(move.from, move.to) : path;
  };
  return {
    disk,
    ledger,
    paths,
    process,
    commit: (plan?: FaultPlan) =>
      commitMoves({
        ledger,
        paths,
        files: process(plan).files,
        events: [{ type: 'LOCK_TAKEN_OVER', holder: 'x' }],
        moves: MOVES,
      }),
    /** Everything at its old place and no event, or everything at its new one and the event. */
    outcome(hasLostPower = false): 'nothing' | 'everything' {
      const { files } = process();
      const isDone = ledger.events().some(({ type }) => type === 'LOCK_TAKEN_OVER');
      for (const [path, text] of Object.entries(FILES)) {
        const [here, gone] = isDone ? [moved(path), path] : [path, moved(path)];
        expect(files.readText(paths.at(here).absolute)).toBe(text);
        // A cut between the flushes of two folders may leave both entries, never none.
        if (!hasLostPower) expect(files.exists(paths.at(gone).absolute)).toBe(false);
      }
      expect(ledger.pendingMoves()).toEqual([]);
      return isDone ? 'everything' : 'nothing';
    },
  };
}

test('files and folders are at their new places when the commit returns', () => {
  const world = scenario();
  world.commit();
  expect(world.outcome()).toBe('everything');
});

test('a commit of moves that dies at any step, or loses its power there, is rolled forward', () => {
  const counted = scenario();
  const { files, operations } = counted.process();
  commitMoves({ ...counted, files, events: [], moves: MOVES });
  for (let at = 1; at <= operations.length; at += 1) {
    for (const fault of ['kill', 'kill-after'] as const) {
      for (const kept of [undefined, 0, 1, 2]) {
        const world = scenario();
        expect(() => world.commit({ at, fault })).toThrow(SimulatedCrash);
        if (kept !== undefined) world.disk.cutPower(kept);
        expect(recover({ ...world, files: world.process().files }).problems).toEqual([]);
        expect(world.outcome(kept !== undefined)).toBe('everything');
      }
    }
  }
});

test('a recovery that dies among the moves is done by the next one, and leaves one event', () => {
  for (let at = 1; ; at += 1) {
    const world = scenario();
    expect(() => world.commit({ at: 1, fault: 'kill' })).toThrow(SimulatedCrash);
    const { files, operations } = world.process({ at, fault: 'kill' });
    let hasEnded = false;
    try {
      recover({ ...world, files });
      hasEnded = true;
    } catch (error) {
      if (!(error instanceof SimulatedCrash)) throw error;
    }
    recover({ ...world, files: world.process().files });
    expect(world.outcome()).toBe('everything');
    const recovered = world.ledger.events().filter(({ type }) => type === 'RECOVERED');
    expect(recovered).toHaveLength(1);
    expect(recovered[0]?.payload['rolled_forward']).toEqual(MOVES.map(({ to }) => to));
    if (hasEnded && operations.length < at) break;
  }
});

test('a move whose place was taken meanwhile stays recorded and is told each time; nothing is overwritten', () => {
  const world = scenario();
  expect(() => world.commit({ at: 1, fault: 'kill' })).toThrow(SimulatedCrash);
  const taken = world.paths.at('runs/a/run_state.json.bak.S').absolute;
  world.process().files.writeAtomic(taken, 'mine');
  for (const _ of [1, 2]) {
    const { problems } = recover({ ...world, files: world.process().files });
    expect(problems).toMatchObject([{ code: 'IO_FAILED' }]);
  }
  expect(world.process().files.readText(taken)).toBe('mine');
  expect(world.process().files.readText(world.paths.at('runs/a/run_state.json').absolute)).toBe(
    '{}\n',
  );
});

test('a move that the disk refuses is an error, and is done by the next recovery', () => {
  const world = scenario();
  expect(() => world.commit({ at: 1, fault: 'ENOSPC' })).toThrow(
    expect.objectContaining({ code: 'DISK_FULL' }),
  );
  recover({ ...world, files: world.process().files });
  expect(world.outcome()).toBe('everything');
});
