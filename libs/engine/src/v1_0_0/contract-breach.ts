import { AssayError, isAssayError } from '@assay/core';

/** Describes a value for an error message: short, and never a whole structure. */
export function describeValue(value: unknown): string {
  if (typeof value === 'string') return `the text ${JSON.stringify(value.slice(0, 40))}`;
  if (typeof value === 'function') return 'a function';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (ArrayBuffer.isView(value)) return value.constructor.name;
  if (typeof value === 'object' && value !== null) {
    return `an object with ${Object.keys(value).slice(0, 8).sort().join(', ') || 'no fields'}`;
  }
  return String(value);
}

/** The error of a strategy that returned what the contract does not allow. */
export function contractBreach(where: string, found: string, expected: string): AssayError {
  return new AssayError(
    'STRATEGY_CONTRACT',
    `${where} returned what the contract does not allow.`,
    {
      found,
      expected,
    },
  );
}

/** What a caught value says, on one line. */
function messageOf(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return text.slice(0, 500);
}

/** Turns whatever a strategy threw into STRATEGY_CRASH; our own errors pass unchanged. */
export function strategyCrash(hook: string, bar: number | undefined, cause: unknown): AssayError {
  if (isAssayError(cause)) return cause;
  const at = bar === undefined ? '' : ` at bar ${bar}`;
  return new AssayError('STRATEGY_CRASH', `${hook} threw${at}: ${messageOf(cause)}`, {
    found: messageOf(cause),
    expected: `${hook} to return`,
    cause,
  });
}
