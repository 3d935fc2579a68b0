import { pow } from '@assay/core';
import { describe, expect, test } from 'vitest';
import { codeOf, probeBench, type Probe } from './testing/probe.js';

const { attempt, pool, probe } = probeBench();

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
    expect(await attempt(`return typeof ${name};`)).toBe('undefined');
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
    expect(await attempt(body)).toBe('FORBIDDEN_CONSTRUCT');
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
    ['every object', 'Object.prototype.leak = 7;'],
    ['every result that is waited for', 'Object.prototype.then = (done) => done(7);'],
    ['a typed array', 'Float64Array.prototype.leak = 7;'],
    ['every typed array', `Object.getPrototypeOf(Float64Array.prototype)[Symbol('leak')] = 7;`],
    ['the prototype of every object', 'Object.setPrototypeOf(Object.prototype, { leak: 7 });'],
  ])('lets a strategy leave nothing behind: %s', async (_name, body) => {
    expect(await codeOf(probe(`${body} return 'left';`))).toBe('STRATEGY_CRASH');
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
    const first = await pool().run<Probe>(task, { affinity: 'state' });
    const second = await pool().run<Probe>(task, { affinity: 'state' });
    expect([first.result, second.result]).toEqual(['1', '1']);
  });
});

describe('a strategy that fails', () => {
  test('is a crash with its module and statement, not a defect of ours', async () => {
    const body = `\n  // ws:strategies/S/strategy.ts\n  const high = null.high;\n return high;`;
    const error: unknown = await probe(body).catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      code: 'STRATEGY_CRASH',
      diagnostics: [
        {
          place: { file: 'strategies/S/strategy.ts' },
          found:
            "TypeError: Cannot read properties of null (reading 'high'), at `const high = null.high;`",
        },
      ],
    });
    const plain: unknown = await probe('return null.x;').catch((reason: unknown) => reason);
    expect(plain).toMatchObject({
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
    expect(await codeOf(pool().run({ kind: 'probe', code }, { affinity: code }))).toBe(
      'STRATEGY_CONTRACT',
    );
  });
});
