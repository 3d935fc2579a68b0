import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { eventsOf } from '../testing/evidence-reader.js';
import { drive, look } from '../testing/session-driver.js';
import { runJson } from '../testing/spawn-tool.js';
import {
  crossDirective,
  makeWorkspace,
  textOf,
  writeBars,
  writeDirective,
} from '../testing/workspace-maker.js';

const HOLLOW = crossDirective(['EURUSD']).replace(/moving_average_cross:[\s\S]*?slow: 30\n/, '');

describe('gates before an attempt', () => {
  test('a folder that no row and no attempt explains stops the directive before anything is created', () => {
    const folder = makeWorkspace({ symbols: ['EURUSD'] });
    mkdirSync(join(folder, 'backtests', 'Cross_EURUSD'), { recursive: true });
    const stopped = runJson(['Cross'], folder);
    expect(stopped.exit).toBe(1);
    expect(stopped.document.error).toMatchObject({ code: 'ZOMBIE_ARTIFACT' });
    expect(stopped.document.error?.message).toBe(
      'Zombie Artifact detected. Strategy folder exists but is unindexed.',
    );
    expect(stopped.directive).toMatchObject({ state: null, outcome: 'BLOCKED', runs: [] });
    expect(existsSync(join(folder, 'runs'))).toBe(false);
    expect(existsSync(join(folder, 'strategies'))).toBe(false);
    rmSync(join(folder, 'backtests', 'Cross_EURUSD'), { recursive: true });
    expect(runJson(['Cross'], folder).exit).toBe(0);
  });

  test('a name that only begins like another is no obstacle: keys are compared whole', () => {
    const folder = makeWorkspace({ symbols: ['EURUSD'] });
    mkdirSync(join(folder, 'backtests', 'Cross_EURUSD2'), { recursive: true });
    mkdirSync(join(folder, 'backtests', 'Cross2_EURUSD'), { recursive: true });
    expect(runJson(['Cross'], folder).exit).toBe(0);
  });

  test('a current row that another directive wrote under the same name stops the directive', () => {
    const folder = makeWorkspace({ symbols: ['EURUSD'] });
    // `A` on symbol `B_EURUSD` and `A_B` on `EURUSD` would both be listed as `A_B_EURUSD`.
    writeBars(folder, 'EURUSD');
    const spec = join(folder, 'broker_specs', 'Assay_FX');
    writeFileSync(
      join(spec, 'B_EURUSD.yaml'),
      readSpec(folder, 'EURUSD').replace('symbol: EURUSD', 'symbol: B_EURUSD'),
    );
    writeFileSync(join(folder, 'data', 'B_EURUSD_1h.csv'), readData(folder, 'EURUSD'));
    rmSync(join(folder, 'backtest_directives', 'active', 'Cross.txt'));
    writeDirective(folder, 'A.txt', crossDirective(['B_EURUSD']));
    writeDirective(folder, 'A_B.txt', crossDirective(['EURUSD']));
    expect(runJson(['A'], folder).exit).toBe(0);
    const stopped = runJson(['A_B'], folder);
    expect(stopped.exit).toBe(1);
    expect(stopped.document.error?.code).toBe('STRATEGY_ALREADY_LISTED');
    expect(stopped.document.error?.message).toContain(
      "Strategy 'A_B_EURUSD' already exists in Master Sheet (Row 1).",
    );
    expect(stopped.document.error?.next).toContain('reset-directive A --reason');
    expect(stopped.directive).toMatchObject({ state: null, runs: [] });
  });

  test('a HARD_STOP ends that directive only: the others of a batch go on', () => {
    const folder = makeWorkspace({ symbols: ['EURUSD'] });
    writeDirective(folder, 'Another.txt', crossDirective(['EURUSD']));
    mkdirSync(join(folder, 'backtests', 'Another_EURUSD'), { recursive: true });
    const batch = runJson(['--all'], folder);
    expect(batch.exit).toBe(1);
    expect(batch.document.directives.map(({ id, outcome }) => [id, outcome])).toEqual([
      ['Another', 'BLOCKED'],
      ['Cross', 'COMPLETED'],
    ]);
  });
});

describe('preflight', () => {
  test('stage 0 lists every finding at once and leaves the directive INITIALIZED without runs', () => {
    const folder = makeWorkspace({
      symbols: ['EURUSD'],
      directives: { 'Cross.txt': crossDirective(['EURUSD', 'NOSPEC', 'AUDUSD', 'USDJPY']) },
    });
    const blocked = runJson(['Cross'], folder);
    expect(blocked.exit).toBe(1);
    const codes = (blocked.document.diagnostics ?? []).map((found) => found.code);
    expect(codes).toContain('BROKER_SPEC_MISSING');
    expect(codes.filter((code) => code === 'DATA_MISSING')).toHaveLength(3);
    expect(blocked.directive).toMatchObject({ state: 'INITIALIZED', outcome: 'BLOCKED', runs: [] });
    const event = eventsOf(folder).at(-1);
    expect(event).toMatchObject({
      type: 'DIRECTIVE_BLOCKED',
      payload: { token: 'BLOCK_EXECUTION' },
    });
  });

  test('two files of one symbol and timeframe are ambiguous, not a choice', () => {
    const folder = makeWorkspace({ symbols: ['EURUSD'] });
    writeFileSync(join(folder, 'data', 'EURUSD_H1.csv'), readData(folder, 'EURUSD'));
    expect(runJson(['Cross'], folder).document.error?.code).toBe('DATA_AMBIGUOUS');
  });

  test('dates that the bars do not cover are refused', () => {
    const folder = makeWorkspace({ symbols: ['EURUSD'], from: '2024-03-01' });
    expect(runJson(['Cross'], folder).document.error?.code).toBe('DATA_COVERAGE');
  });

  test('bars that fail the quality gate are refused with the place', () => {
    const folder = makeWorkspace({ symbols: ['EURUSD'] });
    const lines = readData(folder, 'EURUSD').split('\n');
    lines[200] = (lines[200] ?? '').replace(/,[\d.]+,/, ',-1.0,');
    writeFileSync(join(folder, 'data', 'EURUSD_1h.csv'), lines.join('\n'));
    const blocked = runJson(['Cross'], folder);
    expect(blocked.document.error?.code).toBe('DATA_QUALITY');
    expect(blocked.exit).toBe(1);
  });

  test('a profit that cannot be converted into the account currency is refused', () => {
    const folder = makeWorkspace({
      symbols: ['EURGBP'],
      directives: { 'Cross.txt': crossDirective(['EURGBP']) },
    });
    const blocked = runJson(['Cross'], folder);
    expect(blocked.document.error?.code).toBe('CONVERSION_RATE_MISSING');
    writeBars(folder, 'GBPUSD');
    expect(runJson(['Cross'], folder).exit).toBe(0);
  });

  test('an engine version that does not exist is a HARD_STOP, exit 3, nothing is created', () => {
    const folder = makeWorkspace({
      symbols: ['EURUSD'],
      directives: { 'Cross.txt': crossDirective(['EURUSD'], 'engine: v9_9_9\n') },
    });
    const stopped = runJson(['Cross'], folder);
    expect(stopped.exit).toBe(3);
    expect(stopped.document.error?.code).toBe('ENGINE_VERSION_UNKNOWN');
    expect(stopped.directive).toMatchObject({ state: 'INITIALIZED', runs: [] });
  });

  test('a hollow strategy pauses the directive; asked only to provision, that is success', () => {
    const folder = makeWorkspace({ symbols: ['EURUSD'], directives: { 'Hollow.txt': HOLLOW } });
    const paused = runJson(['Hollow'], folder);
    expect(paused.exit).toBe(1);
    expect(paused.document.error?.code).toBe('PROVISION_REQUIRED');
    expect(paused.directive).toMatchObject({ outcome: 'PAUSED', state: 'INITIALIZED', runs: [] });
    expect(readdirSync(join(folder, 'strategies', 'Cross'))).toEqual(['strategy.ts']);
    const asked = runJson(['Hollow', '--provision-only'], folder);
    expect(asked.exit).toBe(0);
    expect(asked.directive.outcome).toBe('PAUSED');
  });

  test('in a batch a hollow strategy does not hide the directives after it', () => {
    const folder = makeWorkspace({ symbols: ['EURUSD'] });
    writeDirective(
      folder,
      'A_Hollow.txt',
      HOLLOW.replace('strategy: Cross', 'strategy: Unwritten'),
    );
    const batch = runJson(['--all'], folder);
    expect(batch.exit).toBe(1);
    expect(batch.document.directives.map((d) => d.outcome)).toEqual(['PAUSED', 'COMPLETED']);
  });

  test('two directives that share a strategy with different rules are refused', () => {
    const folder = makeWorkspace({ symbols: ['EURUSD'] });
    writeDirective(folder, 'Other.txt', crossDirective(['EURUSD']).replace('fast: 10', 'fast: 5'));
    const batch = runJson(['--all'], folder);
    const errors = (batch.document.diagnostics ?? []).filter((d) => d.severity === 'error');
    expect(errors.map((found) => found.code)).toEqual(['SIGNATURE_CONFLICT', 'SIGNATURE_CONFLICT']);
  });
});

test('V-1: nothing but a reset takes a run out of a committed state', async () => {
  const folder = makeWorkspace({ symbols: ['EURUSD'] });
  await drive(folder);
  await look(folder, ({ ledger }) => {
    const run = ledger.runs('Cross')[0];
    expect(run?.state).toBe('COMPLETE');
  });
  await expect(illegalAdvance(folder)).rejects.toThrow();
  expect(await look(folder, ({ ledger }) => ledger.runs('Cross')[0]?.state)).toBe('COMPLETE');
});

async function illegalAdvance(folder: string): Promise<void> {
  const { inSession } = await import('../testing/session-driver.js');
  await inSession(folder, (session) => {
    const run = session.ledger.runs('Cross')[0];
    if (!run) throw new Error('no run');
    const { directive_id, attempt, symbol, run_id } = run;
    session.ledger.commit({
      events: [
        {
          type: 'RUN_ADVANCED',
          directive_id,
          attempt,
          symbol,
          run_id,
          from: 'COMPLETE',
          to: 'IDLE',
        },
      ],
    });
    return Promise.resolve();
  });
}

function readSpec(folder: string, symbol: string): string {
  return textOf(folder, 'broker_specs', 'Assay_FX', `${symbol}.yaml`);
}

function readData(folder: string, symbol: string): string {
  return textOf(folder, 'data', `${symbol}_1h.csv`);
}
