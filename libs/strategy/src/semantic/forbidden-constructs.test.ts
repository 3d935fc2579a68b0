import { describe, expect, test } from 'vitest';
import { KNOWN } from '../testing/directive-model.js';
import { findings, MODEL, strategySource } from '../testing/strategy-source.js';
import { validateStrategy } from './validate-strategy.js';

const FORBIDDEN: readonly (readonly [string, string])[] = (
  [
    ['a dynamic import', `import('node:fs')`],
    ['a dynamic import of a computed name', `import('node:' + ctx.tag)`],
    ['a require', `require('fs')`],
    ['import.meta', `import.meta.url`],
    ['eval', `eval('1')`],
    ['indirect eval', `(0, eval)('1')`],
    ['the Function constructor', `new Function('return 1')()`],
    ['the Function constructor through a constructor', `(() => 1).constructor('return 1')()`],
    ['a constructor under a joined name', `[].at['constr' + 'uctor']('return 1')`],
    ['a constructor under a template', 'ctx.col[`con${"structor"}`]'],
    ['a constructor by destructuring', `(({ constructor: C }) => C)(ctx.col)`],
    ['a constructor under an optional chain', `ctx?.col?.constructor`],
    ['a prototype', `Array.prototype.at`],
    ['a prototype through __proto__', `ctx.__proto__`],
    ['a prototype in a literal', `({ __proto__: ctx })`],
    ['a prototype by a function', `Object.getPrototypeOf(ctx)`],
    ['a descriptor', `Object.getOwnPropertyDescriptor(ctx, 'x')`],
    ['process', `process.env.HOME`],
    ['globalThis', `globalThis['pro' + 'cess']`],
    ['window', `window`],
    ['global', `global`],
    ['fetch', `fetch('https://x')`],
    ['timers', `setTimeout(() => 1, 1)`],
    ['the clock', `Date.now()`],
    ['a new date', `new Date()`],
    ['a date even of a fixed time', `new Date(0)`],
    ['the clock under a type', `(Date as any).now()`],
    ['performance', `performance.now()`],
    ['Intl', `new Intl.NumberFormat()`],
    ['WebAssembly', `WebAssembly`],
    ['SharedArrayBuffer', `new SharedArrayBuffer(8)`],
    ['Atomics', `Atomics`],
    ['Promise', `Promise.resolve(1)`],
    ['Reflect', `Reflect.ownKeys(ctx)`],
    ['Proxy', `new Proxy(ctx, {})`],
    ['WeakRef', `new WeakRef(ctx)`],
    ['console', `console.log(1)`],
    ['crypto', `crypto.randomUUID()`],
    ['structuredClone', `structuredClone(ctx)`],
    ['randomness', `Math.random()`],
    ['randomness under a computed name', `Math['ran' + 'dom']()`],
    ['randomness under an unknown name', `Math[ctx.tag]()`],
    ['randomness under a type', `(Math as any).random()`],
    ['randomness under a non-null mark', `Math!.random()`],
    ['Math handed on', `((m) => m.random())(Math)`],
    ['Math in another variable', `(() => { const m = Math; return m; })()`],
    ['randomness by destructuring', `(() => { const { random } = Math; return random(); })()`],
    ['randomness by renaming', `(() => { const { random: r } = Math; return r(); })()`],
    ['the rest of Math', `(() => { const { abs, ...rest } = Math; return rest; })()`],
    ['a function of Math that differs between machines', `Math.acosh(2)`],
    ['a locale form of a number', `(1.5).toLocaleString()`],
    ['a locale form under a computed name', `(1.5)['toLocale' + 'String']()`],
    ['a locale comparison', `'a'.localeCompare('b')`],
    ['a locale upper case', `'i'.toLocaleUpperCase('tr')`],
    ['a changed built-in', `(Math.PI = 3)`],
    ['a changed member of a built-in', `(Number.isInteger = () => true)`],
    ['a deleted member of a built-in', `delete Array.from`],
    ['a global that is assigned', `(Infinity = 1)`],
    ['an unknown name', `somethingUnknown`],
    ['stack positions', `Error.captureStackTrace(ctx)`],
  ] as const
).map(([name, expression]) => [name, expression] as const);

describe('what makes results irreproducible', () => {
  test.each(FORBIDDEN)('is found inside a hook: %s', async (_name, expression) => {
    expect(
      new Set(
        await findings(
          strategySource(MODEL, { entry: `return ${expression} ? { direction: 1 } : null;` }),
        ),
      ),
    ).toEqual(new Set(['FORBIDDEN_CONSTRUCT']));
  });

  test.each([
    ['an asynchronous hook', 'const f = async () => 1;'],
    ['await at the top', 'const x = await ATR;\nfunction ATR() {}'],
    ['an asynchronous loop', 'async function f(xs) { for await (const x of xs) x(); }'],
    ['an asynchronous generator', 'async function* f() { yield 1; }'],
    ['a namespace', 'namespace N { export const x = 1; }'],
    ['a debugger', 'function f() { debugger; }'],
    ['a default value', 'function f(x = Date.now()) { return x; }'],
    ['a computed key', 'const o = { [Date.now()]: 1 };'],
    ['a class field', 'class C { x = Date.now(); }'],
    ['a static block', 'class C { static { fetch(1); } }'],
    ['a base class', 'class C extends Date {}'],
    ['an enum member', 'enum E { A = Date.now() }'],
    ['a template', 'const t = `${Date.now()}`;'],
    ['a tag', 'const t = Date`x`;'],
    ['a label of the same name', 'function f() { Date: for (;;) { Date.now(); break Date; } }'],
    ['a decorator-free shorthand', 'const o = { Date };'],
  ])('is found wherever it stands: %s', async (_name, top) => {
    expect(new Set(await findings(strategySource(MODEL, { top })))).toEqual(
      new Set(['FORBIDDEN_CONSTRUCT']),
    );
  });

  test.each([
    [
      'a declaration that vanishes with the types',
      'declare const process: { env: object };\nconst x = process.env;',
    ],
    [
      'a declared function',
      'declare function fetch(x: string): void;\nfunction f() { fetch("x"); }',
    ],
    ['a declared class', 'declare class Date { static now(): number; }\nconst x = Date.now();'],
    ['a type of the same name', 'interface Date { x: number }\nconst x = new Date();'],
    [
      'a local of another function',
      'function a(Date) { return Date; }\nfunction b() { return Date.now(); }',
    ],
    ['a local of an inner block', 'function f() { { const Date = 1; } return Date.now(); }'],
    [
      'a parameter of an inner function',
      'function f() { const g = (fetch) => fetch; return fetch("x"); }',
    ],
    [
      'a name of a function expression',
      'const f = function Date() { return 1; };\nconst x = Date.now();',
    ],
    [
      'a variable of a loop',
      'function f() { for (let Date = 0; Date < 1; Date += 1); return Date.now(); }',
    ],
    ['a caught error', 'function f() { try { f(); } catch (Date) { f(); } return Date.now(); }'],
    ['a class of an inner block', 'function f() { { class Date {} } return new Date(); }'],
  ])('is not excused by %s', async (_name, top) => {
    expect(new Set(await findings(strategySource(MODEL, { top })))).toEqual(
      new Set(['FORBIDDEN_CONSTRUCT']),
    );
  });

  test('is not excused by a type import', async () => {
    const imports = `import type { Date } from '@assay/strategy';\nimport { type fetch, defineStrategy as d } from '@assay/strategy';\nimport { atr } from '@assay/indicators/volatility/atr';\n`;
    const source = strategySource(MODEL, { imports, top: 'const x = [d, Date.now(), fetch];' });
    expect(await findings(source)).toEqual(['FORBIDDEN_CONSTRUCT', 'FORBIDDEN_CONSTRUCT']);
  });

  test.each([
    [
      'locals that are called like globals',
      'function f(process, { fetch }, [Date], ...global) { return [process, fetch, Date.now(), global]; }',
    ],
    [
      'members and keys that are called like globals',
      'const o = { Date: 1, fetch() {}, process: 2 }; const p = o.Date + o.process; const { Date: d } = o;',
    ],
    ['labels that are called like globals', 'function f() { fetch: for (;;) { break fetch; } }'],
    [
      'types that are called like globals',
      'type Date = string; function f(x: Date, y: typeof fetch): x is Date { return true; }',
    ],
    [
      'a function that is used before it stands there',
      'const x = later(); function later() { return var1; var var1 = 1; }',
    ],
    ['a variable from an inner block', 'function f() { if (f) { var deep = 1; } return deep; }'],
    ['arguments and new.target', 'function F() { return [arguments.length, new.target]; }'],
    [
      'all allowed functions of Math',
      'const { abs, sqrt: root } = Math; const x = Math.max(abs(1), root(Math.PI), Math["min"](1, 2));',
    ],
    [
      'typed arrays and collections',
      'const a = new Float64Array(3).fill(NaN); const m = new Map([[1, new Set<number>()]]); const s = Symbol("x");',
    ],
    [
      'an enum and its members',
      'enum Side { Long = 1, Short = -Side.Long }\nconst x = Side.Short;',
    ],
    ['generators and errors', 'function* g() { yield 1; throw new RangeError(`x${String(g)}`); }'],
    [
      'a member called prototypeLength',
      'const o = { prototypeLength: 1 }; const x = o.prototypeLength;',
    ],
  ])('is not suspected in %s', async (_name, top) => {
    expect(await findings(strategySource(MODEL, { top }))).toEqual([]);
  });

  test.each(['2 ** 3', '(() => { let x = 2; x **= 3; return x; })()', 'Math.pow(2, 3)'])(
    'is only a warning for powers: %s',
    async (power) => {
      expect(await findings(strategySource(MODEL, { top: `const x = ${power};` }))).toEqual([
        'warning FORBIDDEN_CONSTRUCT',
      ]);
    },
  );

  test('is shown at its line and column', async () => {
    const source = `${strategySource(MODEL)}\nconst x = [\n  1, Date.now(),\n];\n`;
    const [found] = await validateStrategy({
      source,
      file: 's.ts',
      model: MODEL,
      knownIndicators: KNOWN,
    });
    const line = source.split('\n').findIndex((text) => text.includes('Date.now'));
    expect(found?.place).toEqual({ file: 's.ts', line: line + 1, column: 6 });
  });
});
