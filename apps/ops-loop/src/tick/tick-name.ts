import { formatStamp } from '@assay/core';

/**
 * The name of a tick's folder. The number makes names of one run distinct however many begin within
 * one millisecond; the stamp says when.
 *
 * @param startedMs - Milliseconds since 1970.
 * @param seq - From 1 on; at least six digits in the name.
 */
export function tickName(startedMs: number, seq: number): string {
  return `tick_${formatStamp(startedMs)}_${String(seq).padStart(6, '0')}`;
}

const UNFINISHED = /^\.tmp-tick_\d{8}T\d{9}Z_\d{6,}\.(\d+)$/;

/** The name under which a process builds a tick's folder; nothing that looks for ticks sees it. */
export function unfinishedName(tick: string, pid: number): string {
  return `.tmp-${tick}.${pid}`;
}

/** The process that builds, or built, a half-made tick; undefined for any other name. */
export function builderOf(name: string): number | undefined {
  const pid = UNFINISHED.exec(name)?.[1];
  return pid === undefined ? undefined : Number(pid);
}
