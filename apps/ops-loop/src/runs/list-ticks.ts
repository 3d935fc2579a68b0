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

const TICK_NAME = /^tick_\d{8}T(?:[01]\d|2[0-3])[0-5]\d[0-5]\d\d{3}Z_\d{6,}$/;

/** Reads a tick's name; undefined for any other. */
export function parseTickName(name: string): TickName | undefined {
  return readName(name, dayMs);
}

function dayMs(day: string): number | undefined {
  return parseStamp(`${day}T000000000Z`);
}

/** By position, since the form was checked: ten thousand names are read at every look. */
function readName(name: string, dayOf: (day: string) => number | undefined): TickName | undefined {
  if (!TICK_NAME.test(name)) return undefined;
  const midnightMs = dayOf(name.slice(5, 13));
  if (midnightMs === undefined) return undefined;
  const minutes = Number(name.slice(14, 16)) * 60 + Number(name.slice(16, 18));
  const startedMs = midnightMs + minutes * 60_000 + Number(name.slice(18, 23));
  return { name, seq: Number(name.slice(25)), startedMs };
}

/** Remembers the midnights of the days it was asked for: thousands of ticks are of a few days. */
function rememberedDays(): (day: string) => number | undefined {
  const known = new Map<string, number | undefined>();
  return (day) => {
    if (!known.has(day)) known.set(day, dayMs(day));
    return known.get(day);
  };
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
  const dayOf = rememberedDays();
  for (const name of namesIn(runPath)) {
    const tick = readName(name, dayOf);
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
