/** A JSON value; what a signature is made of. */
export type JsonValue =
  null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/**
 * Copies a JSON value with the keys of every object in UTF-16 order; members that are undefined
 * are absent, as in JSON.
 * @throws RangeError for what JSON cannot say: a number that is not finite, a function, a symbol.
 */
export function canonicalValue(value: unknown): JsonValue {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new RangeError(`not a JSON number: ${String(value)}`);
    return Object.is(value, -0) ? 0 : value;
  }
  if (Array.isArray(value)) return value.map(canonicalValue);
  if (typeof value !== 'object') throw new RangeError(`not a JSON value: ${typeof value}`);
  // Null prototype: a key `__proto__` is a key like any other.
  const sorted = Object.create(null) as Record<string, JsonValue>;
  const source = value as Readonly<Record<string, unknown>>;
  for (const key of Object.keys(source).sort(byCodeUnits)) {
    if (source[key] !== undefined) sorted[key] = canonicalValue(source[key]);
  }
  return sorted;
}

/** Orders strings by UTF-16 code units; the same on every machine and in every locale. */
export function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Where two JSON values differ first, or undefined when they are equal. */
export interface ValueDifference {
  /** `rules.sizing.lots`, `indicators[2]`; empty for the whole value. */
  readonly path: string;
  /** Undefined when the member is absent. */
  readonly found: JsonValue | undefined;
  readonly expected: JsonValue | undefined;
}

/** Compares deeply; the order of keys does not count, the order of lists does. */
export function firstDifference(
  found: JsonValue | undefined,
  expected: JsonValue | undefined,
  path = '',
): ValueDifference | undefined {
  if (isList(found) && isList(expected)) {
    for (let index = 0; index < Math.max(found.length, expected.length); index += 1) {
      const inner = firstDifference(found[index], expected[index], `${path}[${index}]`);
      if (inner) return inner;
    }
    return undefined;
  }
  if (isRecord(found) && isRecord(expected)) {
    const keys = [...new Set([...Object.keys(expected), ...Object.keys(found)])].sort(byCodeUnits);
    for (const key of keys) {
      const at = path === '' ? key : `${path}.${key}`;
      const inner = firstDifference(member(found, key), member(expected, key), at);
      if (inner) return inner;
    }
    return undefined;
  }
  return Object.is(found, expected) ? undefined : { path, found, expected };
}

function member(record: { readonly [key: string]: JsonValue }, key: string): JsonValue | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function isRecord(value: JsonValue | undefined): value is { readonly [key: string]: JsonValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
