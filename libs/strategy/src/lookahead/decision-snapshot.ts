/** What a hook returned, copied: a strategy may use its objects again. */
export type DecisionSnapshot =
  number | string | boolean | bigint | symbol | null | undefined | ListSnapshot | RecordSnapshot;

interface ListSnapshot {
  readonly items: readonly DecisionSnapshot[];
}

interface RecordSnapshot {
  readonly keys: readonly string[];
  readonly values: readonly DecisionSnapshot[];
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
  return { keys, values };
}

/** True when a returned value says exactly what the snapshot says, to the bit. */
export function isSame(snapshot: DecisionSnapshot, value: unknown): boolean {
  if (typeof snapshot !== 'object' || snapshot === null) {
    return snapshot !== OPAQUE && Object.is(snapshot, value);
  }
  if (typeof value !== 'object' || value === null) return false;
  if ('items' in snapshot) return isSameList(snapshot.items, value);
  return !Array.isArray(value) && isSameRecord(snapshot, value as Record<string, unknown>);
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
