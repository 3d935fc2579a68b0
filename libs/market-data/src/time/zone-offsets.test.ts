import {
  AssayError,
  MS_PER_DAY,
  MS_PER_HOUR,
  UTC_OFFSETS,
  offsetMinutesAt,
  type ZoneOffsets,
} from '@assay/core';
import { describe, expect, test } from 'vitest';
import { newYorkOffsets } from './new-york-offsets.js';
import { isKnownZone, zoneOffsets } from './zone-offsets.js';

const FROM = Date.UTC(2013, 0, 1);
const TO = Date.UTC(2015, 0, 1);
const shown = (zone: ZoneOffsets): string[] =>
  zone.startsMs.map((ms, i) => `${new Date(ms).toISOString()} ${zone.offsetsMinutes[i]}`);

describe('offsets of a time zone', () => {
  test.each([
    [
      'Europe/London',
      [
        '2013-01-01T00:00:00.000Z 0',
        '2013-03-31T01:00:00.000Z 60',
        '2013-10-27T01:00:00.000Z 0',
        '2014-03-30T01:00:00.000Z 60',
        '2014-10-26T01:00:00.000Z 0',
      ],
    ],
    [
      'America/New_York',
      [
        '2013-01-01T00:00:00.000Z -300',
        '2013-03-10T07:00:00.000Z -240',
        '2013-11-03T06:00:00.000Z -300',
        '2014-03-09T07:00:00.000Z -240',
        '2014-11-02T06:00:00.000Z -300',
      ],
    ],
    ['Asia/Tokyo', ['2013-01-01T00:00:00.000Z 540']],
    ['Asia/Kathmandu', ['2013-01-01T00:00:00.000Z 345']],
  ])('%s changes at the exact instants', (zone, changes) => {
    expect(shown(zoneOffsets(zone, FROM, TO))).toEqual(changes);
    expect(zoneOffsets(zone, FROM, TO).zone).toBe(zone);
  });

  test('UTC needs no time zone data', () => {
    expect(zoneOffsets('UTC', FROM, TO)).toBe(UTC_OFFSETS);
  });

  test.each(['Africa/Casablanca', 'Africa/Cairo', 'America/Sao_Paulo', 'Australia/Lord_Howe'])(
    '%s: no change is passed over, compared hour by hour',
    (zone) => {
      const from = Date.UTC(2010, 0, 1);
      const offsets = zoneOffsets(zone, from, from + 800 * MS_PER_DAY);
      const parts = new Intl.DateTimeFormat('en-GB', {
        timeZone: zone,
        hourCycle: 'h23',
        hour: '2-digit',
        minute: '2-digit',
      });
      for (let ms = from; ms < from + 800 * MS_PER_DAY; ms += 6 * MS_PER_HOUR) {
        const local = new Date(ms + offsetMinutesAt(offsets, ms) * 60_000)
          .toISOString()
          .slice(11, 16);
        expect(local).toBe(parts.format(ms));
      }
    },
  );

  test('one instant is a span', () => {
    expect(zoneOffsets('Europe/London', FROM, FROM)).toEqual({
      zone: 'Europe/London',
      startsMs: [FROM],
      offsetsMinutes: [0],
    });
  });

  test.each(['Mars/Olympus', '', '+02:00', 'Europe/Londn', '../etc'])(
    '"%s" is no time zone',
    (zone) => {
      expect(isKnownZone(zone)).toBe(false);
      expect(() => zoneOffsets(zone, FROM, TO)).toThrow(AssayError);
      expect(() => zoneOffsets(zone, FROM, TO)).toThrow('the time zone is not known');
    },
  );

  test('a span that ends before it starts is refused', () => {
    expect(() => zoneOffsets('UTC', TO, FROM)).toThrow(AssayError);
    expect(() => zoneOffsets('UTC', NaN, FROM)).toThrow(AssayError);
  });

  test('known zones are known', () => {
    expect(['UTC', 'Europe/London', 'America/New_York'].every(isKnownZone)).toBe(true);
  });
});

describe("New York's offsets by law", () => {
  test('are those of the time zone data, from 1987 on', () => {
    const [from, to] = [Date.UTC(1987, 0, 1), Date.UTC(2036, 0, 1)];
    const byLaw = newYorkOffsets(from, to);
    const byData = zoneOffsets('America/New_York', from, to);
    const changes = (zone: ZoneOffsets): string[] =>
      shown(zone).filter((_, i) => {
        const start = zone.startsMs[i] as number;
        return start > from && start < to;
      });
    expect(changes(byData)).toHaveLength(98);
    expect(changes(byLaw)).toEqual(changes(byData));
  });
});
