import { parseStamp } from '@assay/core';
import { expect, test } from 'vitest';
import { judgeFreshness } from './data-freshness.js';

const HOUR = 3_600_000;
/** `2026-01-28 11:00` in UTC. */
function at(text: string): number {
  const [day = '', time = ''] = text.replace(/[-:]/g, '').split(' ');
  const ms = parseStamp(`${day}T${time}00000Z`);
  if (ms === undefined) throw new Error(`no instant: ${text}`);
  return ms;
}

// 2026-01-30 is a Friday; currencies close at 22:00 UTC (17:00 in New York), until Sunday 22:00.
// prettier-ignore
const CASES = [
  // what                                    calendar    bar  newest bar opens    now                 open  fresh
  ['the bar that has just closed',           'fx',       1,   '2026-01-28 11:00', '2026-01-28 12:00', 0,    true],
  ['a bar that is still open',               'fx',       1,   '2026-01-28 12:00', '2026-01-28 12:30', 0,    true],
  ['one bar late',                           'fx',       1,   '2026-01-28 10:00', '2026-01-28 12:00', 1,    true],
  ['a holiday and a bar late',               'fx',       1,   '2026-01-27 10:00', '2026-01-28 12:00', 25,   true],
  ['an hour more than that',                 'fx',       1,   '2026-01-27 09:00', '2026-01-28 12:00', 26,   false],
  ['the weekend, while nothing is open',     'fx',       1,   '2026-01-30 21:00', '2026-02-01 21:00', 0,    true],
  ['the day after the weekend',              'fx',       1,   '2026-01-30 21:00', '2026-02-02 22:00', 24,   true],
  ['two days after the weekend',             'fx',       1,   '2026-01-30 21:00', '2026-02-03 22:00', 48,   false],
  ['an exchange over Easter, one bar late',  'weekdays', 24,  '2026-04-02 00:00', '2026-04-08 00:00', 72,   true],
  ['an exchange an hour after that',         'weekdays', 24,  '2026-04-02 00:00', '2026-04-08 01:00', 73,   false],
  ['what always trades, one bar late',       'always',   1,   '2026-01-31 10:00', '2026-01-31 12:00', 1,    true],
  ['what always trades, two bars late',      'always',   1,   '2026-01-31 09:00', '2026-01-31 12:00', 2,    false],
  ['bars of a week on the next Friday',      'fx',       168, '2026-01-18 22:00', '2026-01-30 12:00', 110,  true],
  ['a bar of the future',                    'fx',       1,   '2026-01-28 15:00', '2026-01-28 12:00', 0,    true],
] as const;

test.each(CASES)(
  'the age of a series is the open time since its newest bar closed: %s',
  (_what, calendar, hours, newest, now, open, fresh) => {
    const judged = judgeFreshness(calendar, hours * HOUR, at(newest), at(now));
    expect({ open: judged.openMs / HOUR, fresh: judged.fresh }).toEqual({ open, fresh });
  },
);
