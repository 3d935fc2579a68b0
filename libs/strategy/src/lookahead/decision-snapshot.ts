import type { EntryIntent } from '../contract/intents.js';

/** What a hook returned, copied: a strategy may use its objects again. */
export type DecisionSnapshot =
  | number
  | string
  | boolean
  | bigint
  | symbol
  | null
  | undefined
  | ListSnapshot
  | RecordSnapshot
  | IntentSnapshot;

interface ListSnapshot {
  readonly items: readonly DecisionSnapshot[];
}

interface RecordSnapshot {
  readonly keys: readonly string[];
  readonly values: readonly DecisionSnapshot[];
}

/** The fields of an intent: what most decisions consist of is compared by name, not by enumeration. */
const INTENT_FIELDS: Readonly<Record<keyof EntryIntent, true>> = {
  direction: true,
  order: true,
  level: true,
  stopLoss: true,
  takeProfit: true,
  group: true,
  expiresAfterBars: true,
  expiresAt: true,
  tag: true,
};

/** A record that has fields of an intent only, none of them a record itself. */
interface IntentSnapshot {
  readonly intent: Readonly<Partial<Record<keyof EntryIntent, unknown>>>;
  /** Fields that it has. */
  readonly count: number;
}

/** A value that no other equals: what is not plain data is never called the same. */
const OPAQUE = Symbol('not plain data');
/** Intents in a list in a set of orders: nothing that the contract allows lies deeper. */
const DEPTH_MAX = 4;

/** Copies plain data; anything else becomes a value that equals nothing. */
export function snapshotOf(value: unknown, depth = 0): DecisionSnapshot {
  if (typeof value === 'function') return OPAQUE;
  if (typeof value !== 'object' || value === null) return value as DecisionSnapshot;
  if (depth >= DEPTH_MAX) return OPAQUE;
  if (Array.isArray(value)) return { items: value.map((item) => snapshotOf(item, depth + 1)) };
  const keys: string[] = [];
  const values: DecisionSnapshot[] = [];
  for (const key in value) {
    keys.push(key);
    values.push(snapshotOf((value as Record<string, unknown>)[key], depth + 1));
  }
  const isIntent = keys.every((key, at) => key in INTENT_FIELDS && isPrimitive(values[at]));
  if (isIntent) return { intent: { ...value }, count: keys.length };
  return { keys, values };
}

function isPrimitive(value: DecisionSnapshot): boolean {
  return (typeof value !== 'object' || value === null) && value !== OPAQUE && value !== undefined;
}

/** True when a returned value says exactly what the snapshot says, to the bit. */
export function isSame(snapshot: DecisionSnapshot, value: unknown): boolean {
  if (typeof snapshot !== 'object' || snapshot === null) {
    return snapshot !== OPAQUE && Object.is(snapshot, value);
  }
  if (typeof value !== 'object' || value === null) return false;
  if ('items' in snapshot) return isSameList(snapshot.items, value);
  if (Array.isArray(value)) return false;
  if ('intent' in snapshot) return isSameIntent(snapshot, value);
  return isSameRecord(snapshot, value as Record<string, unknown>);
}

function isSameIntent({ intent, count }: IntentSnapshot, value: IntentSnapshot['intent']): boolean {
  let fields = 0;
  for (const field in value) if (field !== '') fields += 1;
  return (
    fields === count &&
    Object.is(intent.direction, value.direction) &&
    Object.is(intent.order, value.order) &&
    Object.is(intent.level, value.level) &&
    Object.is(intent.stopLoss, value.stopLoss) &&
    Object.is(intent.takeProfit, value.takeProfit) &&
    Object.is(intent.group, value.group) &&
    Object.is(intent.expiresAfterBars, value.expiresAfterBars) &&
    Object.is(intent.expiresAt, value.expiresAt) &&
    Object.is(intent.tag, value.tag)
  );
}

function isSameList(items: readonly DecisionSnapshot[], value: object): boolean {
  if (!Array.isArray(value) || value.length !== items.length) return false;
  for (let at = 0; at < items.length; at += 1) {
    if (!isSame(items[at], value[at])) return false;
  }
  return true;
}

function isSameRecord(
  { keys, values }: RecordSnapshot,
  value: Readonly<Record<string, unknown>>,
): boolean {
  let count = 0;
  for (const key in value) if (keys[count++] !== key) return false;
  if (count !== keys.length) return false;
  for (let at = 0; at < count; at += 1) {
    if (!isSame(values[at], value[keys[at] as string])) return false;
  }
  return true;
}
