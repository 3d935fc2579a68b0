import { hostile, JOINED_NAMES, type HostileCase, type HostileParts } from './hostile-case.js';

const CONSTRUCT = 'FORBIDDEN_CONSTRUCT';
const CRASH = 'STRATEGY_CRASH';
const CONTRACT = 'STRATEGY_CONTRACT';
const entry = (code: string): HostileParts => ({ entry: code });
const joined = (code: string): HostileParts => ({ top: JOINED_NAMES, entry: code });
const prepare = (code: string): HostileParts => ({ prepare: `${code} return {};` });

/** Prototypes, the engine's own objects, the bars. */
export const CHANGE_WHAT_IS_SHARED: readonly HostileCase[] = [
  hostile('the prototype of arrays', entry('(Array as any).prototype.map = () => [];'), 'validation', CONSTRUCT, CRASH),
  hostile('the prototype of arrays, by a joined name', joined('(Array as any)[PROTO].map = () => [];'), 'validation', CONSTRUCT, CRASH),
  hostile('the prototype of arrays, by another name for Array', { top: `${JOINED_NAMES} const list: any = Array;`, entry: 'list[PROTO].map = () => [];' }, 'running', CRASH),
  hostile('the prototype of arrays, by a definition', { top: `${JOINED_NAMES} const list: any = Array;`, entry: `Object.defineProperty(list[PROTO], 'map', { value: () => [] });` }, 'running', CRASH),
  hostile('the prototype of every object', { top: `${JOINED_NAMES} const object: any = Object;`, entry: 'object[PROTO].leak = 7;' }, 'running', CRASH),
  hostile('the prototype of every object, so that costs are none', { top: `${JOINED_NAMES} const object: any = Object;`, prepare: `object[PROTO].spread_points = 0; return {};` }, 'running', CRASH),
  hostile('the prototype of every object, so that results are waited for', { top: `${JOINED_NAMES} const object: any = Object;`, prepare: `object[PROTO].then = (done: any) => done({}); return {};` }, 'running', CRASH),
  hostile('the prototype of every object, by a copy into it', { top: `${JOINED_NAMES} const object: any = Object;`, entry: 'Object.assign(object[PROTO], { leak: 7 });' }, 'running', CRASH),
  hostile('the prototype of typed arrays', { top: `${JOINED_NAMES} const column: any = Float64Array;`, entry: 'column[PROTO].fill = () => 7;' }, 'running', CRASH),
  hostile('the prototype of typed arrays, by a new member', { top: `${JOINED_NAMES} const column: any = Float64Array;`, entry: 'column[PROTO].leak = 7;' }, 'running', CRASH),
  hostile('a prototype, by __proto__', entry('(ctx as any).__proto__.leak = 7;'), 'validation', CONSTRUCT, CRASH),
  hostile('a prototype, by a member of a literal', entry('const o = { __proto__: { leak: 7 } }; String(o);'), 'validation', CONSTRUCT, 'harmless'),
  hostile('a prototype, by a joined __proto__', { top: `const NAME = ['__pro', 'to__'].join('');`, entry: '(ctx as any)[NAME].leak = 7;' }, 'running', CRASH),
  hostile('a prototype, by a function that finds it', entry('(Object.getPrototypeOf(ctx) as any).leak = 7;'), 'validation', CONSTRUCT, CRASH),
  hostile('mathematics', entry('(Math as any).max = () => 0;'), 'validation', CONSTRUCT, CRASH),
  hostile('mathematics, by a list of it', entry('[Math].forEach((m: any) => { m.max = () => 0; });'), 'validation', CONSTRUCT, CRASH),
  hostile('a built-in function', entry('(Number as any).isInteger = () => true;'), 'validation', CONSTRUCT, CRASH),
  hostile('a built-in, by deleting a member', entry('delete (JSON as any).stringify;'), 'validation', CONSTRUCT, CRASH),
  hostile('a global of its own making', entry('(leak as any) = 7;'), 'validation', CONSTRUCT, CRASH),
  hostile('how errors are shown', entry('(Error as any).stackTraceLimit = 0;'), 'validation', CONSTRUCT, CRASH),
  hostile('a function of the library in its own bundle', entry(`Object.defineProperty(defineStrategy, 'leak', { value: 7 });`), 'harmless'),
  hostile('the account, behind the context', entry('(ctx as any).parts.account.cash = 1e9;'), 'running', CRASH),
  hostile('the account, wherever it may be', entry(`for (const key in ctx as any) if (key !== '') (ctx as any)[key].account.cash = 1e9;`), 'harmless'),
  hostile('the current bar of the context', entry('(ctx as any).i = 5;'), 'running', CRASH),
  hostile('a price of the context', entry(`Object.defineProperty(ctx, 'close', { value: 1 });`), 'running', CRASH),
  hostile('the open position', { exit: '(ctx.position as any).units = 1e9;' }, 'running', CRASH),
  hostile('the open position, behind its view', { exit: '(ctx.position as any).position.units = 1e9;' }, 'running', CRASH),
  hostile('the list of positions', { exit: '(ctx.positions as any).push({ units: 1e9 });' }, 'harmless'),
  hostile('the session', entry('(ctx.session as any).reaches = () => true;'), 'running', CRASH),
  hostile('the filters', entry('(ctx.filters as any).allows = () => true;'), 'running', CRASH),
  hostile('the parameters', entry('(ctx.params as any).limit = 9;'), 'running', CRASH),
  hostile('the prices, before the first bar', prepare('bars.close[300] = 2;'), 'running', CONTRACT),
  hostile('the prices, as the run goes', entry(`ctx.column('close')[ctx.i] = 2;`), 'running', CONTRACT),
  hostile('the prices to come', entry(`const c = ctx.column('open'); if (ctx.i + 1 < c.length) c[ctx.i + 1] = 1;`), 'running', CONTRACT),
  hostile('the bars, by exchanging a column', prepare('(bars as any).close = new Float64Array(bars.length).fill(1);'), 'harmless'),
  hostile('the bars, by their number', prepare('(bars as any).length = 3;'), 'harmless'),
  hostile('the bars, by sorting them', prepare('bars.time.reverse();'), 'running', CONTRACT),
  hostile('its own rules, as the run goes', { entry: '(STRATEGY_SIGNATURE as any).rules.costs = 0;' }, 'harmless'),
]; // prettier-ignore
