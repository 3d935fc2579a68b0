import {
  MS_PER_DAY,
  MS_PER_HOUR,
  MS_PER_MINUTE,
  parseDay,
  type Bars,
  type ZoneOffsets,
} from '@assay/core';
import type { DirectiveRules } from '@assay/directive';
import { describe, expect, it } from 'vitest';
import { ZoneTime } from './zone-time.js';
import { barsOf, type Row } from './testing/scenario.js';
import { QUARTER, run } from './testing/range-market.js';

const offset = (zone: string): ((ms: number) => number) => {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
  return (ms) => {
    const name = format.formatToParts(ms).find(({ type }) => type === 'timeZoneName')?.value ?? '';
    const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)/.exec(name) ?? [];
    return (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0));
  };
};

/** Offsets of a zone about a day, by the zone data of the machine. */
function zoneAbout(zone: string, day: string): ZoneOffsets {
  const noon = (parseDay(day) ?? NaN) + 12 * MS_PER_HOUR;
  const at = offset(zone);
  const startsMs: number[] = [];
  const offsetsMinutes: number[] = [];
  for (let ms = noon - 3 * MS_PER_DAY; ms < noon + 3 * MS_PER_DAY; ms += QUARTER) {
    if (offsetsMinutes.at(-1) === at(ms)) continue;
    startsMs.push(ms);
    offsetsMinutes.push(at(ms));
  }
  return { zone, startsMs, offsetsMinutes };
}

/** Quarter-hour bars of two local days from a midnight on, at 100 ± 1 where nothing else is said. */
function localDays(zone: ZoneOffsets, day: string, shapes: Readonly<Record<string, Row>>): Bars {
  const clock = new ZoneTime(zone);
  const first = (parseDay(day) ?? NaN) / MS_PER_DAY;
  const from = clock.instantOf(first - 1, 0);
  const until = clock.instantOf(first + 1, 0);
  const times: number[] = [];
  for (let ms = from; ms < until; ms += QUARTER) times.push(ms);
  const rows = times.map((ms): Row => {
    const local = clock.localMs(ms);
    const minute = (local % MS_PER_DAY) / MS_PER_MINUTE;
    const name = Math.floor(local / MS_PER_DAY) === first ? '' : '-';
    const pad = (value: number): string => String(value).padStart(2, '0');
    const text = `${name}${pad(Math.floor(minute / 60))}:${pad(minute % 60)}`;
    // A time that the clock shows twice has a second shape of its own.
    const twice = text + (clock.localMs(ms - MS_PER_HOUR) === local ? '*' : '');
    return shapes[twice] ?? [100, 101, 99, 100];
  });
  return barsOf(rows, times);
}

/** Hours of a local day. */
function hoursOf(zone: ZoneOffsets, day: string): number {
  const clock = new ZoneTime(zone);
  const first = (parseDay(day) ?? NaN) / MS_PER_DAY;
  return (clock.instantOf(first + 1, 0) - clock.instantOf(first, 0)) / MS_PER_HOUR;
}

/** Entries and exits of the last local day, by its clock. */
function localTrades(zone: ZoneOffsets, bars: Bars, rules: DirectiveRules): string[] {
  const clock = new ZoneTime(zone);
  const lastDay = clock.dayOf(bars.time[bars.length - 1] as number);
  const text = (ms: number): string => {
    const minute = clock.minuteOf(ms);
    return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
  };
  const trades = run(bars, rules, zone).trades.filter(
    ({ entryTime }) => clock.dayOf(entryTime) === lastDay,
  );
  return trades.map(
    ({ direction, entryPrice, entryTime, exitTime, exitReason }) =>
      `${direction === 1 ? 'long' : 'short'} ${entryPrice} ${text(entryTime)}-${text(exitTime)} ${exitReason}`,
  );
}

const orders = [
  { direction: 'long', level: 'range_high' },
  { direction: 'short', level: 'range_low' },
] as const;
const rulesOf = (start: string, end: string, time: string, exit: string): DirectiveRules => ({
  range_definition: { window_start: start, window_end: end },
  order_placement: { time, type: 'stop', orders: [...orders] },
  exit_rules: { time_exit: { enabled: true, time: exit } },
});

const HIGH: Row = [100, 105, 99, 100];
const LOW: Row = [100, 101, 95, 100];
const BREAK: Row = [100, 106, 99, 104];

const CHANGES = [
  ['Europe/London', '2024-03-31', 23],
  ['Europe/London', '2024-10-27', 25],
  ['America/New_York', '2024-03-10', 23],
  ['America/New_York', '2024-11-03', 25],
  ['Australia/Sydney', '2024-10-06', 23],
  ['Australia/Sydney', '2024-04-07', 25],
] as const;

describe.each(CHANGES)('in %s on %s, a day of %d hours', (name, day, hours) => {
  const zone = zoneAbout(name, day);

  it('has that many hours by the zone data', () => {
    expect(hoursOf(zone, day)).toBe(hours);
  });

  it('means local times: window, orders and time exit keep their places on the clock', () => {
    const bars = localDays(zone, day, {
      '-04:00': [100, 120, 80, 100],
      '02:45': [100, 120, 80, 100],
      '04:00': HIGH,
      '05:45': LOW,
      '06:00': [100, 104, 96, 100],
      '09:00': BREAK,
    });
    expect(localTrades(zone, bars, rulesOf('03:00', '06:00', '06:15', '18:00'))).toEqual([
      'long 105 09:00-18:00 TIME_EXIT',
    ]);
  });

  it('takes a window over midnight as one stretch, whatever the clock does in it', () => {
    const bars = localDays(zone, day, {
      '-21:45': [100, 120, 80, 100],
      '-22:00': HIGH,
      '04:45': LOW,
      '05:00': [100, 104, 96, 100],
      '09:00': BREAK,
    });
    expect(localTrades(zone, bars, rulesOf('22:00', '05:00', '05:00', '18:00'))).toEqual([
      'long 105 09:00-18:00 TIME_EXIT',
    ]);
  });

  it('lets orders expire at the end of the local day', () => {
    const bars = localDays(zone, day, { '04:00': HIGH, '05:45': LOW, '23:45': BREAK });
    const { exit_rules: _, ...open } = rulesOf('03:00', '06:00', '06:15', '18:00');
    const rules = { ...open, exit_rules: {} };
    expect(localTrades(zone, bars, rules)).toEqual(['long 105 23:45-23:45 END_OF_DATA']);
    const before = localDays(zone, day, { '-04:00': HIGH, '-05:45': LOW, '00:00': BREAK });
    expect(localTrades(zone, before, rules).filter((line) => / 0[0-5]:/.test(line))).toEqual([]);
  });
});

describe('a window that ends in an hour that the clock shows twice', () => {
  // London, 27 October 2024: 01:00 to 02:00 comes twice.
  const zone = zoneAbout('Europe/London', '2024-10-27');
  const rules = rulesOf('00:00', '01:30', '01:30', '18:00');

  it('ends at the first of the two, and the orders follow it', () => {
    const bars = localDays(zone, '2024-10-27', { '00:30': HIGH, '01:15': LOW, '01:30': BREAK });
    expect(localTrades(zone, bars, rules)).toEqual(['long 105 01:30-18:00 TIME_EXIT']);
  });

  it('is not changed by the repetition', () => {
    const bars = localDays(zone, '2024-10-27', {
      '00:30': HIGH,
      '01:15': LOW,
      '01:15*': [100, 103, 97, 100],
      '09:00': BREAK,
    });
    expect(localTrades(zone, bars, rules)).toEqual(['long 105 09:00-18:00 TIME_EXIT']);
  });
});

describe('a time of the orders that the clock skips', () => {
  // London, 31 March 2024: 01:00 to 02:00 does not exist.
  const zone = zoneAbout('Europe/London', '2024-03-31');

  it('is the instant of the jump', () => {
    const bars = localDays(zone, '2024-03-31', { '00:30': HIGH, '00:45': LOW, '02:00': BREAK });
    expect(localTrades(zone, bars, rulesOf('00:00', '01:00', '01:30', '18:00'))).toEqual([
      'long 105 02:00-18:00 TIME_EXIT',
    ]);
  });
});

describe('a window over midnight', () => {
  const zone: ZoneOffsets = { zone: 'UTC', startsMs: [0], offsetsMinutes: [0] };
  const night = rulesOf('22:00', '02:00', '02:15', '18:00');

  it('begins the evening before and belongs to the day in which it ends', () => {
    const bars = localDays(zone, '2024-01-09', { '-22:00': HIGH, '01:45': LOW, '02:15': BREAK });
    expect(localTrades(zone, bars, night)).toEqual(['long 105 02:15-18:00 TIME_EXIT']);
  });

  it('takes what there is when the evening before has no bars', () => {
    const bars = localDays(zone, '2024-01-09', { '00:00': HIGH, '01:45': LOW, '03:00': BREAK });
    const from = 96;
    const column = (name: 'time' | 'open' | 'high' | 'low' | 'close' | 'volume'): Float64Array =>
      bars[name].slice(from);
    const late = {
      length: bars.length - from,
      time: column('time'),
      open: column('open'),
      high: column('high'),
      low: column('low'),
      close: column('close'),
      volume: column('volume'),
    };
    expect(localTrades(zone, late, night)).toEqual(['long 105 03:00-18:00 TIME_EXIT']);
  });

  it('includes the bar at its end with include_window_end_bar, and places the orders after it', () => {
    const bars = localDays(zone, '2024-01-09', {
      '-23:00': LOW,
      '02:00': [100, 107, 99, 100],
      '02:15': [100, 108, 99, 104],
    });
    const range_definition = {
      window_start: '22:00',
      window_end: '02:00',
      include_window_end_bar: true,
    };
    const rules = { ...rulesOf('22:00', '02:00', '02:00', '18:00'), range_definition };
    expect(localTrades(zone, bars, rules)).toEqual(['long 107 02:15-18:00 TIME_EXIT']);
  });
});
