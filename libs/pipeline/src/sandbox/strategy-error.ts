import { AssayError, diagnostic, type ErrorCode } from '@assay/core';
import { crashPlace } from './crash-place.js';
import { framesOf } from './error-stacks.js';

/** Longest text of a strategy's that is passed on: it ends in the ledger, in reports, on screens. */
const TEXT_MAX = 500;

/** Codes that may come out of a strategy's own code: of the guard, of the budget, of a recipe. */
const PASSED_ON: readonly ErrorCode[] = [
  'FORBIDDEN_CONSTRUCT',
  'STRATEGY_MEMORY',
  'RULE_NOT_INTERPRETED',
];

/** Cuts a text of a strategy's to a length that people can read. */
export function shortText(text: string): string {
  return text.length <= TEXT_MAX ? text : `${text.slice(0, TEXT_MAX)}…`;
}

/** Which code threw, and where its bundle's text is. */
export interface Thrower {
  /** `checkEntry threw at bar 7`. */
  readonly what: string;
  readonly code: string;
  readonly script: string;
}

/**
 * What something means that a strategy's code threw. Nothing of it is believed: it may be any value,
 * its getters may throw, it may look like an error of ours with a code that would be taken for a full
 * disk or for altered evidence. Only texts are taken out of it, cut short; always ends in an AssayError
 * that fails the run alone.
 */
export function strategyErrorOf(thrown: unknown, { what, code, script }: Thrower): AssayError {
  const passed = attempt(() => passedOn(thrown));
  if (passed) return passed;
  const text = attempt(() => describe(thrown)) ?? 'an error that cannot be read';
  const at = attempt(() => crashPlace(code, script, framesOf(thrown)));
  return new AssayError('STRATEGY_CRASH', `${what}: ${text}`, {
    found: at && at.statement !== '' ? `${text}, at \`${at.statement}\`` : text,
    ...(at ? { place: at.place } : {}),
  });
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/** The error of the guard, of the budget or of a recipe, made anew from its texts. */
function passedOn(thrown: unknown): AssayError | undefined {
  if (!(thrown instanceof Error)) return undefined;
  const { code, message, diagnostics } = thrown as Error & {
    readonly code?: unknown;
    readonly diagnostics?: unknown;
  };
  const known = PASSED_ON.find((candidate) => candidate === code);
  if (known === undefined) return undefined;
  const list: readonly unknown[] = Array.isArray(diagnostics) ? diagnostics.slice(0, 16) : [];
  const text = shortText(asText(message) ?? known);
  const more = list.map((each) => {
    const { message: says, found, expected, next } = each as Readonly<Record<string, unknown>>;
    const detail = Object.entries({ found, expected, next }).flatMap(([key, value]) => {
      const said = asText(value);
      return said === undefined ? [] : [[key, shortText(said)]];
    });
    return diagnostic(known, shortText(asText(says) ?? text), Object.fromEntries(detail) as object);
  });
  return new AssayError(known, text, { more });
}

function asText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function describe(thrown: unknown): string {
  if (!(thrown instanceof Error)) return `a thrown ${thrown === null ? 'null' : typeof thrown}`;
  const { name, message } = thrown as { readonly name: unknown; readonly message: unknown };
  return shortText(`${asText(name) ?? 'Error'}: ${asText(message) ?? 'no text'}`);
}
