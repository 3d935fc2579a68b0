import { AssayError, MS_PER_DAY, formatInstant, timeframeMs } from '@assay/core';
import type { ImportOptions } from './import-options.js';
import type { RawBars } from './raw-bars.js';
import { parseClock, wallToUtc, type ClockPiece } from './wall-clock.js';

/** What became of the times of a file. */
export interface ClockOutcome {
  /** The clock they were of, and who said so. */
  readonly clock: string;
  readonly remarks: readonly string[];
  /** Times moved by `shift-skipped-hours`. */
  readonly shifted: number;
}

/**
 * Turns the times of a file into opens of bars in UTC, in place: by the distance that each states, the
 * clock of the format, or `--tz`.
 * @throws AssayError IMPORT_ZONE_MISSING, IMPORT_ZONE_CONFLICT, IMPORT_CLOCK_GAP or VALUE_NOT_ALLOWED.
 */
export function toUtc(raw: RawBars, file: string, options: ImportOptions): ClockOutcome {
  const { pieces, said, remarks } = clockOf(raw, file, options);
  const { time } = raw.bars;
  const barMs = timeframeMs(options.timeframe);
  const isWholeDays = barMs >= MS_PER_DAY;
  if (options.label === 'close' && isWholeDays) relabelDays(time, barMs);
  const more = [...remarks];
  let shifted = 0;
  if (pieces) {
    const before = time.slice();
    const count = wallToUtc(time, pieces, isWholeDays);
    if (count.skipped > 0 && !isWholeDays) {
      if (!options.fixes.has('shift-skipped-hours')) {
        throw clockGap(raw, file, before, count.skipped, count.firstSkipped, said);
      }
      shifted = count.skipped;
    }
    if (count.firstRun > 0 && count.secondRun === 0) {
      more.push(
        `${count.firstRun} bars lie in an hour that the clock repeats and that the file has once: taken as its first run`,
      );
    }
    if (count.secondRun > 0) {
      more.push(
        `${count.firstRun + count.secondRun} bars lie in an hour that the clock repeats: told apart by their order`,
      );
    }
  }
  if (options.label === 'close' && !isWholeDays) {
    for (let i = 0; i < time.length; i += 1) time[i] = (time[i] as number) - barMs;
  }
  if (options.label === 'close') more.push('times are ends of bars: moved to their opens');
  return { clock: said, remarks: more, shifted };
}

/** A date alone names the last day of its bar; a time of day is the instant at which it ends. */
function relabelDays(time: Float64Array, barMs: number): void {
  for (let i = 0; i < time.length; i += 1) {
    const end = time[i] as number;
    time[i] = (end % MS_PER_DAY === 0 ? end + MS_PER_DAY : end) - barMs;
  }
}

function clockOf(
  raw: RawBars,
  file: string,
  options: ImportOptions,
): {
  readonly pieces: readonly ClockPiece[] | undefined;
  readonly said: string;
  readonly remarks: readonly string[];
} {
  const { clock } = raw;
  const declared = options.tz === undefined ? undefined : parseClock(options.tz);
  if (clock.kind === 'each') {
    if (declared && !isUtc(declared)) throw conflict(raw, file, options.tz ?? '');
    return { pieces: undefined, said: 'UTC (stated by each row)', remarks: [] };
  }
  if (declared) {
    const said = `${options.tz ?? ''} (--tz)`;
    const remarks =
      clock.kind === 'format' && nameOf(clock.pieces) !== nameOf(declared)
        ? [`--tz ${options.tz} overrides what the format says: ${clock.why}`]
        : [];
    return { pieces: declared, said, remarks };
  }
  if (clock.kind === 'format') {
    return { pieces: clock.pieces, said: `${nameOf(clock.pieces)} (${clock.why})`, remarks: [] };
  }
  const line = raw.lineOf(0);
  throw new AssayError('IMPORT_ZONE_MISSING', 'the clock of the times is not known', {
    place: { file, ...(line !== undefined && { line }) },
    found: `times such as ${wallText(raw.bars.time[0] ?? NaN)}; ${clock.hint}`,
    expected: '--tz UTC, --tz +02:00, --tz Europe/Berlin, or --tz America/New_York+7h',
  });
}

function nameOf(pieces: readonly ClockPiece[]): string {
  return pieces.map((piece) => piece.name).join(', ');
}

function isUtc(pieces: readonly ClockPiece[]): boolean {
  return pieces.every((piece) => piece.zone === undefined && piece.shiftMinutes === 0);
}

function conflict(raw: RawBars, file: string, tz: string): AssayError {
  const line = raw.lineOf(0);
  return new AssayError('IMPORT_ZONE_CONFLICT', 'the times state their clock, and --tz another', {
    place: { file, ...(line !== undefined && { line }) },
    found: `--tz ${tz}`,
    expected: 'no --tz: each time states its distance from UTC',
  });
}

function clockGap(
  raw: RawBars,
  file: string,
  wall: Float64Array,
  skipped: number,
  first: number,
  said: string,
): AssayError {
  const line = raw.lineOf(first);
  const bars = skipped === 1 ? '1 bar' : `${skipped} bars`;
  return new AssayError('IMPORT_CLOCK_GAP', 'times that the clock skipped', {
    place: { file, ...(line !== undefined && { line }) },
    found: `${bars}, the first at ${wallText(wall[first] as number)}, which ${said} never showed`,
    expected: 'times that the clock showed',
  });
}

function wallText(ms: number): string {
  return Number.isFinite(ms)
    ? formatInstant(ms)
        .replace('T', ' ')
        .replace(/(?::00)?\.000Z$/, '')
    : 'none';
}
