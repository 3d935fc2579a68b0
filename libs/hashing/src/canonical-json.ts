import canonicalize from 'canonicalize';

/** Nesting beyond this is a defect of the caller; it keeps the check from overflowing the stack. */
const DEPTH_MAX = 512;

/**
 * Canonical JSON after RFC 8785: one text for one value, whatever the order of its keys. Members
 * that are undefined are left out, as in `JSON.stringify`; everything else that JSON cannot carry
 * exactly is refused, because two different values must never share a hash.
 *
 * @throws RangeError for NaN, infinities, bigint, functions, symbols, lone surrogates, undefined
 *   outside an object's members, objects that are neither plain nor arrays, and cycles.
 */
export function canonicalJson(value: unknown): string {
  assertCanonical(value, 'value', 0);
  return canonicalize(value) as string;
}

function assertCanonical(value: unknown, where: string, depth: number): void {
  if (depth > DEPTH_MAX) refuse(where, 'nested too deeply, or a cycle');
  if (value === null || typeof value === 'boolean') return;
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) refuse(where, String(value));
    return;
  }
  if (typeof value === 'string') {
    if (hasLoneSurrogate(value)) refuse(where, 'a text with a lone surrogate');
    return;
  }
  if (typeof value !== 'object') refuse(where, typeof value);
  if (Array.isArray(value)) {
    // By index, because a hole of a sparse array is undefined too.
    for (let i = 0; i < value.length; i += 1)
      assertCanonical(value[i], `${where}[${i}]`, depth + 1);
    return;
  }
  if (!isPlain(value)) refuse(where, 'an object that is neither plain nor an array');
  for (const [key, member] of Object.entries(value)) {
    if (hasLoneSurrogate(key)) refuse(where, 'a key with a lone surrogate');
    if (member !== undefined) assertCanonical(member, `${where}.${key}`, depth + 1);
  }
}

function isPlain(value: object): boolean {
  if ('toJSON' in value && typeof value.toJSON === 'function') return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  // Plain objects of another realm have another Object.prototype: its own prototype is null too.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** True when a text has half a surrogate pair: it has no UTF-8 form, so it has no bytes to hash. */
export function hasLoneSurrogate(text: string): boolean {
  // With the u flag, surrogates that form a pair are one character and do not match.
  return /[\uD800-\uDFFF]/u.test(text);
}

function refuse(where: string, what: string): never {
  throw new RangeError(`${where} has no canonical JSON: ${what}`);
}
