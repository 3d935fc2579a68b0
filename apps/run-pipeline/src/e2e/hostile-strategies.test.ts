import { existsSync, mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { repeatedCommits } from '../testing/evidence-reader.js';
import { runJson, runTool } from '../testing/spawn-tool.js';
import {
  crossDirective,
  makeWorkspace,
  temporaryFolder,
  textOf,
  writeDirective,
} from '../testing/workspace-maker.js';

/** Parts of a strategy that is hostile where prices are in yen, and honest elsewhere. */
interface Act {
  readonly top?: string;
  readonly prepare?: string;
  readonly entry?: string;
  readonly members?: string;
}

const SYMBOLS = ['EURUSD', 'USDJPY', 'GBPUSD'];
/** Seconds: far more than an honest run takes, on a busy machine as well. */
const TIMEOUT_S = 12;

/** A workspace beside a neighbour's file, with the hostile directive and an honest one after it. */
function hostileWorkspace(act: Act): { readonly folder: string; readonly parent: string } {
  const directive = crossDirective(SYMBOLS)
    .replace('strategy: Cross', 'strategy: Hostile')
    .replace(/moving_average_cross:[\s\S]*?slow: 30\n/, 'parameters: { limit: 3 }\n');
  const made = makeWorkspace({ symbols: SYMBOLS, directives: { 'A_Hostile.txt': directive } });
  writeDirective(made, 'Cross.txt', crossDirective(['EURUSD']));
  const parent = temporaryFolder();
  const folder = join(parent, 'workspace');
  renameSync(made, folder);
  writeFileSync(join(parent, 'neighbour.txt'), 'not yours');
  const limits = { data: ['data'], strategy_timeout_s: TIMEOUT_S, strategy_memory_mb: 300 };
  writeFileSync(join(folder, 'assay.json'), JSON.stringify(limits));
  runTool(['A_Hostile', '--provision-only'], folder);
  const path = join(folder, 'strategies', 'Hostile', 'strategy.ts');
  const provisioned = textOf(path);
  writeFileSync(
    path,
    provisioned.slice(0, provisioned.indexOf('export default')) + hostileCode(act),
  );
  return { folder, parent };
}

function hostileCode({ top = '', prepare = '', entry = '', members = '' }: Act): string {
  return `${top}
export default defineStrategy({
  name: 'Hostile', timeframe: '1h', signature: STRATEGY_SIGNATURE, ${members}
  prepareIndicators(bars) { if (bars.close[0] > 50) { ${prepare} } return {}; },
  checkEntry(ctx) {
    if (ctx.symbol === 'USDJPY') { ${entry} }
    return ctx.i % 50 === 0 ? { direction: 1 } : null;
  },
  checkExit(ctx) { return ctx.position !== null && ctx.position.barsHeld >= 5; },
});
`;
}

const FORGED = (code: string): string =>
  `throw Object.assign(new Error('forged'), { name: 'AssayError', code: '${code}', diagnostics: [] });`;

const ACTS: readonly (readonly [string, Act, string])[] = [
  ['never ends', { entry: 'for (;;);' }, 'STRATEGY_TIMEOUT'],
  ['never ends in one call of the machine', { entry: '[].includes.call({ length: 2 ** 52 }, 1);' }, 'STRATEGY_MEMORY'],
  ['would end the process in one call', { prepare: '[].sort.call({ length: 2 ** 52 });' }, 'STRATEGY_MEMORY'],
  ['fills the heap', { prepare: 'const kept = []; for (;;) kept.push(1.5);' }, 'STRATEGY_MEMORY'],
  ['fills memory with texts', { prepare: `let s = 'x'; for (let i = 0; i < 27; i += 1) s += s; const kept = []; for (;;) { const t = s + kept.length; t.charCodeAt(1); kept.push(t); }` }, 'STRATEGY_MEMORY'],
  ['calls itself without end', { entry: 'const f = (n) => f(n + 1) + 1; f(0);' }, 'STRATEGY_CRASH'],
  ['claims that evidence was altered', { entry: FORGED('LEDGER_CHAIN_BROKEN') }, 'STRATEGY_CRASH'],
  ['claims that the disk is full', { prepare: FORGED('DISK_FULL') }, 'STRATEGY_CRASH'],
  ['throws an error without a place', { entry: `throw Object.defineProperty(new Error('x'), 'stack', { value: '' });` }, 'STRATEGY_CRASH'],
  ['throws a hundred megabytes of text', { entry: `throw new Error('x'.repeat(1e8));` }, 'STRATEGY_CRASH'],
  ['changes the prices', { prepare: 'bars.open[300] = 1;' }, 'STRATEGY_CONTRACT'],
  ['raises its account', { entry: 'ctx.parts.account.cash = 1e9;' }, 'STRATEGY_CRASH'],
  ['makes costs none for every object', { top: `const p = ['proto', 'type'].join(''); const all = Object;`, prepare: 'all[p].spread_points = 0;' }, 'STRATEGY_CRASH'],
  ['names signals that its hooks do not know', { top: `const TABLE = Symbol.for('assay.signals');`, members: `[TABLE]: (bars, symbol) => (symbol === 'USDJPY' ? { count: 1, bars: Int32Array.of(150), bits: Uint8Array.of(1), reverses: false } : null),` }, 'STRATEGY_CONTRACT'],
]; // prettier-ignore

describe('a hostile strategy that', () => {
  test.each(ACTS)('%s costs its own run, and nothing else', (_what, act, code) => {
    const { folder, parent } = hostileWorkspace(act);
    const ended = runJson(['--all'], folder);
    expect(ended.exit, ended.stderr.slice(0, 2000)).toBe(1);
    const [hostile, honest] = ended.document.directives;
    expect(hostile?.runs.map(({ symbol, state }) => [symbol, state])).toEqual([
      ['EURUSD', 'COMPLETE'],
      ['USDJPY', 'FAILED'],
      ['GBPUSD', 'COMPLETE'],
    ]);
    expect(hostile?.state).toBe('FAILED');
    expect(honest).toMatchObject({ id: 'Cross', state: 'PORTFOLIO_COMPLETE' });
    expect(ended.document.diagnostics?.map((found) => found.code)).toContain(code);
    expect(ended.stdout.length + ended.stderr.length).toBeLessThan(40_000);
    expect(ended.stderr).not.toMatch(/^\s+at /m);
    expect(crashLogs(folder)).toEqual([]);
    expectSound(folder, parent);
  });
});

/** Logs of defects of ours. */
function crashLogs(folder: string): readonly string[] {
  const logs = join(folder, 'outputs', 'logs');
  return existsSync(logs) ? readdirSync(logs).filter((name) => name.startsWith('crash_')) : [];
}

/** The ledger is whole and readable, the next call goes on, and the neighbour has what he had. */
function expectSound(folder: string, parent: string): void {
  const status = runTool(['status'], folder);
  expect(status.exit, status.stderr).toBe(0);
  expect(repeatedCommits(folder)).toEqual([]);
  expect(runJson(['Cross'], folder).directive.outcome).toBe('NOTHING_TO_DO');
  expect(readdirSync(parent).sort()).toEqual(['neighbour.txt', 'workspace']);
  expect(textOf(parent, 'neighbour.txt')).toBe('not yours');
}

describe('a hostile indicator or module of the workspace', () => {
  test('is judged wherever it hides: no run of it begins, exit 1', () => {
    const { folder } = hostileWorkspace({
      top: `import { act } from './beside';`,
      entry: 'act();',
    });
    const beside = join(folder, 'strategies', 'Hostile', 'beside.ts');
    mkdirSync(dirname(beside), { recursive: true });
    writeFileSync(beside, 'export const act = (): number => Date.now();\n');
    const ended = runJson(['A_Hostile'], folder);
    expect(ended.exit).toBe(1);
    expect(ended.document.error?.code).toBe('FORBIDDEN_CONSTRUCT');
    expect(ended.directive.runs.map(({ state }) => state)).toEqual(['FAILED', 'FAILED', 'FAILED']);
  });
});
