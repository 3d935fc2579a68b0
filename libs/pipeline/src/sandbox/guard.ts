import { ALLOWED_MATH, AssayError, pow } from '@assay/core';
import { installAllocationBudget, startAllocationBudget } from './allocation-budget.js';
import { boundBuiltins } from './bounded-builtins.js';
import { hideStacks } from './error-stacks.js';
import { freezeIntrinsics } from './frozen-intrinsics.js';

/**
 * The globals that a strategy finds: the language without clock, randomness, locale, shared memory,
 * code from strings and everything of the host.
 */
export const STRATEGY_GLOBALS: readonly string[] = [
  'undefined',
  'NaN',
  'Infinity',
  'isNaN',
  'isFinite',
  'parseInt',
  'parseFloat',
  'Object',
  'Array',
  'String',
  'Number',
  'Boolean',
  'Symbol',
  'BigInt',
  'Math',
  'JSON',
  'RegExp',
  'Map',
  'Set',
  'WeakMap',
  'WeakSet',
  'Reflect',
  'Promise',
  'Iterator',
  'Error',
  'AggregateError',
  'EvalError',
  'RangeError',
  'ReferenceError',
  'SyntaxError',
  'TypeError',
  'URIError',
  'ArrayBuffer',
  'DataView',
  'Float64Array',
  'Float32Array',
  'Float16Array',
  'Int32Array',
  'Uint32Array',
  'Int16Array',
  'Uint16Array',
  'Int8Array',
  'Uint8Array',
  'Uint8ClampedArray',
  'BigInt64Array',
  'BigUint64Array',
];

/** Exact on integers, so that they may stay although results do not need them. */
const EXACT_MATH = ['clz32', 'imul'];

let isLocked = false;

/**
 * Reduces this thread to what results may depend on; cannot be undone. Trusted code must have loaded
 * its modules before: afterwards nothing finds `process`, `Date` or `Buffer` by a global name, while
 * modules, bindings and constructors that were captured go on working. Guards determinism; it is not
 * a security sandbox.
 */
export function lockDownGlobals(): void {
  if (isLocked) return;
  const realm = globalThis as unknown as Record<string, unknown>;
  hideStacks();
  denyCodeFromStrings();
  denyLocale();
  forgetMatches();
  restrictMath();
  boundBuiltins();
  installAllocationBudget(realm);
  startAllocationBudget(Infinity);
  denySharedMemory();
  const kept = new Set(STRATEGY_GLOBALS);
  for (const key of Reflect.ownKeys(realm)) {
    if (typeof key === 'string' && kept.has(key)) continue;
    if (!Reflect.deleteProperty(realm, key)) Reflect.set(realm, key, undefined);
  }
  const intrinsics = STRATEGY_GLOBALS.map((name) => realm[name]);
  freezeIntrinsics(
    intrinsics.filter(
      (value): value is object => typeof value === 'function' || typeof value === 'object',
    ),
    realm,
  );
  for (const name of STRATEGY_GLOBALS) {
    const own = Object.getOwnPropertyDescriptor(realm, name);
    if (own?.configurable === true)
      Object.defineProperty(realm, name, { writable: false, configurable: false });
  }
  // Last: a thread that could be locked half-way only must fail again, not pass for locked.
  isLocked = true;
}

function denied(what: string): () => never {
  return function () {
    throw new AssayError('FORBIDDEN_CONSTRUCT', `A strategy cannot use ${what}.`, { found: what });
  };
}

function lock(holder: object, name: string, value: unknown): void {
  Object.defineProperty(holder, name, {
    value,
    writable: false,
    enumerable: false,
    configurable: false,
  });
}

/** `x.constructor` of any function would otherwise compile text, whatever globals are gone. */
function denyCodeFromStrings(): void {
  const functions = [
    () => 0,
    async () => 0,
    function* (): Generator<number> {
      yield 0;
    },
    async function* (): AsyncGenerator<number> {
      yield 0;
    },
  ];
  const deny = denied('code from strings');
  for (const each of functions) lock(Object.getPrototypeOf(each) as object, 'constructor', deny);
}

/** Their results depend on the machine's language and on the version of its Unicode tables. */
function denyLocale(): void {
  const typedArray = Object.getPrototypeOf(Float64Array.prototype) as object;
  const holders = [Object, Array, Number, BigInt, String].map(
    ({ prototype }) => prototype as object,
  );
  const names = [
    'toLocaleString',
    'toLocaleUpperCase',
    'toLocaleLowerCase',
    'localeCompare',
    'normalize',
  ];
  for (const holder of [...holders, typedArray]) {
    for (const name of names) if (Object.hasOwn(holder, name)) lock(holder, name, denied(name));
  }
}

/** `RegExp.$1` and its like would carry the last match of one strategy to the next. */
function forgetMatches(): void {
  for (const name of Object.getOwnPropertyNames(RegExp)) {
    if (/^(\$|input$|last|left|right)/.test(name)) Reflect.deleteProperty(RegExp, name);
  }
}

function restrictMath(): void {
  const allowed = new Set<string>([...ALLOWED_MATH, ...EXACT_MATH]);
  for (const name of Object.getOwnPropertyNames(Math)) {
    const isFunction = typeof (Math as unknown as Record<string, unknown>)[name] === 'function';
    if (isFunction && !allowed.has(name))
      lock(Math, name, name === 'pow' ? pow : denied(`Math.${name}`));
  }
}

/** Columns may come in shared memory; the constructor behind them must not be handed out. */
function denySharedMemory(): void {
  if (typeof SharedArrayBuffer === 'function') {
    lock(SharedArrayBuffer.prototype, 'constructor', denied('SharedArrayBuffer'));
  }
}
