import { fc, test as propertyTest } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { ByteCursor } from './byte-cursor.js';
import { readInstant } from './instant.js';

function read(text: string, behind = ',1'): { value: number; rest: string; failed: boolean } {
  const cursor = new ByteCursor(Buffer.from(text + behind, 'latin1'), 0);
  const value = readInstant(cursor);
  return { value, rest: (text + behind).slice(cursor.at), failed: cursor.failed };
}

describe('a time cell', () => {
  const noon = Date.UTC(2013, 0, 1, 12, 30);
  test.each([
    ['2013-01-01T12:30:00Z', noon],
    ['2013-01-01 12:30:00', noon],
    ['2013-01-01T12:30:00+00:00', noon],
    ['2013-01-01 12:30:00-00:00', noon],
    ['2013-01-01T12:30:00+0000', noon],
    ['2013-01-01T12:30:00+00', noon],
    ['2013-01-01T12:30Z', noon],
    ['2013-01-01 12:30', noon],
    ['2013-01-01T12:30:05.25Z', noon + 5250],
    ['2013-01-01T12:30:05.1239999Z', noon + 5123],
    ['2013-01-01', Date.UTC(2013, 0, 1)],
    ['2012-02-29', Date.UTC(2012, 1, 29)],
    ['2000-02-29', Date.UTC(2000, 1, 29)],
    ['1969-12-31T23:59:59Z', -1000],
  ])('%s is %d', (text, value) => {
    expect(read(text)).toEqual({ value, rest: ',1', failed: false });
    expect(read(text, '')).toEqual({ value, rest: '', failed: false });
  });

  propertyTest.prop([
    fc.date({
      min: new Date(Date.UTC(1, 0, 1)),
      max: new Date(Date.UTC(9999, 11, 31)),
      noInvalidDate: true,
    }),
  ])('is read as the platform reads it', (date) => {
    expect(read(date.toISOString()).value).toBe(date.getTime());
  });

  test.each([
    '',
    '2013',
    '2013-1-1',
    '2013-13-01',
    '2013-00-01',
    '2013-02-29',
    '1900-02-29',
    '2013-04-31',
    '2013-01-00',
    '0000-01-01',
    '2013/01/01',
    '2013-01-01T',
    '2013-01-01T12',
    '2013-01-01T1:30',
    '2013-01-01T24:00:00Z',
    '2013-01-01T12:60:00Z',
    '2013-01-01T12:30:60Z',
    '2013-01-01T12:30:0',
    '2013-01-01T12:30:00.Z',
    '2013-01-01T12:30:00+02:00',
    '2013-01-01T12:30:00+000',
    '2013-01-01T12:30:00 Z',
    '2013-01-01T12:30:00Z ',
    '2013-01-01X12:30:00Z',
    '2013-01-01Z',
    '1357043400',
    '１２34-01-01',
  ])('"%s" is none', (text) => {
    expect(read(text).failed).toBe(true);
    expect(read(text, '').failed).toBe(true);
  });
});
