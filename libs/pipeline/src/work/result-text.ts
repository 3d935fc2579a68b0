/**
 * Text form of a run's lossless result. Typed arrays are written as `{"f64": […]}`; numbers are
 * shortest round-trip decimals, so reading gives back the same bits. Non-finite numbers would not
 * survive, and are refused.
 */
export function writeResult(result: object): string {
  return `${JSON.stringify(plain('', result))}\n`;
}

/**
 * The value as JSON can hold it, parts that need no change themselves and not copies. Ahead of
 * `JSON.stringify` instead of as its replacer: with a replacer, or a reviver, every single value takes
 * the engine's slow path, which costs ten times the text.
 */
function plain(key: string, value: unknown): unknown {
  if (typeof value === 'number') {
    if (Number.isFinite(value)) return value;
    throw new RangeError(`result.${key} is ${value}; undefined numbers are null`);
  }
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Float64Array) return plainColumn(key, value);
  if (Array.isArray(value)) return plainList(key, value);
  const record = value as Readonly<Record<string, unknown>>;
  const { toJSON } = record;
  if (typeof toJSON === 'function') return plain(key, toJSON.call(value, key));
  let copy: Record<string, unknown> | undefined;
  for (const name of Object.keys(record)) {
    const before = record[name];
    const after = plain(name, before);
    if (after !== before) (copy ??= { ...record })[name] = after;
  }
  return copy ?? record;
}

function plainColumn(key: string, column: Float64Array): { readonly f64: readonly number[] } {
  const numbers = Array.from(column);
  if (!numbers.every(Number.isFinite)) throw new RangeError(`result.${key} has non-finite values`);
  return { f64: numbers };
}

function plainList(key: string, list: readonly unknown[]): readonly unknown[] {
  let copy: unknown[] | undefined;
  for (let at = 0; at < list.length; at += 1) {
    const after = plain(key, list[at]);
    if (after !== list[at]) (copy ??= list.slice())[at] = after;
  }
  return copy ?? list;
}

/** Reads what `writeResult` wrote. */
export function readResult<T>(text: string): T {
  return restored(JSON.parse(text)) as T;
}

/** Puts columns where their numbers stand; changes what it is given. */
function restored(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    for (let at = 0; at < value.length; at += 1) {
      const element: unknown = value[at];
      if (typeof element === 'object') value[at] = restored(element);
    }
    return value;
  }
  const record = value as Record<string, unknown>;
  const numbers = record['f64'];
  if (Array.isArray(numbers)) return new Float64Array(numbers as number[]);
  for (const name of Object.keys(record)) {
    const member = record[name];
    if (typeof member === 'object') record[name] = restored(member);
  }
  return record;
}
