import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { builtTool, toolEnvironment } from '../testing/spawn-tool.js';
import { crossDirective, makeWorkspace, textOf } from '../testing/workspace-maker.js';

const DIRECTIVE = 'backtest_directives/active/Cross.txt';
const SPEC = 'broker_specs/Assay_FX/EURUSD.yaml';
const BARS = 'data/EURUSD_1h.csv';
const CONFIG = 'assay.json';
const POLICY = 'policies/Cross.yaml';
const STRATEGY = 'strategies/Cross/strategy.ts';

const LAUGHS = `a: &a [x, x, x, x, x, x, x, x, x]
b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]
c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]
d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c]
e: [*d, *d, *d, *d, *d, *d, *d, *d, *d]
`;
const BINARY = Buffer.from(Array.from({ length: 4096 }, (_, at) => (at * 197 + 31) % 256));

/** How a file becomes hostile; its usual text is given. */
type Spoil = (path: string, usual: string) => void;
const text =
  (make: (usual: string) => string | Uint8Array): Spoil =>
  (path, usual) =>
    writeFileSync(path, make(usual));
const link =
  (target: string): Spoil =>
  (path) => {
    rmSync(path, { force: true });
    symlinkSync(target, path);
  };
const pipe: Spoil = (path) => {
  rmSync(path, { force: true });
  expect(spawnSync('mkfifo', [path]).status).toBe(0);
};
const folder: Spoil = (path) => {
  rmSync(path, { force: true });
  mkdirSync(path);
};

/** For every kind of file that people write. */
const EVERYWHERE: readonly (readonly [string, Spoil])[] = [
  ['binary', text(() => BINARY)],
  ['empty', text(() => '')],
  ['of zeros', text(() => new Uint8Array(5000))],
  ['of 100 MB on one line', text(() => 'a'.repeat(100_000_000))],
  ['nested without end', text(() => '['.repeat(200_000))],
  ['a YAML bomb', text(() => LAUGHS)],
  ['a folder', folder],
  ['a link to itself', (path) => link(path)(path, '')],
  ['a link to endless zeros', link('/dev/zero')],
  ['a pipe that nobody writes to', pipe],
];

const OF_ITS_OWN: readonly (readonly [string, string, Spoil])[] = [
  [DIRECTIVE, 'a name with a control character', text((t) => t.replace('name: Cross', 'name: "a\\u001b[2Jb"'))],
  [DIRECTIVE, 'a strategy that climbs', text((t) => t.replace('strategy: Cross', 'strategy: ../../etc'))],
  [DIRECTIVE, 'a symbol that climbs', text((t) => t.replace('EURUSD', '../../EURUSD'))],
  [DIRECTIVE, 'a prototype as a key', text((t) => `${t}__proto__: { polluted: 1 }\n`)],
  [DIRECTIVE, 'a thousand symbols', text((t) => t.replace('[EURUSD]', `[${Array.from({ length: 1000 }, (_, i) => `S${i}`).join(', ')}]`))],
  [DIRECTIVE, 'a tag that makes objects', text((t) => t.replace('name: Cross', 'name: !!js/function "function () {}"'))],
  [SPEC, 'a size without end', text((t) => t.replace(/contract_size:.*/, 'contract_size: .inf'))],
  [SPEC, 'a tick of nothing', text((t) => t.replace(/tick_size:.*/, 'tick_size: 0'))],
  [BARS, 'a price without end', text((t) => t.replace(/(\n[^,]+,)[\d.]+/, '$1Infinity'))],
  [BARS, 'times that run backwards', text((t) => t.split('\n').reverse().join('\n'))],
  [BARS, 'a line of 50 MB', text((t) => `${t}${'1'.repeat(50_000_000)}\n`)],
  [CONFIG, 'a timeout without end', text(() => '{"data": ["data"], "strategy_timeout_s": 1e999}')],
  [CONFIG, 'a folder of the whole machine', text(() => '{"data": ["/proc/self/task"]}')],
  [POLICY, 'an unknown rule', text(() => 'rules: { anything: { is: fine } }\n')],
  [STRATEGY, 'nothing but markers', text(() => '// --- STRATEGY SIGNATURE START ---\n// --- STRATEGY SIGNATURE END ---\n')],
]; // prettier-ignore

function attack(file: string, spoil: Spoil): void {
  const workspace = makeWorkspace({
    symbols: ['EURUSD'],
    directives: { 'Cross.txt': crossDirective(['EURUSD']) },
  });
  const path = join(workspace, file);
  mkdirSync(dirname(path), { recursive: true });
  const isThere = file !== POLICY && file !== STRATEGY;
  spoil(path, isThere ? textOf(path) : '');
  const ended = spawnSync(process.execPath, [builtTool('run-pipeline'), 'Cross', '--json'], {
    cwd: workspace,
    encoding: 'utf8',
    env: toolEnvironment(),
    timeout: 12_000,
    killSignal: 'SIGKILL',
    maxBuffer: 64 * 1024 * 1024,
  });
  // 4: a strategy file that is a link.
  expect([1, 2, 4], `${ended.signal}\n${ended.stderr.slice(0, 2000)}`).toContain(ended.status);
  expect(ended.stderr).not.toMatch(/^\s+at /m);
  const { error } = JSON.parse(ended.stdout) as { readonly error: Record<string, unknown> };
  for (const part of ['code', 'message', 'next']) expect(error[part], part).toBeTruthy();
  expect(error['code']).toMatch(/^[A-Z_]+$/);
  expect(ended.stdout.length).toBeLessThan(200_000);
  expect(JSON.stringify(error['message'])).not.toMatch(/\\u001b/);
}

describe.each([DIRECTIVE, SPEC, BARS, CONFIG, POLICY, STRATEGY])('a file %s that is', (file) => {
  test.each(EVERYWHERE)('%s ends in one clear error', (_what, spoil) => attack(file, spoil));
});

describe('a file', () => {
  test.each(OF_ITS_OWN)('%s with %s ends in one clear error', (file, _what, spoil) =>
    attack(file, spoil),
  );
});
