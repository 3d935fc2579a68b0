import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { pow } from '@assay/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createPool, type Pool } from './worker-pool.js';
import { buildWorker } from './testing/built-worker.js';
import { temporaryWorkspace, type TemporaryWorkspace } from './testing/temporary-workspace.js';

let folder: TemporaryWorkspace;
let pool: Pool;
beforeAll(() => {
  folder = temporaryWorkspace();
  pool = createPool({ workerFile: buildWorker(folder), size: 2, memoryMb: 256 });
});
afterAll(async () => {
  await pool.close();
  folder.remove();
});

/** A bundle whose prepareIndicators returns the expression. */
function probeCode(body: string): string {
  return `"use strict";var __assayStrategy = (() => { return { default: {
    prepareIndicators() { ${body} }, checkEntry() { return null; }, checkExit() { return false; } } }; })();`;
}

interface Probe {
  readonly result: unknown;
  readonly visits: number;
}

let next = 0;
function probe(body: string, budgetBytes?: number): Promise<Probe> {
  next += 1;
  return pool.run<Probe>(
    { kind: 'probe', code: probeCode(body), budgetBytes },
    { affinity: `fresh-${next}` },
  );
}

async function codeOf(attempt: Promise<unknown>): Promise<string> {
  const error: unknown = await attempt.then(
    () => 'no error',
    (reason: unknown) => reason,
  );
  return (error as { readonly code?: string }).code ?? String(error);
}

const HOST_GLOBALS = [
  'process',
  'Buffer',
  'fetch',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'performance',
  'crypto',
  'WebAssembly',
  'SharedArrayBuffer',
  'Atomics',
  'WeakRef',
  'FinalizationRegistry',
  'console',
  'eval',
  'Function',
  'Date',
  'Intl',
  'globalThis',
  'global',
  'structuredClone',
  'require',
  'module',
  'URL',
  'TextEncoder',
  'escape',
  'encodeURIComponent',
  'postMessage',
  'MessageChannel',
  'navigator',
];

describe('the globals of a strategy', () => {
  test.each(HOST_GLOBALS)('do not contain %s', async (name) => {
    expect((await probe(`return typeof ${name};`)).result).toBe('undefined');
  });

  test('are not reached through `this` of a plain call', async () => {
    expect((await probe('return (function () { return this; })();')).result).toBe('undefined');
  });
});

const ESCAPES: readonly (readonly [string, string])[] = [
  ['code from a string by a function', `return (function () {}).constructor('return 1')();`],
  ['code from a string by an arrow', `return (() => 1).constructor('return 1')();`],
  ['code from a string by a method of an array', `return [].at.constructor('return 1')();`],
  ['code from a string by a class', `return (class {}).constructor('return 1')();`],
  ['code from a string by an async function', `return (async () => 1).constructor('return 1')();`],
  ['code from a string by a generator', `return (function* () {}).constructor('yield 1')();`],
  [
    'code from a string by an async generator',
    `return (async function* () {}).constructor('yield 1')();`,
  ],
  ['code from a string by a joined name', `return [].at['constr' + 'uctor']('return 1')();`],
  [
    'code from a string by a descriptor',
    `return Object.getOwnPropertyDescriptor(Object.getPrototypeOf(() => 1), 'constructor').value('return 1')();`,
  ],
  ['randomness', 'return Math.random();'],
  ['a function of Math that results may not use', 'return Math.acosh(2);'],
  ['a locale comparison', `return 'a'.localeCompare('b');`],
  ['a locale form of a number', 'return (1.5).toLocaleString();'],
  ['a locale form of an object', 'return ({}).toLocaleString();'],
  ['a locale form of a list', 'return [1].toLocaleString();'],
  ['a locale form of a typed array', 'return new Float64Array(1).toLocaleString();'],
  ['a locale form of letters', `return 'i'.toLocaleUpperCase('tr');`],
];

describe('the guard', () => {
  test.each(ESCAPES)('denies %s', async (_name, body) => {
    expect(await codeOf(probe(body))).toBe('FORBIDDEN_CONSTRUCT');
  });

  test('denies a dynamic import', async () => {
    const attempt = probe(`const name = 'node:fs'; return import(name).then(() => 'escaped');`);
    expect((await attempt.catch(() => ({ result: 'denied' }))).result).not.toBe('escaped');
    const kept = probe(
      `let seen = 'pending'; import('node:fs').then(() => { seen = 'escaped'; }, () => {}); return seen;`,
    );
    expect((await kept).result).toBe('pending');
  });

  test('gives powers the same bits on every machine', async () => {
    expect(Number((await probe('return Math.pow(1.1, 10.5);')).result)).toBe(pow(1.1, 10.5));
    expect((await probe('return String(Math.pow);')).result).not.toContain('native code');
  });

  test.each([
    ['a prototype', 'Array.prototype.at = () => 7;'],
    ['a namespace', 'Math.leak = 7;'],
    ['a global', 'undeclared = 7;'],
    ['a constructor', 'Number.isInteger = () => true;'],
    ['a hidden prototype', 'Object.getPrototypeOf([][Symbol.iterator]()).next = () => 7;'],
    ['a typed array prototype', 'Float64Array.prototype.fill = () => 7;'],
  ])('lets a strategy leave nothing behind: %s', async (_name, body) => {
    expect(await codeOf(probe(`${body} return 'left';`))).toBe('STRATEGY_CRASH');
  });

  test.each([
    ['every object', 'Object.prototype.leak = 7;'],
    ['a typed array', 'Float64Array.prototype.leak = 7;'],
    ['every typed array', `Object.getPrototypeOf(Float64Array.prototype)[Symbol('leak')] = 7;`],
  ])('finds a member that a strategy adds to the prototype of %s', async (_name, body) => {
    expect(await codeOf(probe(`${body} return 'left';`))).toBe('FORBIDDEN_CONSTRUCT');
  });

  test('forgets the last match of a pattern', async () => {
    expect((await probe(`/(a)/.exec('a'); return RegExp.$1;`)).result).toBe('undefined');
  });

  test('leaves own members of objects alone, whatever a prototype is called', async () => {
    const body = `class Mine extends Error { constructor() { super('m'); this.name = 'Mine'; this.message = 'n'; } }
      const o = {}; o.toString = () => 'own'; o.constructor = 1; return new Mine().name + o + o.constructor;`;
    expect((await probe(body)).result).toBe('Mineown1');
  });

  test('hides positions and paths of stacks from the strategy', async () => {
    expect((await probe(`try { null.x; } catch (e) { return e.stack; }`)).result).toBe(
      "TypeError: Cannot read properties of null (reading 'x')",
    );
    expect(await codeOf(probe(`Error.prepareStackTrace = (e, sites) => sites; return 1;`))).toBe(
      'STRATEGY_CRASH',
    );
  });

  test('keeps module state from one load to the next apart', async () => {
    const code = `"use strict";var __assayStrategy = (() => { let calls = 0; return { default: {
      prepareIndicators() { calls += 1; return calls; }, checkEntry() { return null; }, checkExit() { return false; } } }; })();`;
    const task = { kind: 'probe', code };
    const first = await pool.run<Probe>(task, { affinity: 'state' });
    const second = await pool.run<Probe>(task, { affinity: 'state' });
    expect([first.result, second.result]).toEqual(['1', '1']);
  });
});

describe('a strategy that fails', () => {
  test('is a crash with the place in its bundle, not a defect of ours', async () => {
    const error: unknown = await probe('return null.x;').catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'STRATEGY_CRASH' });
    expect(error).toMatchObject({
      diagnostics: [{ place: { file: 'strategy-bundle.js', line: 2 } }],
    });
  });

  test.each([
    ['throws what is no error', 'throw 7;'],
    ['throws null', 'throw null;'],
    [
      'throws an error whose message throws',
      `throw Object.defineProperty(new Error(), 'message', { get() { throw 1; } });`,
    ],
    ['recurses without end', 'const f = () => f() + 1; return f();'],
  ])('is a crash when it %s', async (_name, body) => {
    expect(await codeOf(probe(body))).toBe('STRATEGY_CRASH');
  });

  test.each([
    ['nothing', 'var __assayStrategy = {};'],
    ['null', 'var __assayStrategy = { default: null };'],
    ['an object without hooks', 'var __assayStrategy = { default: { checkEntry() {} } };'],
  ])('breaks the contract when it exports %s', async (_name, code) => {
    expect(await codeOf(pool.run({ kind: 'probe', code }, { affinity: code }))).toBe(
      'STRATEGY_CONTRACT',
    );
  });
});

const MEGABYTE = 1_048_576;
const BOMBS: readonly (readonly [string, string])[] = [
  ['one array', 'return new Float64Array(10_000_000).length;'],
  ['many arrays', 'const k = []; for (;;) k.push(new Float64Array(100_000));'],
  ['a buffer', 'return new ArrayBuffer(80_000_000).byteLength;'],
  ['a growing buffer', 'return new ArrayBuffer(8, { maxByteLength: 80_000_000 }).byteLength;'],
  ['an array-like', 'return new Float64Array({ length: 10_000_000 }).length;'],
  [
    'copies by slice',
    'const a = new Float64Array(500_000); const k = []; for (;;) k.push(a.slice());',
  ],
  [
    'copies by map',
    'const a = new Float64Array(500_000); const k = []; for (;;) k.push(a.map(x => x));',
  ],
  [
    'copies by from',
    'const a = new Float64Array(500_000); const k = []; for (;;) k.push(Float64Array.from(a));',
  ],
  [
    'copies of buffers',
    'const a = new ArrayBuffer(4_000_000); const k = []; for (;;) k.push(a.slice(0));',
  ],
  ['a subclass', 'class A extends Float64Array {} return new A(10_000_000).length;'],
  [
    'the constructor behind an array',
    'return new (new Uint8Array(1).constructor)(80_000_000).length;',
  ],
  [
    'the constructor behind a buffer',
    'return new (new Uint8Array(1).buffer.constructor)(80_000_000).byteLength;',
  ],
];

describe('the allocation budget', () => {
  test.each(BOMBS)('stops %s', async (_name, body) => {
    expect(await codeOf(probe(body, 16 * MEGABYTE))).toBe('STRATEGY_MEMORY');
  });

  test('leaves columns of honest strategies alone', async () => {
    const body = `const a = new Float64Array(1000).fill(2); const b = Float64Array.from(a, x => x * 2);
      const c = new Float64Array(a.buffer, 8, 2); const d = a.subarray(1, 3).map(x => x + 1);
      return Float64Array.of(b[0], c.length, d[1], a instanceof Float64Array ? 1 : 0, new Int32Array([7])[0]);`;
    expect((await probe(body, 16 * MEGABYTE)).result).toEqual([4, 2, 3, 1, 7]);
  });

  test('starts anew with each instance of a strategy', async () => {
    const task = {
      kind: 'probe',
      code: probeCode('return new Float64Array(1_500_000).length;'),
      budgetBytes: 16 * MEGABYTE,
    };
    for (let round = 0; round < 3; round += 1) {
      expect((await pool.run<Probe>(task, { affinity: 'budget' })).result).toBe('1500000');
    }
  });
});

describe('trusted code after the lock-down', () => {
  test('still writes, reads, hashes and compresses with what it captured', async () => {
    const root = join(folder.root, 'trusted');
    const done = await pool.run({ kind: 'trusted', folder: root }, { affinity: 'trusted' });
    expect(done).toEqual({
      text: 'trusted\n',
      hash: '7bd39a7cbcf687fd60f819645b8bcaf731a9f19cb102484a7b84530516d7e8b8',
      gzip: true,
      base64: 'dHJ1c3RlZAo=',
      error: 'AssayError',
    });
    expect(readFileSync(join(root, 'a/b/c.txt'), 'utf8')).toBe('trusted\n');
  });

  test('still imports modules, those of an earlier task and new ones', async () => {
    const modules = ['first', 'second'].map(
      (name, i) =>
        pathToFileURL(folder.write(`${name}.mjs`, `export const value = ${i + 1};`)).href,
    );
    const task = { kind: 'importTwice', first: modules[0], second: modules[1] };
    expect(await pool.run(task, { affinity: 'imports' })).toEqual([1, 1, 2]);
    expect(await pool.run(task, { affinity: 'imports' })).toEqual([1, 1, 2]);
  });

  test('still reports errors of the operating system', async () => {
    const attempt = pool.run(
      { kind: 'missingFile', path: join(folder.root, 'none') },
      { affinity: 'trusted' },
    );
    await expect(attempt).rejects.toThrow(/ENOENT/);
  });
});
