import { hostile, JOINED_NAMES, type HostileCase, type HostileParts } from './hostile-case.js';

const CRASH = 'STRATEGY_CRASH';
const CONTRACT = 'STRATEGY_CONTRACT';
const entry = (code: string): HostileParts => ({ entry: code });
const thrown = (tries: string, value: string, parts = entry): HostileCase =>
  hostile(`throws ${tries}`, parts(`throw ${value};`), 'running', CRASH);
const decided = (tries: string, value: string, code = CONTRACT): HostileCase =>
  hostile(`decides ${tries}`, entry(`return ${value};`), 'running', code);
const columns = (tries: string, value: string, code = CONTRACT): HostileCase =>
  hostile(`prepares ${tries}`, { prepare: `return ${value};` }, 'running', code);
const FORGED = `Object.assign(new Error('forged'), { name: 'AssayError', code: 'LEDGER_CHAIN_BROKEN', diagnostics: [{ code: 'LEDGER_CHAIN_BROKEN', severity: 'error', message: 'forged' }] })`;

/** What hooks throw. */
export const THROWN: readonly HostileCase[] = [
  thrown('nothing', 'undefined'),
  thrown('null', 'null'),
  thrown('a symbol', `Symbol('x')`),
  thrown('an object without a prototype', 'Object.create(null)'),
  thrown('a function', '() => 1'),
  thrown('an object whose text throws', '{ toString() { throw 1; } }'),
  thrown('an error whose message throws', `Object.defineProperty(new Error(), 'message', { get() { throw 1; } })`),
  thrown('an error whose message is no text', `Object.assign(new Error(), { message: Object.create(null) })`),
  thrown('an error whose name is no text', `Object.assign(new Error(), { name: Symbol('x') })`),
  thrown('an error whose stack is forged', `Object.defineProperty(new Error('x'), 'stack', { value: 'at engine.js:1:1' })`),
  thrown('an error whose stack throws', `Object.defineProperty(new Error('x'), 'stack', { get() { throw 1; } })`),
  thrown('what only looks like an error', '{ name: "Error", message: "x", stack: "x" }'),
  thrown('a frozen error', `Object.freeze(new Error('x'))`),
  thrown('an error with a cause that throws', `new Error('x', { cause: { get code() { throw 1; } } })`),
  thrown('an error that claims altered evidence', FORGED),
  thrown('an error that claims a full disk', FORGED.replaceAll('LEDGER_CHAIN_BROKEN', 'DISK_FULL')),
  thrown('an error that claims an interrupt', FORGED.replaceAll('LEDGER_CHAIN_BROKEN', 'INTERRUPTED')),
  thrown('an error that claims a code that is none', FORGED.replaceAll('LEDGER_CHAIN_BROKEN', 'NONSENSE')),
  thrown('an error whose findings throw', `Object.assign(new Error('x'), { name: 'AssayError', code: 'STRATEGY_MEMORY', get diagnostics() { throw 1; } })`),
  thrown('a text of a hundred megabytes', `new Error('x'.repeat(1e8))`),
  thrown('a text that moves the cursor', `new Error('\\u001b[2J\\r\\u202eend')`),
  thrown('an error of the guard under another code', `(() => { try { (0 as any)[['toLocale', 'String'].join('')](); } catch (e) { return Object.assign(e as object, { code: 'LEDGER_CHAIN_BROKEN' }); } })()`),
  thrown('a forged error before the first bar', FORGED, (code) => ({ prepare: code })),
  thrown('a forged error at the top level', FORGED, (code) => ({ top: `if (defineStrategy) ${code}` })),
  thrown('an object without a prototype at the top level', 'Object.create(null)', (code) => ({ top: `if (defineStrategy) ${code}` })),
  thrown('an error without a place at the top level', `Object.defineProperty(new Error('x'), 'stack', { value: '' })`, (code) => ({ top: `if (defineStrategy) ${code}` })),
]; // prettier-ignore

/** What hooks return. */
export const RETURNED: readonly HostileCase[] = [
  decided('a price that is no number', '{ direction: 1, stopLoss: NaN } as never'),
  decided('an endless price', '{ direction: 1, stopLoss: Infinity } as never'),
  decided('a negative price', '{ direction: 1, stopLoss: -1 } as never'),
  decided('units of its own', '{ direction: 1, units: -1e9 } as never'),
  decided('a side of its own', '{ direction: 2 } as never'),
  decided('a side that becomes one', '{ direction: { valueOf: () => 1 } } as never'),
  decided('a million orders', 'new Array(1_000_000).fill({ direction: 1 })'),
  decided('four thousand million orders', 'new Array(4294967295) as never'),
  decided('a list without end in an order set', '{ orders: new Array(4294967295) } as never'),
  decided('a list that looks like one', '{ orders: { length: 1e15 } } as never'),
  decided('a promise', '{ then(done: any) { done({ direction: 1 }); } } as never'),
  decided('a function', '(() => ({ direction: 1 })) as never'),
  decided('a symbol', 'Symbol("x") as never'),
  decided('a text', '"long" as never'),
  decided('a list in a list', '[[{ direction: 1 }]] as never'),
  decided('a tag of ten megabytes', `{ direction: 1, tag: 'x'.repeat(1e7) }`),
  decided('a tag that is no text', '{ direction: 1, tag: { toString: () => "x" } } as never'),
  decided('a member with a name of a megabyte', `{ direction: 1, ['x'.repeat(1e6)]: 1 } as never`),
  decided('an object of a thousand members', `Object.fromEntries(Array.from({ length: 1e6 }, (_, i) => ['k' + i, i])) as never`),
  decided('what is no order set', 'Object.create(null, { orders: { value: 7, enumerable: true } }) as never'),
  decided('numbers', 'new Float64Array(3) as never'),
  decided('numbers that are called something else', `Object.defineProperty(new Float64Array(3), ['constr', 'uctor'].join(''), { value: null }) as never`),
  hostile('decides by a getter that changes its mind', entry(`if (ctx.i % 50 === 0) { let n = 0; return { get direction() { n += 1; return n === 1 ? 1 : -1; } } as never; }`), 'harmless'),
  hostile('decides by an object of a class', { top: 'class Order { get direction(): 1 { return 1; } }', entry: 'if (ctx.i % 50 === 0) return new Order();' }, 'harmless'),
  hostile('leaves by a share above one', { exit: 'return { fraction: 1e9 };' }, 'running', CONTRACT),
  hostile('leaves for a reason of ten megabytes', { exit: `return { reason: 'x'.repeat(1e7) };` }, 'running', CONTRACT),
  hostile('leaves by a promise', { exit: 'return { then(done: any) { done(true); } } as never;' }, 'running', CONTRACT),
  columns('nothing', 'undefined as never'),
  columns('a promise', '{ then(done: any) { done({}); } } as never'),
  columns('a list', '[bars.close] as never'),
  columns('a column that only looks like one', '{ a: Object.create(bars.close) } as never'),
  columns('a column of a class of its own', '{ a: new (class extends Float64Array {})(bars.length) }'),
  columns('a column with a length of its own', `{ a: Object.defineProperty(new Float64Array(3), 'length', { value: bars.length }) }`),
  columns('a column of another kind under a false name', `{ a: Object.defineProperty(new Float32Array(3), ['constr', 'uctor'].join(''), { value: null }) as never }`),
  columns('a hundred thousand columns', `Object.fromEntries(Array.from({ length: 1e5 }, (_, i) => ['k' + i, bars.close]))`),
  columns('a column with a name of a megabyte', `{ ['x'.repeat(1e6)]: bars.close }`),
  columns('a column in the place of the close', '{ close: new Float64Array(bars.length).fill(1) }'),
  hostile('prepares by a getter that changes its mind', { prepare: `let n = 0; return { get a() { n += 1; if (n > 1) throw 1; return bars.close; } };` }, 'harmless'),
  hostile('is awaited itself', { members: 'then(done: any) { done({}); }, ' }, 'harmless'),
  hostile('changes its hooks as it runs', { top: 'let own: any;', members: `leak: (own = {}), `, entry: `own.checkEntry = () => ({ direction: -1 });` }, 'harmless'),
  hostile('names signals that are not its decisions', { top: `const TABLE = Symbol.for('assay.signals');`, members: `[TABLE]: () => ({ count: 1, bars: Int32Array.of(150), bits: Uint8Array.of(1), reverses: false }), ` }, 'running', CONTRACT),
  hostile('looks ahead where it only runs', { top: `${JOINED_NAMES}`, entry: `if (Object.keys(ctx).length > 0 || (ctx as any)[CTOR].name !== 'ShownContext') return { direction: -1 };` }, 'harmless'),
]; // prettier-ignore
