import { AssayError } from '@assay/core';

/** Longest array that built-in loops take: more than any series of bars has. */
const LENGTH_MAX = 33_554_432;
/** Longest text that is searched or cut up whole. */
const TEXT_MAX = 16_777_216;
/** Steps that a search of one text in another may take at worst. */
const SEARCH_STEPS_MAX = 8_589_934_592;

/** Loops inside the machine that no time limit interrupts: one call over 2^53 holes never ends. */
const ARRAY_METHODS = [
  'concat',
  'copyWithin',
  'every',
  'fill',
  'filter',
  'forEach',
  'includes',
  'indexOf',
  'join',
  'lastIndexOf',
  'map',
  'reduce',
  'reduceRight',
  'reverse',
  'shift',
  'slice',
  'some',
  'sort',
  'splice',
  'toReversed',
  'toSorted',
  'toSpliced',
  'unshift',
  'with',
] as const;

const TEXT_METHODS = [
  'includes',
  'indexOf',
  'lastIndexOf',
  'replace',
  'replaceAll',
  'split',
] as const;
const PATTERN_METHODS = ['match', 'matchAll', 'search'] as const;

type Method = (this: unknown, ...args: readonly unknown[]) => unknown;

const { apply, getOwnPropertyDescriptor: ownMember, has } = Reflect;
const { isArray } = Array;
const { isView } = ArrayBuffer;
const asText = String;

/**
 * Puts bounds on the built-ins that loop where nothing can interrupt them, or that end the whole
 * process instead of failing: a thread can only be stopped, by its time or its memory, between two
 * steps of its own code. What is in bounds is handed to the built-in itself.
 */
export function boundBuiltins(): void {
  for (const name of ARRAY_METHODS) wrap(Array.prototype, name, boundedArrayMethod);
  wrap(Array.prototype, 'concat', boundedConcat);
  wrap(Array.prototype, 'flat', () => flat as Method);
  wrap(Array.prototype, 'flatMap', () => flatMap as Method);
  wrap(Array, 'from', boundedFrom);
  Reflect.deleteProperty(Array, 'fromAsync');
  wrap(String, 'raw', boundedRaw);
  for (const name of TEXT_METHODS) wrap(String.prototype, name, boundedSearch);
  for (const name of PATTERN_METHODS) wrap(String.prototype, name, boundedText);
}

function wrap(holder: object, name: string, bounded: (native: Method) => Method): void {
  const own = ownMember(holder, name);
  // Older versions of the language lack some of them.
  if (typeof own?.value !== 'function') return;
  Object.defineProperty(holder, name, { ...own, value: bounded(own.value as Method) });
}

function refuse(found: string): never {
  throw new AssayError('STRATEGY_MEMORY', 'A built-in function is asked to do more than it may.', {
    found,
    expected: `arrays of at most ${LENGTH_MAX} elements, texts of at most ${TEXT_MAX} characters`,
  });
}

/** True for arrays, and for what is treated as one, of a length that cannot change when it is read again. */
function isBounded(value: unknown): boolean {
  if (isArray(value)) return value.length <= LENGTH_MAX;
  if (typeof value !== 'object' || value === null) return typeof value !== 'function';
  if (isView(value) || !has(value, 'length')) return true;
  const length: unknown = ownMember(value, 'length')?.value;
  return typeof length === 'number' && length <= LENGTH_MAX;
}

function boundedArrayMethod(native: Method): Method {
  return function (this: unknown) {
    if (!(isArray(this) && this.length <= LENGTH_MAX) && !isBounded(this)) refuse('a longer array');
    // eslint-disable-next-line prefer-rest-params -- forwarded as they are; a list would be made of them
    return apply(native, this, arguments) as unknown;
  };
}

/** Whatever says that it is spreadable is taken for an array, with any length. */
function boundedConcat(native: Method): Method {
  return function (this: unknown, ...parts) {
    for (const part of parts) {
      const isSpread =
        typeof part === 'object' && part !== null && has(part, Symbol.isConcatSpreadable);
      if (isSpread && !isArray(part)) refuse('a spreadable object');
    }
    return apply(native, this, parts) as unknown;
  };
}

/** In our own steps, because an inner array may have any length. */
function flat(this: unknown, depth: unknown = 1): unknown[] {
  const found: unknown[] = [];
  const levels = Number(depth);
  if (isBounded(this)) flattenInto(found, this as readonly unknown[], levels);
  return found;
}

function flattenInto(found: unknown[], list: readonly unknown[], levels: number): void {
  for (let at = 0; at < list.length; at += 1) {
    if (!has(list, at)) continue;
    const item = list[at];
    if (levels >= 1 && isArray(item)) flattenInto(found, item, levels - 1);
    else found.push(item);
  }
}

function flatMap(
  this: unknown,
  map: (item: unknown, at: number, list: unknown) => unknown,
  self?: unknown,
): unknown[] {
  if (typeof map !== 'function') throw new TypeError('flatMap needs a function');
  const found: unknown[] = [];
  const list = this as readonly unknown[];
  for (let at = 0; at < list.length; at += 1) {
    if (has(list, at)) flattenInto(found, [apply(map, self, [list[at], at, list])], 1);
  }
  return found;
}

function boundedFrom(native: Method): Method {
  return function (this: unknown, ...args) {
    const [source] = args;
    const isObject = typeof source === 'object' && source !== null;
    if (isObject && !has(source, Symbol.iterator) && !isBounded(source)) refuse('a longer array');
    return apply(native, this, args) as unknown;
  };
}

function boundedRaw(native: Method): Method {
  return function (this: unknown, ...args) {
    const [template] = args;
    const raw = ownMember(Object(template) as object, 'raw')?.value as unknown;
    if (!isArray(raw) || !isBounded(raw)) refuse('what is no template');
    return apply(native, this, args) as unknown;
  };
}

function boundedText(native: Method): Method {
  return function (this: unknown, ...args) {
    if (typeof this === 'string' && this.length > TEXT_MAX) refuse('a longer text');
    return apply(native, this, args) as unknown;
  };
}

/** A search takes as many steps as both texts are long, multiplied, when it is made to. */
function boundedSearch(native: Method): Method {
  return function (this: unknown, ...args) {
    if (typeof this !== 'string' || this.length < 1024) return apply(native, this, args) as unknown;
    const [pattern, ...rest] = args;
    if (this.length > TEXT_MAX) refuse('a longer text');
    if (pattern instanceof RegExp) return apply(native, this, args) as unknown;
    const wanted = pattern === undefined ? pattern : asText(pattern);
    if (this.length * (wanted?.length ?? 0) > SEARCH_STEPS_MAX) refuse('a longer text');
    return apply(native, this, [wanted, ...rest]) as unknown;
  };
}
