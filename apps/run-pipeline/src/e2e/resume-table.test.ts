import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { repeatedCommits, sealsOf } from '../testing/evidence-reader.js';
import { drive, look, statesOf } from '../testing/session-driver.js';
import { runJson } from '../testing/spawn-tool.js';
import { crossDirective, makeWorkspace } from '../testing/workspace-maker.js';

const SYMBOLS = ['EURUSD', 'GBPUSD', 'USDJPY'];

/** Seals of an undisturbed run: what every interrupted one must end in. */
function undisturbedSeals(): Readonly<Record<string, string>> {
  const folder = makeWorkspace({ symbols: SYMBOLS });
  runJson(['Cross'], folder);
  return sealsOf(folder);
}

/** Stages that a progress log shows as started, `symbol stage`. */
function started(progress: readonly { symbol?: string; stage: string; status: string }[]) {
  return progress
    .filter((event) => event.status === 'started' && event.stage !== 'runs')
    .map((event) => `${event.symbol ?? '*'} ${event.stage}`);
}

describe('resume goes on exactly where the last commit was', () => {
  test('from nothing everything is done, each stage once, in the order of the table', async () => {
    const folder = makeWorkspace({ symbols: ['EURUSD'] });
    const { result, progress } = await drive(folder);
    expect(result?.exit).toBe(0);
    expect(started(progress)).toEqual([
      '* 0',
      '* 0.5',
      'EURUSD 0.75',
      'EURUSD 1',
      'EURUSD 2',
      'EURUSD 3',
      'EURUSD 3A',
      '* 4',
    ]);
  });

  test('at PREFLIGHT_COMPLETE preflight is skipped and semantic validation runs', async () => {
    const folder = makeWorkspace({ symbols: SYMBOLS });
    await drive(folder, { until: (event) => event.stage === '0' && event.status === 'done' });
    expect(await statesOf(folder)).toMatchObject({
      directive: 'PREFLIGHT_COMPLETE',
      runs: { EURUSD: 'PREFLIGHT_COMPLETE' },
    });
    const { progress } = await drive(folder);
    expect(started(progress).slice(0, 2)).toEqual(['* 0.5', expect.stringContaining('0.75')]);
    expect(sealsOf(folder)).toEqual(undisturbedSeals());
  });

  const positions = [
    ['1', 'STAGE_1_COMPLETE', ['2', '3', '3A']],
    ['2', 'STAGE_2_COMPLETE', ['3', '3A']],
    ['3', 'STAGE_3_COMPLETE', ['3A']],
    ['3A', 'COMPLETE', []],
  ] as const;

  test.each(positions)(
    'V-2: a run interrupted after stage %s (%s) goes on with exactly the stages after it',
    async (stage, state, remaining) => {
      const folder = makeWorkspace({ symbols: SYMBOLS });
      const first = (event: { symbol?: string; stage: string; status: string }) =>
        event.symbol === 'EURUSD' && event.stage === stage && event.status === 'done';
      await drive(folder, { jobs: 1, until: first });
      expect((await statesOf(folder)).runs).toEqual({
        EURUSD: state,
        GBPUSD: 'PREFLIGHT_COMPLETE_SEMANTICALLY_VALID',
        USDJPY: 'PREFLIGHT_COMPLETE_SEMANTICALLY_VALID',
      });
      const { result, progress } = await drive(folder, { jobs: 1 });
      expect(result?.exit).toBe(0);
      const own = started(progress).filter((line) => line.startsWith('EURUSD'));
      expect(own).toEqual(remaining.map((left) => `EURUSD ${left}`));
      expect(repeatedCommits(folder)).toEqual([]);
      expect(sealsOf(folder)).toEqual(undisturbedSeals());
    },
  );

  test('the dry run is the entry gate of stage 1: interrupted before it, it is repeated', async () => {
    const folder = makeWorkspace({ symbols: ['EURUSD'] });
    await drive(folder, { until: (event) => event.stage === '0.75' && event.status === 'done' });
    expect((await statesOf(folder)).runs).toEqual({
      EURUSD: 'PREFLIGHT_COMPLETE_SEMANTICALLY_VALID',
    });
    const { progress } = await drive(folder);
    expect(started(progress)).toEqual([
      'EURUSD 0.75',
      'EURUSD 1',
      'EURUSD 2',
      'EURUSD 3',
      'EURUSD 3A',
      '* 4',
    ]);
  });

  test('at SYMBOL_RUNS_COMPLETE capsules are verified and only stage 4 is done', async () => {
    const folder = makeWorkspace({ symbols: SYMBOLS });
    await drive(folder, { until: (event) => event.stage === '4' && event.status === 'started' });
    expect(await statesOf(folder)).toMatchObject({ directive: 'SYMBOL_RUNS_COMPLETE' });
    const { progress } = await drive(folder);
    expect(started(progress)).toEqual(['* 4']);
    expect(sealsOf(folder)).toEqual(undisturbedSeals());
  });

  test('at PORTFOLIO_COMPLETE nothing is done and the exit code is 0', async () => {
    const folder = makeWorkspace({ symbols: ['EURUSD'] });
    await drive(folder);
    const events = await look(folder, ({ ledger }) => ledger.head().seq);
    const { result, progress } = await drive(folder, { directives: ['Cross'] });
    expect(result?.directives[0]?.outcome).toBe('NOTHING_TO_DO');
    expect(progress).toEqual([]);
    expect(await look(folder, ({ ledger }) => ledger.head().seq)).toBe(events);
  });

  test('a provision-only directive remains in active and a plain run goes on from there', () => {
    const folder = makeWorkspace({ symbols: ['EURUSD'] });
    const provisioned = runJson(['--all', '--provision-only'], folder);
    expect(provisioned.exit).toBe(0);
    expect(provisioned.directive).toMatchObject({
      outcome: 'PROVISIONED',
      state: 'PREFLIGHT_COMPLETE_SEMANTICALLY_VALID',
    });
    const again = runJson(['--all', '--provision-only'], folder);
    expect(again.directive.outcome).toBe('PROVISIONED');
    const run = runJson(['--all'], folder);
    expect(run.exit).toBe(0);
    expect(run.directive).toMatchObject({ outcome: 'COMPLETED', attempt: 1 });
    expect(runJson(['--all'], folder).document.directives).toEqual([]);
  });
});

describe('what resuming refuses', () => {
  test('a FAILED directive is refused with the failing run, its code and the commands that lead on', () => {
    const folder = makeWorkspace({ symbols: ['EURUSD'] });
    runJson(['Cross', '--provision-only'], folder);
    breakSnapshot(folder);
    const failed = runJson(['Cross'], folder);
    expect(failed.exit).not.toBe(0);
    expect(failed.directive.state).toBe('FAILED');
    const refused = runJson(['Cross'], folder);
    expect(refused.directive.outcome).toBe('REFUSED');
    expect(refused.document.error).toMatchObject({ code: 'DIRECTIVE_FAILED' });
    expect(refused.document.error?.next).toContain('reset-directive Cross');
    expect(refused.document.error?.next).toContain('--force');
    const forced = runJson(['Cross', '--force', '--reason', 'restored'], folder);
    expect(forced.exit).toBe(0);
    expect(forced.directive.attempt).toBe(2);
  });

  test('V-7: with runs/ emptied by hand the next command names each lost capsule and how to recover', () => {
    const folder = makeWorkspace({ symbols: SYMBOLS });
    const done = runJson(['Cross'], folder);
    rmSync(join(folder, 'runs'), { recursive: true });
    const lost = runJson(['Cross'], folder);
    expect(lost.exit).toBe(3);
    const findings = lost.document.diagnostics ?? [];
    expect(findings.map((found) => found.code)).toEqual(Array(3).fill('ARTIFACT_MISSING'));
    for (const run of done.directive.runs) expect(lost.stdout).toContain(`runs/${run.run_id}`);
    expect(lost.document.error?.next).toContain('--force');
    const remade = runJson(['Cross', '--force', '--reason', 'capsule lost'], folder);
    expect(remade.exit).toBe(0);
    expect(remade.directive.runs).toEqual(done.directive.runs);
  });

  test('an altered artifact stops stage 4: runs stay COMPLETE, the directive fails, exit 3', async () => {
    const folder = makeWorkspace({ symbols: ['EURUSD', 'GBPUSD'] });
    await drive(folder, { until: (event) => event.stage === '4' && event.status === 'started' });
    const runId = await look(folder, ({ ledger }) => ledger.runs('Cross')[0]?.run_id ?? '');
    const trades = join(folder, 'runs', runId, 'artifacts', 'raw', 'results_tradelevel.csv');
    rmSync(trades);
    writeFileSync(trades, 'altered\n');
    const stopped = runJson(['Cross'], folder);
    expect(stopped.exit).toBe(3);
    expect(stopped.document.error?.code).toBe('ARTIFACT_HASH_MISMATCH');
    expect(stopped.directive.state).toBe('FAILED');
    expect(stopped.directive.runs.map((run) => run.state)).toEqual(['COMPLETE', 'COMPLETE']);
  });

  test('a result of stage 1 that was altered is not silently redone: that run fails, exit 3', async () => {
    const folder = makeWorkspace({ symbols: ['EURUSD'] });
    await drive(folder, { until: (event) => event.stage === '1' && event.status === 'done' });
    const runId = await look(folder, ({ ledger }) => ledger.runs('Cross')[0]?.run_id ?? '');
    rmSync(join(folder, 'runs', runId, 'artifacts', 'raw', 'equity_curve.csv'));
    const stopped = runJson(['Cross'], folder);
    expect(stopped.exit).toBe(3);
    expect(stopped.directive.runs[0]?.state).toBe('FAILED');
    expect(stopped.document.error?.code).toBe('ARTIFACT_MISSING');
  });
});

/** Makes the bundle that a capsule keeps unusable; the live strategy stays as it was. */
function breakSnapshot(folder: string): void {
  const { runs } = runJson(['Cross', '--provision-only'], folder).directive;
  const path = join(folder, 'runs', runs[0]?.run_id ?? '', 'strategy.js');
  rmSync(path);
  writeFileSync(path, 'throw new Error("not a strategy");');
}

test('a second symbol list in the same order gives the same runs, a longer one keeps those there were', () => {
  const two = makeWorkspace({ symbols: ['EURUSD', 'GBPUSD', 'USDJPY'] });
  const all = runJson(['Cross'], two).directive.runs;
  const folder = makeWorkspace({
    symbols: ['EURUSD', 'GBPUSD', 'USDJPY'],
    directives: { 'Cross.txt': crossDirective(['EURUSD', 'GBPUSD']) },
  });
  const fewer = runJson(['Cross'], folder).directive.runs;
  expect(all.slice(0, 2)).toEqual(fewer);
});
