import { formatInstant } from '@assay/core';
import type { SoakIndexLine } from '../records/tick-record.js';
import { instantMs } from './instant-ms.js';
import { WINDOW_MS } from './limits.js';
import type { LiveState } from './live-state.js';

/** The lines of the last hour, oldest first; lines of the future do not count. */
export function linesOfWindow({
  recent,
  nowMs,
}: Pick<LiveState, 'recent' | 'nowMs'>): readonly SoakIndexLine[] {
  // Instants of one form sort as text; thousands of them are compared at every look.
  const [from, to] = [formatInstant(nowMs - WINDOW_MS), formatInstant(nowMs)];
  return recent.filter(({ ts }) => from <= ts && ts <= to);
}

/** The share of the ticks of the last hour that were not ready, 0 to 1; null when there were none. */
export function failureRatio(state: Pick<LiveState, 'recent' | 'nowMs'>): number | null {
  // What a stop cut short has not failed.
  const lines = linesOfWindow(state).filter(({ status }) => status !== 'stopped');
  if (lines.length === 0) return null;
  return lines.filter(({ status }) => status !== 'ready').length / lines.length;
}

/**
 * The longest time without a tick within the last hour, milliseconds, the one that is still open
 * included; null when there was no tick.
 */
export function gapMaxMs(state: Pick<LiveState, 'recent' | 'nowMs'>): number | null {
  const lastMs = instantMs(state.recent.at(-1)?.ts);
  if (lastMs === undefined) return null;
  const openMs = Math.max(0, state.nowMs - lastMs);
  return linesOfWindow(state).reduce(
    (most, { gap_sec: gap }) => Math.max(most, (gap ?? 0) * 1000),
    openMs,
  );
}

/** A quantile of figures by the nearest rank; null of none. */
export function nearestRank(figures: readonly number[], share: number): number | null {
  const sorted = [...figures].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null;
}
