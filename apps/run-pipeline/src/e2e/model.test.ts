import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkSealsWithCoreutils, repeatedCommits, sealsOf } from '../testing/evidence-reader.js';
import { builtTool, runJson, runTool, toolEnvironment } from '../testing/spawn-tool.js';
import { changeByte, sharedTemplate, copyOf, runIdOf, sweep } from '../testing/sweep-driver.js';

/** Sequences that are tried; more by night. Each costs some ten seconds. */
const RUNS = Number(process.env['ASSAY_MODEL_RUNS'] ?? 4);
const SEED = Number(process.env['ASSAY_SEED'] ?? 20260131);
const SYMBOLS = ['EURUSD', 'USDJPY'] as const;
type Pair = (typeof SYMBOLS)[number];

/** What an onlooker who has read the documents knows of the workspace: the oracle. */
interface Known {
  /** `anywhere`: a run was killed, and stands at one of its commits. */
  state: 'INITIALIZED' | 'BEFORE_STAGE_4' | 'COMPLETE' | 'FAILED' | 'anywhere';
  /** Symbols whose capsules are gone, and nobody has put that on record. */
  lost: Set<Pair>;
  /** The same, on record: the row was retired by a sweep. */
  retired: Set<Pair>;
  /** Symbols with an altered artifact. */
  altered: Set<Pair>;
  /** The rows were taken out of the sheet by hand. */
  isWithdrawn: boolean;
  /** Copies under backtests/ that were edited. */
  copies: Set<Pair>;
  /** Other views that were edited, and folders that nobody answers for. */
  clutter: Set<string>;
}

/** The workspace itself. */
interface Real {
  readonly folder: string;
  readonly ids: Readonly<Record<Pair, string>>;
}

type Step = fc.Command<Known, Real>;

function step(
  name: string,
  check: (known: Readonly<Known>) => boolean,
  run: (known: Known, real: Real) => void,
): Step {
  return { check, run, toString: () => name };
}

function isEvidenceWhole(known: Readonly<Known>): boolean {
  return known.lost.size + known.retired.size + known.altered.size === 0;
}

/** A fresh attempt writes every capsule and row again, and shows them. */
function afterFreshRun(known: Known): void {
  known.state = 'COMPLETE';
  known.isWithdrawn = false;
  for (const set of [known.lost, known.retired, known.altered]) set.clear();
  known.copies.clear();
}

const STEPS: readonly fc.Arbitrary<Step>[] = [
  fc.constant(
    step(
      'run',
      () => true,
      (known, { folder }) => {
        const { exit, stderr } = runJson(['Cross'], folder);
        switch (known.state) {
          case 'INITIALIZED':
          case 'anywhere':
            expect(exit, stderr).toBe(0);
            afterFreshRun(known);
            break;
          case 'BEFORE_STAGE_4':
            expect(exit, stderr).toBe(isEvidenceWhole(known) ? 0 : 3);
            known.state = isEvidenceWhole(known) ? 'COMPLETE' : 'FAILED';
            break;
          case 'COMPLETE':
            // A loss that is on record is a warning; one that is not is altered evidence.
            expect(exit, stderr).toBe(known.lost.size + known.altered.size > 0 ? 3 : 0);
            break;
          case 'FAILED':
            expect(exit, stderr).toBe(1);
            break;
        }
      },
    ),
  ),
  fc.constant(
    step(
      'run --force',
      () => true,
      (known, { folder }) => {
        const { exit, stderr } = runJson(['Cross', '--force', '--reason', 'model'], folder);
        expect(exit, stderr).toBe(0);
        afterFreshRun(known);
      },
    ),
  ),
  fc.integer({ min: 150, max: 2500 }).map((ms) =>
    step(`run --force, killed after ${ms} ms`, isEvidenceWhole, (known, { folder }) => {
      const { signal } = spawnSync(
        process.execPath,
        [builtTool('run-pipeline'), 'Cross', '--force', '--reason', 'killed'],
        {
          cwd: folder,
          env: toolEnvironment(),
          timeout: ms,
          killSignal: 'SIGKILL',
          stdio: 'ignore',
        },
      );
      if (signal === null) afterFreshRun(known);
      else known.state = 'anywhere';
    }),
  ),
  fc.constant(
    step(
      'reset',
      () => true,
      (known, { folder }) => {
        const { exit, stderr } = runTool(['Cross', '--reason', 'model'], folder, 'reset-directive');
        expect(exit, stderr).toBe(0);
        known.state = 'INITIALIZED';
        // Copies of a run that was superseded are nobody's word any more; the next run replaces them.
        known.copies.clear();
        // An altered capsule of an archived run is still altered; its rows still stand, superseded.
      },
    ),
  ),
  fc.constant(
    step(
      'reset --to-stage4',
      ({ state }) => state === 'COMPLETE',
      (known, { folder }) => {
        const words = ['Cross', '--to-stage4', '--reason', 'model'];
        const { exit, stderr } = runTool(words, folder, 'reset-directive');
        expect(exit, stderr).toBe(isEvidenceWhole(known) ? 0 : 3);
        if (isEvidenceWhole(known)) known.state = 'BEFORE_STAGE_4';
      },
    ),
  ),
  fc.constant(
    step(
      'sweep',
      ({ state }) => state !== 'anywhere',
      (known, { folder }) => {
        const { exit, document } = sweep(folder);
        const heavy = known.altered.size + known.copies.size;
        const light = known.lost.size + known.clutter.size;
        expect(exit, JSON.stringify(document.findings)).toBe(heavy > 0 ? 3 : light > 0 ? 1 : 0);
      },
    ),
  ),
  fc.constant(
    step(
      'sweep --fix',
      () => true,
      (known, { folder }) => {
        const { exit, stderr } = sweep(folder, '--fix');
        expect(exit, stderr).toBe(known.altered.size > 0 ? 3 : 0);
        for (const symbol of known.lost) known.retired.add(symbol);
        known.lost.clear();
        known.clutter.clear();
        known.copies.clear();
        expect(sweep(folder).exit).toBe(known.altered.size > 0 ? 3 : 0);
      },
    ),
  ),
  fc.constant(
    step(
      'verify',
      ({ state }) => state !== 'anywhere',
      (known, { folder }) => {
        const { exit, document } = sweep(folder, 'verify');
        const heavy = known.altered.size + known.copies.size + known.lost.size;
        const expected = heavy > 0 ? 3 : known.clutter.size > 0 ? 1 : 0;
        expect(exit, JSON.stringify(document.findings)).toBe(expected);
      },
    ),
  ),
  fc.constant(
    step(
      'retire',
      (known) =>
        known.state === 'COMPLETE' && !known.isWithdrawn && known.retired.size < SYMBOLS.length,
      (known, { folder }) => {
        const words = ['retire', 'Cross', '--reason', 'model'];
        const { exit, stderr } = runTool(words, folder, 'integrity-sweep');
        expect(exit, stderr).toBe(0);
        known.isWithdrawn = true;
        // What was shown of the rows has gone to quarantine with them.
        known.copies.clear();
      },
    ),
  ),
  fc.constantFrom(...SYMBOLS).map((symbol) =>
    step(
      `capsule of ${symbol} deleted`,
      (known) =>
        known.state === 'COMPLETE' &&
        !known.isWithdrawn &&
        !known.lost.has(symbol) &&
        !known.retired.has(symbol),
      (known, { folder, ids }) => {
        rmSync(join(folder, 'runs', ids[symbol]), { recursive: true });
        known.lost.add(symbol);
        known.altered.delete(symbol);
        // A folder of copies whose row is orphaned is one finding of its own, not an edited copy.
        known.copies.delete(symbol);
      },
    ),
  ),
  fc.tuple(fc.constantFrom(...SYMBOLS), fc.nat(10_000)).map(([symbol, offset]) =>
    step(
      `artifact of ${symbol} altered at ${offset}`,
      (known) =>
        known.state === 'COMPLETE' &&
        !known.lost.has(symbol) &&
        !known.retired.has(symbol) &&
        !known.altered.has(symbol),
      (known, { folder, ids }) => {
        const path = join(folder, 'runs', ids[symbol], 'artifacts', 'raw', 'results_risk.csv');
        chmodSync(path, 0o644);
        changeByte(path, offset);
        known.altered.add(symbol);
      },
    ),
  ),
  fc.constantFrom(...SYMBOLS).map((symbol) =>
    step(
      `copy of ${symbol} edited`,
      (known) =>
        known.state === 'COMPLETE' &&
        !known.isWithdrawn &&
        !known.lost.has(symbol) &&
        !known.retired.has(symbol) &&
        !known.copies.has(symbol),
      (known, { folder }) => {
        const path = join(folder, 'backtests', `Cross_${symbol}`, 'raw', 'results_yearwise.csv');
        chmodSync(path, 0o644);
        writeFileSync(path, 'edited\n');
        known.copies.add(symbol);
      },
    ),
  ),
  fc.constant(
    step(
      'a zombie folder appears',
      () => true,
      (known, { folder }) => {
        mkdirSync(join(folder, 'backtests', 'Zombie_EURUSD'), { recursive: true });
        writeFileSync(join(folder, 'backtests', 'Zombie_EURUSD', 'mine.txt'), 'keep me');
        known.clutter.add('zombie');
      },
    ),
  ),
];

/** Whatever was done to it, these commands make it whole again. */
function mend(known: Known, { folder }: Real): void {
  sweep(folder, '--fix');
  const done = runJson(['Cross', '--force', '--reason', 'mended'], folder);
  expect(done.exit, done.stderr).toBe(0);
  known.state = 'COMPLETE';
}

const template = sharedTemplate();

test(`${RUNS} random stories of runs, kills, resets, sweeps and hands in the files go as an onlooker foresees`, () => {
  const ids = {
    EURUSD: runIdOf(template.folder, 'EURUSD'),
    USDJPY: runIdOf(template.folder, 'USDJPY'),
  };
  const expected = sealsOf(template.folder);
  fc.assert(
    fc.property(fc.commands([...STEPS], { maxCommands: 9 }), (steps) => {
      const real: Real = { folder: copyOf(template.folder), ids };
      const known: Known = {
        state: 'COMPLETE',
        lost: new Set(),
        retired: new Set(),
        altered: new Set(),
        isWithdrawn: false,
        copies: new Set(),
        clutter: new Set(),
      };
      fc.modelRun(() => ({ model: known, real }), steps);
      mend(known, real);
      expect(sealsOf(real.folder)).toEqual(expected);
      expect(checkSealsWithCoreutils(real.folder)).toBe(3);
      expect(repeatedCommits(real.folder)).toEqual([]);
      expect(sweep(real.folder, 'verify').exit).toBe(0);
      rmSync(real.folder, { recursive: true, force: true });
    }),
    { numRuns: RUNS, seed: SEED, endOnFailure: true },
  );
}, 900_000);
