import { AssayError, MS_PER_DAY, MS_PER_HOUR, parseDay } from '@assay/core';
import { isKnownZone, zoneOffsets } from '../time/zone-offsets.js';

/** The clock of a file: a place with its rules, shifted by whole hours, or a fixed distance from UTC. */
export interface ClockZone {
  /** As it was said. */
  readonly name: string;
  readonly zone: string | undefined;
  readonly shiftMinutes: number;
}

/** A clock, and from which local day on; a broker that moved has several. */
export interface ClockPiece extends ClockZone {
  readonly fromWallMs: number;
}

const EXPECTED =
  'UTC, +02:00, Europe/Berlin, America/New_York+7h, or several such as Europe/Berlin,Europe/Athens@2014-03-01';
const FIXED = /^(?:UTC|GMT)?([+-])(\d{1,2})(?::?(\d\d))?$/;
const SHIFTED = /^(.+?)([+-])(\d{1,2})h$/;

/**
 * Reads what `--tz` says: `UTC`, a fixed distance (`+02:00`, `UTC-5`), a time zone, a time zone moved by
 * whole hours (`America/New_York+7h`: the clock of brokers whose day ends at five in New York), or
 * several of these with the local day from which each but the first holds.
 * @throws AssayError VALUE_NOT_ALLOWED for anything else.
 */
export function parseClock(text: string): readonly ClockPiece[] {
  const pieces = text.split(',').map((part, index) => {
    const [name, day, ...more] = part.trim().split('@') as [string, string?];
    const fromWallMs = day === undefined ? -Infinity : parseDay(day);
    const zone = parseZone(name);
    const isPlaced = (index === 0) === (day === undefined);
    if (!zone || fromWallMs === undefined || more.length > 0 || !isPlaced) throw notAClock(text);
    return { ...zone, fromWallMs };
  });
  const isOrdered = pieces.every(
    (piece, k) => k === 0 || piece.fromWallMs > (pieces[k - 1] as ClockPiece).fromWallMs,
  );
  if (!isOrdered) throw notAClock(text);
  return pieces;
}

function parseZone(name: string): ClockZone | undefined {
  if (/^(?:UTC|GMT|Z)$/i.test(name)) return { name: 'UTC', zone: undefined, shiftMinutes: 0 };
  const fixed = FIXED.exec(name);
  if (fixed) {
    const minutes = Number(fixed[2]) * 60 + Number(fixed[3] ?? 0);
    if (minutes > 15 * 60 || Number(fixed[3] ?? 0) > 59) return undefined;
    return { name, zone: undefined, shiftMinutes: fixed[1] === '-' ? -minutes : minutes };
  }
  if (isKnownZone(name)) return { name, zone: name, shiftMinutes: 0 };
  const shifted = SHIFTED.exec(name);
  if (!shifted || !isKnownZone(shifted[1] as string) || Number(shifted[3]) > 15) return undefined;
  const shift = Number(shifted[3]) * 60;
  return { name, zone: shifted[1] as string, shiftMinutes: shifted[2] === '-' ? -shift : shift };
}

function notAClock(text: string): AssayError {
  return new AssayError('VALUE_NOT_ALLOWED', '--tz is no clock', {
    found: JSON.stringify(text),
    expected: EXPECTED,
  });
}

/** A span of local time over which the distance from UTC is one. */
interface Stretch {
  readonly fromWall: number;
  readonly toWall: number;
  readonly offsetMs: number;
}

/** What happened to times on their way to UTC. */
export interface ClockCount {
  /** Rows whose time the clock skipped. */
  readonly skipped: number;
  /** Index of the first of them. */
  readonly firstSkipped: number;
  /** Rows of an hour that the clock repeats, taken as its first and as its second run. */
  readonly firstRun: number;
  readonly secondRun: number;
}

/**
 * Turns local times into UTC in place. A time that the clock repeats is its first run until the rows
 * have passed it, then its second; one that it skipped is taken by the offset before the jump, which is
 * an hour later (or, for whole days, the jump itself), and counted.
 */
export function wallToUtc(
  time: Float64Array,
  clock: readonly ClockPiece[],
  isWholeDays: boolean,
): ClockCount {
  const stretches = stretchesOf(clock, time);
  const [only, ...others] = stretches;
  if (only && others.length === 0) {
    for (let i = 0; i < time.length; i += 1) time[i] = (time[i] as number) - only.offsetMs;
    return { skipped: 0, firstSkipped: -1, firstRun: 0, secondRun: 0 };
  }
  let at = 0;
  let previous = -Infinity;
  const count = { skipped: 0, firstSkipped: -1, firstRun: 0, secondRun: 0 };
  for (let i = 0; i < time.length; i += 1) {
    const wall = time[i] as number;
    let stretch = stretches[at] as Stretch;
    if (wall < stretch.fromWall || wall >= stretch.toWall) {
      at = lastBegun(stretches, wall);
      stretch = stretches[at] as Stretch;
    }
    let utc = wall - stretch.offsetMs;
    const next = stretches[at + 1];
    const earlier = stretches[at - 1];
    if (wall >= stretch.toWall) {
      count.skipped += 1;
      if (count.firstSkipped < 0) count.firstSkipped = i;
      if (isWholeDays) utc = stretch.toWall - stretch.offsetMs;
    } else if (next && wall >= next.fromWall) {
      const second = wall - next.offsetMs;
      if (utc <= previous) utc = second;
      count[utc === second ? 'secondRun' : 'firstRun'] += 1;
    } else if (earlier && wall < earlier.toWall) {
      const first = wall - earlier.offsetMs;
      if (first > previous) utc = first;
      count[utc === first ? 'firstRun' : 'secondRun'] += 1;
    }
    time[i] = utc;
    previous = utc;
  }
  return count;
}

/** Index of the last stretch that has begun by a local time; the first when none has. */
function lastBegun(stretches: readonly Stretch[], wall: number): number {
  let found = 0;
  stretches.forEach((stretch, index) => {
    if (wall >= stretch.fromWall) found = index;
  });
  return found;
}

function stretchesOf(clock: readonly ClockPiece[], time: Float64Array): readonly Stretch[] {
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < time.length; i += 1) {
    const wall = time[i] as number;
    if (wall < low) low = wall;
    if (wall > high) high = wall;
  }
  if (!(low <= high)) return [{ fromWall: -Infinity, toWall: Infinity, offsetMs: 0 }];
  return clock.flatMap((piece, index) => {
    const until = clock[index + 1]?.fromWallMs ?? Infinity;
    return pieceStretches(piece, low - 2 * MS_PER_DAY, high + 2 * MS_PER_DAY)
      .filter(({ fromWall, toWall }) => toWall > piece.fromWallMs && fromWall < until)
      .map(({ fromWall, toWall, offsetMs }) => ({
        fromWall: Math.max(fromWall, piece.fromWallMs),
        toWall: Math.min(toWall, until),
        offsetMs,
      }));
  });
}

function pieceStretches(piece: ClockPiece, low: number, high: number): readonly Stretch[] {
  const shiftMs = piece.shiftMinutes * 60_000;
  if (piece.zone === undefined) {
    return [{ fromWall: -Infinity, toWall: Infinity, offsetMs: shiftMs }];
  }
  const { startsMs, offsetsMinutes } = zoneOffsets(piece.zone, low - 26 * MS_PER_HOUR, high);
  return startsMs.map((start, k) => {
    const offsetMs = (offsetsMinutes[k] as number) * 60_000 + shiftMs;
    const end = startsMs[k + 1];
    return {
      fromWall: k === 0 ? -Infinity : start + offsetMs,
      toWall: end === undefined ? Infinity : end + offsetMs,
      offsetMs,
    };
  });
}
