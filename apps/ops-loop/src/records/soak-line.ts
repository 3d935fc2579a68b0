import type { SoakIndexLine } from './tick-record.js';

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
const TICK = /^tick_\d{8}T\d{9}Z_\d{6,}$/;
const STATUSES: readonly unknown[] = ['ready', 'not_ready', 'failed', 'timed_out', 'stopped'];

/** What each member of a line has to be; no other may be there. */
const MEMBERS: Readonly<Record<keyof SoakIndexLine, (value: unknown) => boolean>> = {
  seq: (value) => Number.isSafeInteger(value) && Number(value) > 0,
  tick: (value) => value === null || (typeof value === 'string' && TICK.test(value)),
  ts: (value) => typeof value === 'string' && INSTANT.test(value),
  status: (value) => STATUSES.includes(value),
  age_sec: (value) => Number.isFinite(value),
  gap_sec: (value) => value === null || Number.isFinite(value),
};

const NAMES = Object.keys(MEMBERS) as (keyof SoakIndexLine)[];

/**
 * Why a value is no line of the index: the name of the first member that is not as it has to be, or of one
 * too many; undefined when it is one. By hand, since thousands of lines are read at every look.
 */
export function soakLineProblem(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return 'the whole';
  const members = value as Readonly<Record<string, unknown>>;
  const wrong = NAMES.find((name) => !MEMBERS[name](members[name]));
  if (wrong !== undefined) return wrong;
  return Object.keys(members).find((name) => !Object.hasOwn(MEMBERS, name));
}

/** True for a line of the index. */
export function isSoakLine(value: unknown): value is SoakIndexLine {
  return soakLineProblem(value) === undefined;
}
