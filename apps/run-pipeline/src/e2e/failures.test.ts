import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { repeatedCommits } from '../testing/evidence-reader.js';
import { runJson, runTool } from '../testing/spawn-tool.js';
import { crossDirective, makeWorkspace, textOf } from '../testing/workspace-maker.js';

/** A strategy whose entry throws for symbols quoted in yen: one symbol of three fails. */
function strategyFile(checkEntry: string, prepare = 'return {};'): string {
  return `// --- IMPORTS (from the directive) ---
import { defineStrategy } from '@assay/strategy';
// --- STRATEGY SIGNATURE START ---
export const STRATEGY_SIGNATURE = {} as const;
// --- STRATEGY SIGNATURE END ---
export default defineStrategy({
  name: 'Own',
  timeframe: '1h',
  signature: STRATEGY_SIGNATURE,
  prepareIndicators(bars) {
    ${prepare}
  },
  checkEntry(ctx) {
    ${checkEntry}
  },
  checkExit(ctx) {
    return ctx.position !== null && ctx.position.barsHeld >= 5;
  },
});
`;
}

const THROWS_FOR_YEN =
  "if (ctx.tickSize > 0.0005) throw new Error('no yen today'); return ctx.i % 50 === 0 ? { direction: 1 } : null;";

function ownWorkspace(source: string, symbols = ['EURUSD', 'USDJPY', 'GBPUSD']): string {
  const directive = crossDirective(symbols)
    .replace('strategy: Cross', 'strategy: Own')
    .replace(/moving_average_cross:[\s\S]*?slow: 30\n/, '');
  const folder = makeWorkspace({ symbols, directives: { 'Own.txt': directive } });
  // Provisioned first, so that the signature block is the directive's.
  runTool(['Own', '--provision-only'], folder);
  const path = join(folder, 'strategies', 'Own', 'strategy.ts');
  const block = /\/\/ --- STRATEGY SIGNATURE START ---[\s\S]*END ---/.exec(
    textOf(folder, 'strategies', 'Own', 'strategy.ts'),
  );
  writeFileSync(
    path,
    source.replace(/\/\/ --- STRATEGY SIGNATURE START ---[\s\S]*END ---/, block?.[0] ?? ''),
  );
  return folder;
}

describe('a run that fails', () => {
  test('does not stop the others; the directive fails, exit 1, and says which and why', () => {
    const folder = ownWorkspace(strategyFile(THROWS_FOR_YEN));
    const failed = runJson(['Own'], folder);
    expect(failed.exit).toBe(1);
    expect(failed.directive.state).toBe('FAILED');
    expect(failed.directive.outcome).toBe('FAILED');
    expect(failed.directive.runs.map((run) => [run.symbol, run.state, run.outcome])).toEqual([
      ['EURUSD', 'COMPLETE', 'TRADED'],
      ['USDJPY', 'FAILED', 'FAILED'],
      ['GBPUSD', 'COMPLETE', 'TRADED'],
    ]);
    const codes = (failed.document.diagnostics ?? []).map((found) => found.code);
    expect(codes).toContain('RUN_FAILED');
    expect(codes).toContain('STRATEGY_CRASH');
    expect(failed.stdout).toContain('no yen today');
    expect(textOf(folder, 'backtests', 'batch_summary_Own.csv')).toMatch(
      /USDJPY,[0-9a-f]{16},FAILED,,"?STRATEGY_CRASH/,
    );
    const status = runTool(['status', 'Own'], folder);
    expect(status.stdout).toContain('STRATEGY_CRASH');
  });

  test('with --fail-fast ends the directive at once; runs not started keep their state', () => {
    const folder = ownWorkspace(strategyFile(THROWS_FOR_YEN), ['USDJPY', 'EURUSD', 'GBPUSD']);
    const failed = runJson(['Own', '--fail-fast', '--jobs', '1'], folder);
    expect(failed.exit).toBe(1);
    expect(failed.directive.state).toBe('FAILED');
    expect(failed.directive.runs.map((run) => run.state)).toEqual([
      'FAILED',
      'PREFLIGHT_COMPLETE_SEMANTICALLY_VALID',
      'PREFLIGHT_COMPLETE_SEMANTICALLY_VALID',
    ]);
  });

  test('after its cause is gone only the failed run is made again with --failed-only', () => {
    const folder = ownWorkspace(strategyFile('return ctx.i % 50 === 0 ? { direction: 1 } : null;'));
    runJson(['Own', '--provision-only'], folder);
    const { runs } = runJson(['Own', '--provision-only'], folder).directive;
    const bundle = join(folder, 'runs', runs[1]?.run_id ?? '', 'strategy.js');
    const good = textOf(bundle);
    overwrite(bundle, '// lost');
    const failed = runJson(['Own'], folder);
    expect(failed.exit).toBe(3);
    expect(failed.directive.runs.map((run) => run.state)).toEqual([
      'COMPLETE',
      'FAILED',
      'COMPLETE',
    ]);
    expect(failed.document.error?.code).toBe('SNAPSHOT_HASH_MISMATCH');
    overwrite(bundle, good);
    const reset = runTool(
      ['Own', '--failed-only', '--reason', 'bundle restored'],
      folder,
      'reset-directive',
    );
    expect(reset.exit, reset.stderr).toBe(0);
    expect(reset.stdout).toContain(runs[1]?.run_id ?? '');
    const resumed = runJson(['Own'], folder);
    expect(resumed.exit, resumed.stderr).toBe(0);
    expect(resumed.directive).toMatchObject({ state: 'PORTFOLIO_COMPLETE', attempt: 1 });
  });
});

describe('stage 0.75 and 1 refuse', () => {
  const leaks: readonly (readonly [string, string, string])[] = [
    [
      'a column that looks one bar ahead',
      'return ctx.col("next") > ctx.close ? { direction: 1 } : null;',
      'return { next: bars.close.map((_, i) => bars.close[Math.min(i + 1, bars.length - 1)] ?? 0) };',
    ],
    [
      'a decision by the last bar of the data',
      'const c = ctx.column("close"); return c[c.length - 1]! > ctx.close ? { direction: 1 } : null;',
      'return {};',
    ],
  ];

  test.each(leaks)('%s: LOOKAHEAD_DETECTED', (_what, checkEntry, prepare) => {
    const folder = ownWorkspace(strategyFile(checkEntry, prepare), ['EURUSD']);
    const failed = runJson(['Own'], folder);
    expect(failed.exit).toBe(1);
    expect(failed.document.diagnostics?.map((d) => d.code)).toContain('LOOKAHEAD_DETECTED');
  });

  test('an endless loop: STRATEGY_TIMEOUT, and the tool goes on', () => {
    const folder = ownWorkspace(
      strategyFile('for (;;) {} return ctx.i > 0 ? null : { direction: 1 };'),
      ['EURUSD'],
    );
    writeFileSync(join(folder, 'assay.json'), '{"data": ["data"], "strategy_timeout_s": 1}');
    const failed = runJson(['Own'], folder);
    expect(failed.exit).toBe(1);
    expect(failed.document.diagnostics?.map((d) => d.code)).toContain('STRATEGY_TIMEOUT');
    expect(failed.directive.runs[0]?.state).toBe('FAILED');
  });

  test('a decision that is no order: STRATEGY_CONTRACT with what was found', () => {
    const folder = ownWorkspace(strategyFile("return { direction: 2, order: 'later' } as never;"), [
      'EURUSD',
    ]);
    const failed = runJson(['Own'], folder);
    expect(failed.document.diagnostics?.map((d) => d.code)).toContain('STRATEGY_CONTRACT');
  });
});

describe('stage 0.5 refuses', () => {
  const forbidden: readonly (readonly [string, string])[] = [
    ['a clock', 'return Date.now() > 0 && ctx.i > 3 ? { direction: 1 } : null;'],
    ['randomness', 'return Math.random() > 0.5 && ctx.i > 3 ? { direction: 1 } : null;'],
    ['the process', 'return process.pid > 0 && ctx.i > 3 ? { direction: 1 } : null;'],
    ['code from text', 'return eval("1") && ctx.i > 3 ? { direction: 1 } : null;'],
  ];

  test.each(forbidden)(
    '%s: every run and the directive fail in one commit',
    (_what, checkEntry) => {
      const folder = ownWorkspace(strategyFile(checkEntry), ['EURUSD', 'GBPUSD']);
      const failed = runJson(['Own'], folder);
      expect(failed.exit).toBe(1);
      expect(failed.document.error?.code).toBe('FORBIDDEN_CONSTRUCT');
      expect(failed.directive.state).toBe('FAILED');
      expect(failed.directive.runs.map((run) => run.state)).toEqual(['FAILED', 'FAILED']);
    },
  );
});

describe('a run without trades', () => {
  test('completes as NO_TRADES with fresh, empty artifacts', () => {
    const folder = ownWorkspace(strategyFile('return ctx.close < 0 ? { direction: 1 } : null;'), [
      'EURUSD',
      'GBPUSD',
    ]);
    const done = runJson(['Own'], folder);
    expect(done.exit, done.stderr).toBe(0);
    expect(done.directive.state).toBe('PORTFOLIO_COMPLETE');
    for (const run of done.directive.runs) {
      expect(run).toMatchObject({ state: 'COMPLETE', outcome: 'NO_TRADES', trades: 0, net_pnl: 0 });
    }
    expect(done.stderr).toContain('note NO_TRADES: EURUSD: no order became a trade');
    expect(done.stderr).toContain('found:    no order; 0 of ');
    const view = ['backtests', 'Own_EURUSD', 'raw'];
    expect(
      textOf(folder, ...view, 'results_tradelevel.csv')
        .trim()
        .split('\n'),
    ).toHaveLength(1);
    expect(textOf(folder, ...view, 'results_standard.csv')).toMatch(/\n0,0,,,/);
    expect(repeatedCommits(folder)).toEqual([]);
  });

  test('says why its orders were refused, when it ran and whenever it is asked again', () => {
    const folder = ownWorkspace(
      strategyFile('return ctx.i % 50 === 0 ? { direction: 1, stopLoss: ctx.close * 2 } : null;'),
      ['EURUSD'],
    );
    for (const call of ['first', 'again']) {
      const { stderr } = runJson(['Own'], folder);
      expect(stderr, call).toMatch(/note NO_TRADES: EURUSD[^]*refused: STOP_BEYOND_FILL \d+/);
    }
  });

  test('never shows files of an earlier run that traded', () => {
    const folder = ownWorkspace(
      strategyFile('return ctx.i % 50 === 0 ? { direction: 1 } : null;'),
      ['EURUSD'],
    );
    runJson(['Own'], folder);
    const view = ['backtests', 'Own_EURUSD', 'raw', 'results_tradelevel.csv'];
    expect(
      textOf(folder, ...view)
        .trim()
        .split('\n').length,
    ).toBeGreaterThan(10);
    const path = join(folder, 'strategies', 'Own', 'strategy.ts');
    writeFileSync(path, textOf(path).replace('ctx.i % 50 === 0', 'ctx.close < 0'));
    const again = runJson(['Own', '--force', '--reason', 'no entries'], folder);
    expect(again.directive.runs[0]?.outcome).toBe('NO_TRADES');
    expect(
      textOf(folder, ...view)
        .trim()
        .split('\n'),
    ).toHaveLength(1);
  });
});

function overwrite(path: string, text: string): void {
  // Artifacts are read-only; whoever means to change one can.
  rmSync(path);
  writeFileSync(path, text);
}
