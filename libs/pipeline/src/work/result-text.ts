/**
 * Text form of a run's lossless result. Typed arrays are written as `{"f64": […]}`; numbers are
 * shortest round-trip decimals, so reading gives back the same bits. Non-finite numbers would not
 * survive, and are refused.
 */
export function writeResult(result: object): string {
  return `${JSON.stringify(result, replace)}\n`;
}

function replace(key: string, value: unknown): unknown {
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new RangeError(`result.${key} is ${value}; undefined numbers are null`);
  }
  if (!(value instanceof Float64Array)) return value;
  const numbers = Array.from(value);
  if (!numbers.every(Number.isFinite)) throw new RangeError(`result.${key} has non-finite values`);
  return { f64: numbers };
}

/** Reads what `writeResult` wrote. */
export function readResult<T>(text: string): T {
  return JSON.parse(text, revive) as T;
}

function revive(_key: string, value: unknown): unknown {
  const numbers = (value as { readonly f64?: unknown } | null)?.f64;
  return Array.isArray(numbers) ? Float64Array.from(numbers as number[]) : value;
}
