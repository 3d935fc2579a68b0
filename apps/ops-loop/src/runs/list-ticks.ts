import { readdirSync } from 'node:fs';
import { parseStamp } from '@assay/core';
import { osErrorCode } from '@assay/workspace';
import { FUTURE_MS } from './find-runs.js';

/** A completed tick by its name; a half-made one has another. */
export interface TickName {
  /** `tick_<TS>_<seq6>`. */
  readonly name: string;
  readonly seq: number;
  /** When it began, milliseconds since 1970. */
  readonly startedMs: number;
}

const TICK_NAME = /^tick_(\d{8}T\d{9}Z)_(\d{6,})$/;

/** Reads a tick's name; undefined for any other. */
export function parseTickName(name: string): TickName | undefined {
  const match = TICK_NAME.exec(name);
  const startedMs = parseStamp(match?.[1] ?? '');
  if (!match || startedMs === undefined) return undefined;
  return { name, seq: Number(match[2]), startedMs };
}

/**
 * The ticks of a run, by number, first to last, and the names of those that claim to be of the future.
 * Order and age come from names and records, never from what the disk says about change.
 */
export function listTicks(
  runPath: string,
  nowMs: number,
): { readonly ticks: readonly TickName[]; readonly future: readonly string[] } {
  const ticks: TickName[] = [];
  const future: string[] = [];
  for (const name of namesIn(runPath)) {
    const tick = parseTickName(name);
    if (!tick) continue;
    if (tick.startedMs > nowMs + FUTURE_MS) future.push(name);
    else ticks.push(tick);
  }
  ticks.sort((a, b) => a.seq - b.seq || (a.name < b.name ? -1 : 1));
  return { ticks, future: future.sort() };
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (osErrorCode(error) === 'ENOENT') return [];
    throw error;
  }
}
