import { fc, test as property } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { fixedClock, formatDay, formatInstant, formatStamp, parseStamp } from './clock.js';

/** Whole milliseconds of the years 0000 to 9999. */
const instants = fc.integer({ min: -62_167_219_200_000, max: 253_402_300_799_999 });

property.prop([instants])('an instant is written as Date writes it', (ms) => {
  expect(formatInstant(ms)).toBe(new Date(ms).toISOString());
  expect(formatDay(ms)).toBe(new Date(ms).toISOString().slice(0, 10));
});

property.prop([instants, instants])('stamps sort by time and carry no colon', (a, b) => {
  expect(formatStamp(a)).toMatch(/^\d{8}T\d{9}Z$/);
  expect(formatStamp(a) < formatStamp(b)).toBe(a < b);
});

property.prop([instants])('a stamp is read back as it was written', (ms) => {
  expect(parseStamp(formatStamp(ms))).toBe(ms);
});

test.each([
  '',
  '20260131T090807006',
  '20260231T090807006Z',
  '20260131T250807006Z',
  'x0260131T090807006Z',
])('a text that is no stamp is none: %s', (text) => {
  expect(parseStamp(text)).toBeUndefined();
});

test('the examples of the documentation hold', () => {
  const ms = Date.UTC(2026, 0, 31, 9, 8, 7, 6);
  expect(formatInstant(ms)).toBe('2026-01-31T09:08:07.006Z');
  expect(formatStamp(ms)).toBe('20260131T090807006Z');
  expect(formatDay(ms)).toBe('2026-01-31');
});

test('a fixed clock stands still', () => {
  const clock = fixedClock(42);
  expect([clock.now(), clock.now()]).toEqual([42, 42]);
});
