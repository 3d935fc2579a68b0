import { formatDay } from '@assay/core';

/** Something that may be thinned out. */
export interface RetentionItem {
  /** Unique among the items of a plan. */
  readonly key: string;
  /** When it was made. */
  readonly timeMs: number;
  /** What it said; anything that cannot be read counts as red. */
  readonly result: 'green' | 'red';
  /** Something that is kept speaks of it, or it is in use. */
  readonly isReferenced: boolean;
}

/** What is kept: the union of all rules. */
export interface RetentionPolicy {
  /** The newest so many. */
  readonly keepLast: number;
  /** All that are younger. */
  readonly keepWithinMs: number;
  /** The newest of each of the last so many days (UTC) that have one. */
  readonly keepDaily: number;
  /** All red ones that are younger. */
  readonly keepRedMs: number;
  /** Whether the newest and the newest green may go when no rule keeps them. */
  readonly mayEmpty: boolean;
}

/** Why an item is kept. */
export type KeepReason =
  'newest' | 'newest_green' | 'referenced' | 'future' | 'last' | 'within' | 'daily' | 'red';

/** An item and what becomes of it: without a reason to keep it, it goes. */
export interface RetentionDecision {
  readonly item: RetentionItem;
  readonly reasons: readonly KeepReason[];
}

/** True when no rule of a policy keeps anything. */
export function keepsNothing(policy: RetentionPolicy): boolean {
  const { keepLast, keepWithinMs, keepDaily, keepRedMs } = policy;
  return keepLast === 0 && keepWithinMs === 0 && keepDaily === 0 && keepRedMs === 0;
}

/**
 * Decides what is kept, with every reason; newest first. Items of the future are kept and count for
 * nothing: they push nothing out, and are never the newest.
 *
 * @param futureMs - Stamps later than this are of the future.
 */
export function planRetention(
  items: readonly RetentionItem[],
  policy: RetentionPolicy,
  nowMs: number,
  futureMs: number = nowMs,
): readonly RetentionDecision[] {
  const sorted = [...items].sort(
    (a, b) => b.timeMs - a.timeMs || (a.key < b.key ? 1 : a.key > b.key ? -1 : 0),
  );
  const past = sorted.filter(({ timeMs }) => timeMs <= futureMs);
  const newestGreen = past.find(({ result }) => result === 'green');
  const daily = newestOfDays(past, policy.keepDaily);
  const ranks = new Map(past.map((item, rank) => [item.key, rank]));
  return sorted.map((item) => {
    const rank = ranks.get(item.key);
    if (rank === undefined) return { item, reasons: ['future'] };
    const ageMs = nowMs - item.timeMs;
    const rules: readonly (readonly [KeepReason, boolean])[] = [
      ['newest', rank === 0 && !policy.mayEmpty],
      ['newest_green', item === newestGreen && !policy.mayEmpty],
      ['referenced', item.isReferenced],
      ['last', rank < policy.keepLast],
      ['within', ageMs < policy.keepWithinMs],
      ['daily', daily.has(item.key)],
      ['red', item.result === 'red' && ageMs < policy.keepRedMs],
    ];
    return { item, reasons: rules.filter(([, holds]) => holds).map(([reason]) => reason) };
  });
}

/** @param newestFirst - In this order the first of a day is its newest. */
function newestOfDays(newestFirst: readonly RetentionItem[], days: number): ReadonlySet<string> {
  const newest = new Map<string, string>();
  for (const { timeMs, key } of newestFirst) {
    const day = formatDay(timeMs);
    if (newest.has(day)) continue;
    if (newest.size === days) break;
    newest.set(day, key);
  }
  return new Set(newest.values());
}
