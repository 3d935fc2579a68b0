import { hostile, type HostileCase, type HostileParts } from './hostile-case.js';

const TIMEOUT = 'STRATEGY_TIMEOUT';
const MEMORY = 'STRATEGY_MEMORY';
const CRASH = 'STRATEGY_CRASH';
const entry = (code: string): HostileParts => ({ entry: code });
const forever = (tries: string, parts: HostileParts): HostileCase =>
  hostile(`endless: ${tries}`, parts, 'running', TIMEOUT);
const bomb = (tries: string, code: string, stopped = MEMORY): HostileCase =>
  hostile(
    `memory: ${tries}`,
    { prepare: `const kept: any[] = []; ${code} return {};` },
    'running',
    stopped,
  );
const LIKE = '{ length: Number.MAX_SAFE_INTEGER }';
/** One call of a built-in that no time limit would interrupt, or that would end the process. */
const huge = (tries: string, code: string, stopped = MEMORY): HostileCase =>
  hostile(`one call without end: ${tries}`, entry(`${code};`), 'running', stopped);

/** Loops, and one call that is one. */
export const ENDLESS: readonly HostileCase[] = [
  forever('before the first bar', { prepare: 'for (;;);' }),
  forever('at an entry', entry('for (;;);')),
  forever('at an exit', { exit: 'for (;;);' }),
  forever('at the top level', { top: 'for (;;);' }),
  forever('in a getter of a decision', entry('return { get direction(): 1 { for (;;); } };')),
  forever('in a getter of the columns', { prepare: 'return { get a(): Float64Array { for (;;); } };' }),
  forever('in the text of what is thrown', entry(`throw Object.defineProperty(new Error(), 'message', { get() { for (;;); } });`)),
  forever('in the name of what is thrown', { prepare: `throw Object.defineProperty(new Error(), 'name', { get() { for (;;); } });` }),
  forever('in a value that becomes a number', entry('Number({ valueOf() { for (;;); } });')),
  forever('in a generator', entry('function* g() { for (;;) yield 1; } for (const x of g()) String(x);')),
  forever('in a pattern', entry(`/^(a+)+$/.test('a'.repeat(60) + 'b');`)),
  forever('in a comparison of a sort', entry('[2, 1].sort(() => { for (;;); });')),
  forever('in a set that grows while it is read', entry('const s = new Set([1]); for (const x of s) { s.delete(x); s.add(x); }')),
  forever('while every error is caught', entry('for (;;) { try { throw 1; } catch { continue; } }')),
  forever('in a definition that is read', { members: 'get leak() { return 1; }, ', top: 'let n = 0; while (n >= 0) n += 1;' }),
  huge('includes', `Array.from([]).includes.call(${LIKE}, 1)`),
  huge('indexOf', `[].indexOf.call(${LIKE} as any, 1 as never)`),
  huge('lastIndexOf', `[].lastIndexOf.call(${LIKE} as any, 1 as never)`),
  huge('fill', `[].fill.call(${LIKE} as any, 0 as never)`),
  huge('reverse', `[].reverse.call(${LIKE} as any)`),
  huge('copyWithin', `[].copyWithin.call(${LIKE} as any, 1, 2)`),
  huge('sort', `[].sort.call(${LIKE} as any)`),
  huge('forEach', `[].forEach.call(${LIKE} as any, () => 1)`),
  huge('shift', `[].shift.call(${LIKE} as any)`),
  huge('unshift', `[].unshift.call({ length: 2 ** 52 } as any, 1 as never)`),
  huge('splice', `[].splice.call(${LIKE} as any, 0, 1)`),
  huge('join', `[].join.call(${LIKE} as any)`),
  huge('reduce', `[].reduce.call(${LIKE} as any, () => 1 as never, 0 as never)`),
  huge('map of holes', 'new Array(4294967295).map(() => 1)'),
  huge('every of holes', 'new Array(4294967295).every(() => true)'),
  huge('sort of holes', 'new Array(4294967295).sort()'),
  huge('slice of holes', 'new Array(4294967295).slice()'),
  huge('a list of a length', 'Array.from({ length: 4294967295 })'),
  huge('a spreadable length', `[].concat({ length: 4294967295, [Symbol.isConcatSpreadable]: true } as never)`),
  huge('the raw text of a template', `String.raw({ raw: ${LIKE} } as never)`),
  huge('a text in a text', `'a'.repeat(2 ** 24).lastIndexOf('a'.repeat(2 ** 23) + 'b')`),
  huge('all of a text', `'a'.repeat(2 ** 26).replaceAll('a', 'bb')`),
  huge('an inner list of holes', '[new Array(4294967295)].flat()', TIMEOUT),
  huge('mapped lists of holes', '[1].flatMap(() => new Array(4294967295))', TIMEOUT),
  huge('a length that changes when it is read again', `let n = 0; [].fill.call({ get length() { n += 1; return n === 1 ? 1 : 2 ** 52; } } as any, 0 as never)`),
]; // prettier-ignore

/** Memory of every kind. */
export const MEMORY_BOMBS: readonly HostileCase[] = [
  bomb('numbers in a list', 'for (;;) kept.push(1.5);'),
  bomb('objects in a list', 'for (;;) kept.push({ a: 1, b: [1] });'),
  bomb('lists in a list', 'for (;;) kept.push(new Array(1e6).fill(0));'),
  bomb('one list', 'for (let i = 0; ; i += 1) kept[i] = i;'),
  bomb('texts', `for (;;) kept.push('x'.repeat(2 ** 24) + kept.length, [...'ab'.repeat(1000)].join());`),
  bomb('one text that doubles', `let s = 'x'; for (let i = 0; i < 27; i += 1) s += s; for (;;) { const t = s + kept.length; t.charCodeAt(1); kept.push(t); }`),
  bomb('closures', 'for (;;) { const big = [1, 2, 3]; kept.push(() => big); }'),
  bomb('errors', `for (;;) kept.push(new Error('x'.repeat(1e5) + kept.length));`),
  bomb('classes', 'for (;;) kept.push(class { a = 1; });'),
  bomb('symbols', `for (;;) kept.push(Symbol('x'.repeat(1e6) + kept.length));`),
  bomb('whole numbers without end', 'for (;;) kept.push(1n << 90000000n);'),
  bomb('an endless list, spread', 'function* g() { for (;;) yield {}; } kept.push(...[...g()]);'),
  bomb('an endless list, made an array', 'function* g() { for (;;) yield 1; } Array.from(g());'),
  bomb('an endless list, made numbers', 'function* g() { for (;;) yield 1; } new Float64Array(g());'),
  bomb('texts of JSON', `const a = new Array(1e6).fill('abcdefgh'); for (;;) kept.push(JSON.stringify(a) + kept.length);`),
  bomb('columns', 'for (;;) kept.push(new Float64Array(100_000));'),
  bomb('small columns', 'for (;;) kept.push(new Float64Array(1000).fill(1));'),
  bomb('one column', 'kept.push(new Float64Array(2 ** 31));'),
  bomb('a buffer', 'kept.push(new ArrayBuffer(8e9));'),
  bomb('views of buffers', 'for (;;) kept.push(new DataView(new ArrayBuffer(8)));'),
  bomb('a spread list of holes', 'const holes: any[] = []; holes[4294967294] = 1; kept.push([...holes]);'),
  bomb('calls without end', 'const f = (n: number): number => f(n + 1) + 1; f(0);', CRASH),
  bomb('calls without end, caught', 'const f = (): void => { try { f(); } catch { f(); } }; f();', TIMEOUT),
]; // prettier-ignore
