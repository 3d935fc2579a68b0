import { AssayError, MS_PER_HOUR, parseDay } from '@assay/core';
import { fc, test as propertyTest } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { parseClock, wallToUtc } from './wall-clock.js';

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Local time of an instant by the platform, as ms: the judge of our own arithmetic. */
function localOf(ms: number, zone: string): number {
  const known = formatters.get(zone);
  const options = { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' } as const;
  const formatter = known ?? new Intl.DateTimeFormat('sv-SE', options);
  formatters.set(zone, formatter);
  return Date.parse(`${formatter.format(ms).replace(' ', 'T')}Z`);
}

const ZONES = ['Europe/Berlin', 'America/New_York', 'Australia/Sydney', 'America/Sao_Paulo', 'UTC'];

describe('local times of a zone become UTC', () => {
  propertyTest.prop(
    [fc.constantFrom(...ZONES), fc.integer({ min: 8_000, max: 20_000 }), fc.nat(7), fc.nat(5)],
    { numRuns: 25 },
  )('for every hour of a year with its clock changes, gaps or not', (zone, day, shift, skip) => {
    const instants: number[] = [];
    for (let hour = 0; hour < 24 * 120; hour += 1) {
      if (hour % 50 < skip) continue;
      instants.push((day * 24 + hour) * MS_PER_HOUR);
    }
    const wall = Float64Array.from(instants, (ms) => localOf(ms, zone) + shift * MS_PER_HOUR);
    const name = zone === 'UTC' ? `+0${shift}:00` : shift === 0 ? zone : `${zone}+${shift}h`;
    const before = wall.slice();
    const count = wallToUtc(wall, parseClock(name), false);
    expect(count.skipped).toBe(0);
    const wrong = instants.filter((ms, i) => ms !== wall[i]);
    // An hour that repeats and stands once in the file has two readings: the first is taken.
    const once = wrong.filter((ms) => {
      const at = instants.indexOf(ms);
      return before[at] !== before[at - 1] && wall[at] === ms - MS_PER_HOUR;
    });
    expect(wrong).toEqual(once);
    if (skip === 0) expect(wrong.length).toBeLessThanOrEqual(1);
  });

  test('a day that the clock begins an hour late begins at the jump', () => {
    const midnight = parseDay('2018-11-04') as number;
    const time = Float64Array.of(midnight);
    wallToUtc(time, parseClock('America/Sao_Paulo'), true);
    expect(new Date(time[0] as number).toISOString()).toBe('2018-11-04T03:00:00.000Z');
  });
});

describe('--tz', () => {
  test.each([
    ['UTC', 0],
    ['gmt', 0],
    ['+02:00', 120],
    ['-0530', -330],
    ['UTC+2', 120],
    ['GMT-5', -300],
    ['Etc/GMT+5', 0],
    ['America/New_York+7h', 420],
    ['Europe/London-1h', -60],
  ])('%s is understood', (text, minutes) => {
    expect(parseClock(text)[0]?.shiftMinutes).toBe(minutes);
  });

  test.each([
    '',
    'Mars/Olympus',
    '+25:00',
    '+02:75',
    'Europe/Berlin+99h',
    'Europe/Berlin@2014-01-01',
    'Europe/Berlin,Europe/Athens',
    'Europe/Berlin,Europe/Athens@2014-13-01',
    'UTC,+01:00@2014-01-01,+02:00@2013-01-01',
  ])('%j is refused', (text) => {
    expect(() => parseClock(text)).toThrow(AssayError);
  });
});
