import { AssayError } from '@assay/core';
import { shortText } from './strategy-error.js';

/** Orders of one decision. */
const ORDERS_MAX = 1024;
/** Characters of a tag, a group or a reason: each is written with its trades. */
const LABEL_MAX = 256;
/** Members of one object. */
const MEMBERS_MAX = 32;
/** Intents in a list in a set of orders: nothing that the contract allows lies deeper. */
const DEPTH_MAX = 3;

/** Members that the contract names; they count wherever an object has them from. */
const NAMED = [
  'orders',
  'cancel',
  'direction',
  'order',
  'level',
  'stopLoss',
  'takeProfit',
  'group',
  'expiresAfterBars',
  'expiresAt',
  'tag',
  'reason',
  'fraction',
  'position',
] as const;

const { isArray } = Array;
const { isView } = ArrayBuffer;

/**
 * Copies what a hook returned into plain data, each member read once: what a getter says is what
 * everybody sees, and reading it later runs no code of the strategy's. What the contract does not
 * allow stays recognisable, so that the engine can name it.
 * @throws AssayError STRATEGY_CONTRACT for more than any decision needs.
 */
export function plainDecision(value: unknown, hook: string): unknown {
  return plain(value, hook, 0);
}

function plain(value: unknown, hook: string, depth: number): unknown {
  if (typeof value === 'string' && value.length > LABEL_MAX) {
    throw breach(hook, `a text of ${value.length} characters`, `texts of at most ${LABEL_MAX}`);
  }
  if (typeof value === 'function') return () => undefined;
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= DEPTH_MAX || isView(value)) return isArray(value) ? [] : {};
  if (!isArray(value)) return plainRecord(value as Readonly<Record<string, unknown>>, hook, depth);
  const list = value as readonly unknown[];
  const { length } = list;
  if (length > ORDERS_MAX) {
    throw breach(hook, `a list of ${length}`, `at most ${ORDERS_MAX} orders at a time`);
  }
  const copy: unknown[] = [];
  for (let at = 0; at < length; at += 1) copy.push(plain(list[at], hook, depth + 1));
  return copy;
}

function plainRecord(
  value: Readonly<Record<string, unknown>>,
  hook: string,
  depth: number,
): Readonly<Record<string, unknown>> {
  const copy: Record<string, unknown> = {};
  for (const key of NAMED) if (key in value) copy[key] = plain(value[key], hook, depth + 1);
  let members = 0;
  for (const key in value) {
    members += 1;
    if (members > MEMBERS_MAX) {
      throw breach(hook, `an object of more than ${MEMBERS_MAX} members`, 'members of an intent');
    }
    if (!(key in copy)) copy[shortText(key)] = plain(value[key], hook, depth + 1);
  }
  return copy;
}

/** Breaches that were found here: a strategy can neither make one nor pass for one. */
const breaches = new WeakSet<object>();

/** The error of a hook that returned what the contract does not allow. */
export function breach(hook: string, found: string, expected: string): AssayError {
  const message = `${hook} returned what the contract does not allow.`;
  const error = new AssayError('STRATEGY_CONTRACT', message, { found, expected });
  breaches.add(error);
  return error;
}

/** True for an error that `breach` has made. */
export function isBreach(thrown: unknown): thrown is AssayError {
  return typeof thrown === 'object' && thrown !== null && breaches.has(thrown);
}
