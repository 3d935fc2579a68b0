import { hostile, JOINED_NAMES, type HostileCase, type HostileParts } from './hostile-case.js';

const CONSTRUCT = 'FORBIDDEN_CONSTRUCT';
const CRASH = 'STRATEGY_CRASH';
const entry = (code: string): HostileParts => ({ entry: code });
const joined = (code: string): HostileParts => ({ top: JOINED_NAMES, entry: code });

/** Code from texts, and ways around a check that reads the source. */
export const CODE_FROM_TEXTS: readonly HostileCase[] = [
  hostile('eval', entry(`eval('1');`), 'validation', CONSTRUCT, CRASH),
  hostile('eval, indirectly', entry(`(0, eval)('1');`), 'validation', CONSTRUCT, CRASH),
  hostile('eval, in letters of another spelling', entry(`\\u0065val('1');`), 'validation', CONSTRUCT, CRASH),
  hostile('eval, in letters with braces', entry(`\\u{65}v\\u{61}l('1');`), 'validation', CONSTRUCT, CRASH),
  hostile('eval, by the global object', entry(`(globalThis as any)['ev' + 'al']('1');`), 'validation', CONSTRUCT, CRASH),
  hostile('eval, behind a comment that ends early', entry(`/*/ */ eval('1'); // */`), 'validation', CONSTRUCT, CRASH),
  hostile('eval, behind a pattern that looks like a comment', entry(`const r = /[/]*/; eval('1'); //*/.test(String(r));`), 'validation', CONSTRUCT, CRASH),
  hostile('eval, in a template in a template', entry('const t = `${`${eval("1")}`}`; String(t);'), 'validation', CONSTRUCT, CRASH),
  hostile('eval, behind a line separator', entry(`// harmless \u2028 eval('1');`), 'validation', CONSTRUCT, CRASH),
  hostile('eval, that a declaration excuses', { top: 'declare const eval: (text: string) => unknown;', entry: `eval('1');` }, 'validation', CONSTRUCT, CRASH),
  hostile('eval, as a member of a namespace', { top: `namespace N { export const x = eval('1'); } String(N.x);` }, 'validation', CONSTRUCT, CRASH),
  hostile('eval, as the value of an enum', { top: `enum E { A = (eval('1') as number) } String(E.A);` }, 'validation', CONSTRUCT, CRASH),
  hostile('eval, as a usual value of a parameter', { top: `function f(x = eval('1')) { return x; } f();` }, 'validation', CONSTRUCT, CRASH),
  hostile('the maker of functions', entry(`new Function('return 1')();`), 'validation', CONSTRUCT, CRASH),
  hostile('the maker of functions, by a function', entry(`(() => 1).constructor('return 1')();`), 'validation', CONSTRUCT, CONSTRUCT),
  hostile('the maker of functions, by a joined name', joined(`((() => 1) as any)[CTOR]('return 1')();`), 'running', CONSTRUCT),
  hostile('the maker of functions, by two joined names', joined(`({} as any)[CTOR][CTOR]('return 1')();`), 'running', CONSTRUCT),
  hostile('the maker of generators, by a joined name', joined(`(function* () { yield 1; } as any)[CTOR]('yield 1')();`), 'running', CONSTRUCT),
  hostile('the maker of asynchronous functions', entry(`(async () => 1).constructor('return 1')();`), 'validation', CONSTRUCT, CONSTRUCT),
  hostile('the maker of functions, by what the context has', joined(`(ctx.col as any)[CTOR]('return process')();`), 'running', CONSTRUCT),
  hostile('the maker of functions, by an error of the engine', joined(`try { ctx.col('none'); } catch (error) { (error as any)[CTOR][CTOR]('return process')(); }`), 'running', CONSTRUCT),
  hostile('the maker of functions, by a function of the library', { ...joined(`(defineStrategy as any)[CTOR]('return 1')();`) }, 'running', CONSTRUCT),
  hostile('the maker of functions, by what stands behind a getter', joined(`const own = Object.keys(ctx); (own as any)[CTOR][CTOR]('return 1')();`), 'running', CONSTRUCT),
  hostile('its caller', entry('(arguments as any).callee;'), 'validation', CONSTRUCT, CRASH),
  hostile('code in a timer', entry(`setTimeout('1', 0);`), 'validation', CONSTRUCT, CRASH),
  hostile('names without a place', { top: `with ({ x: 1 }) { String(x); }` }, 'bundling', 'STRATEGY_SYNTAX'),
  hostile('code that comes later', { top: 'async function later() { await 1; } later();' }, 'validation', CONSTRUCT, 'harmless'),
  hostile('code that comes later, by a promise', entry('Promise.resolve(1).then(() => 1);'), 'validation', CONSTRUCT, 'harmless'),
  hostile('a module that hands on another', { imports: `export * from 'node:os';\n` }, 'bundling', 'FORBIDDEN_IMPORT'),
  hostile('a source nested too deeply to be read', { top: `const deep = ${'['.repeat(20_000)}${']'.repeat(20_000)};` }, 'validation', 'STRATEGY_SYNTAX', 'harmless'),
]; // prettier-ignore
