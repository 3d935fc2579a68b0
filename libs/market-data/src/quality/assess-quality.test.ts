import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  MS_PER_DAY,
  MS_PER_HOUR,
  parseDay,
  parseTimeframe,
  type Bars,
  type Timeframe,
} from '@assay/core';
import { describe, expect, test } from 'vitest';
import { parseBarsCsv } from '../csv/parse-bars-csv.js';
import { readBarFile } from '../files/read-bar-file.js';
import { barsOf, plainBars, plainRow, type SampleRow } from '../testing/sample-bars.js';
import { sharedData } from '../testing/shared-data.js';
import { synthesizeBars } from '../synthetic/synthesize-bars.js';
import { assessQuality } from './assess-quality.js';
import type { QualityCheckId, QualityFinding, QualityReport } from './quality-report.js';
import { qualityDiagnostics, renderQuality } from './render-quality.js';

const assess = (bars: Bars, timeframe: Timeframe = '1h'): QualityReport =>
  assessQuality(bars, { timeframe, calendar: 'fx' });
const found = (report: QualityReport, id: QualityCheckId): QualityFinding | undefined =>
  report.findings.find((finding) => finding.id === id);
const row = (hours: number, ...prices: [number, number, number, number]): SampleRow => [
  hours,
  ...prices,
];

describe('a clean series', () => {
  test('has no finding and does not block', () => {
    expect(assess(plainBars(60))).toMatchObject({
      rows: 60,
      findings: [],
      blocking: false,
      missingBars: 0,
      firstTime: parseDay('2013-01-07'),
      lastTime: (parseDay('2013-01-07') as number) + 59 * MS_PER_HOUR,
    });
  });

  test('of no bar at all is reported without one', () => {
    expect(assess(plainBars(0))).toMatchObject({
      rows: 0,
      findings: [],
      firstTime: NaN,
      blocking: false,
    });
  });
});

describe('blocking findings', () => {
  test.each<[string, QualityCheckId, SampleRow[], number]>([
    [
      'a price that is not finite',
      'non_finite_price',
      [plainRow(0), row(1, 1.1, Infinity, 1, 1.1)],
      1,
    ],
    ['a price that is no number', 'non_finite_price', [row(0, NaN, 1.2, 1, 1.1)], 0],
    ['a price of zero', 'non_positive_price', [plainRow(0), row(1, 1.1, 1.2, 0, 1.1)], 1],
    ['a negative price', 'non_positive_price', [row(0, -1, 1.2, -1, 1.1)], 0],
    ['a high below the close', 'impossible_range', [plainRow(0), row(1, 1.1, 1.15, 1, 1.16)], 1],
    ['a high below the open', 'impossible_range', [row(0, 1.2, 1.15, 1, 1.1)], 0],
    ['a low above the open', 'impossible_range', [row(0, 1.1, 1.3, 1.11, 1.2)], 0],
    ['a low above the high', 'impossible_range', [row(0, 1.1, 1.0, 1.2, 1.1)], 0],
    ['a bar older than the one before', 'disorder', [plainRow(1), plainRow(0)], 1],
    [
      'two different bars of one time',
      'conflicting_duplicate',
      [plainRow(0), row(0, 1.1, 1.2, 1, 1.1)],
      1,
    ],
  ])('%s is %s', (_, id, rows, firstBar) => {
    const report = assess(barsOf(rows));
    expect(found(report, id)).toMatchObject({ severity: 'block', count: 1, firstBar });
    expect(report.blocking).toBe(true);
  });

  test('a duplicate in another volume or spread conflicts too', () => {
    const bars = barsOf([plainRow(0), plainRow(0)], [0.1, 0.2]);
    expect(found(assess(bars), 'conflicting_duplicate')?.count).toBe(1);
  });

  test('duplicates are found however far apart they stand', () => {
    const report = assess(
      barsOf([plainRow(3), plainRow(4), plainRow(5), plainRow(3), row(4, 1, 2, 1, 2)]),
    );
    expect(found(report, 'disorder')).toMatchObject({ count: 1, firstBar: 3 });
    expect(found(report, 'same_duplicate')).toMatchObject({ count: 1, firstBar: 3 });
    expect(found(report, 'conflicting_duplicate')).toMatchObject({ count: 1, firstBar: 4 });
  });
});

describe('findings that warn', () => {
  test.each<[string, QualityCheckId, Bars, number]>([
    ['the same bar twice', 'same_duplicate', barsOf([plainRow(0), plainRow(0), plainRow(1)]), 1],
    ['a bar without movement', 'flat_bar', barsOf([plainRow(0), row(1, 1.1, 1.1, 1.1, 1.1)]), 1],
    ['a negative spread', 'negative_spread', barsOf([plainRow(0), plainRow(1)], [0.1, -0.1]), 1],
    [
      'a spread that is no number',
      'negative_spread',
      barsOf([plainRow(0), plainRow(1)], [0, NaN]),
      1,
    ],
    ['a negative volume', 'bad_volume', { ...plainBars(2), volume: Float64Array.of(1, -1) }, 1],
    ['a bar off the grid', 'off_grid', barsOf([plainRow(0), plainRow(1.5)]), 1],
    ['a bar on Saturday', 'weekend_bar', barsOf([plainRow(117), plainRow(130), plainRow(166)]), 1],
    ['a hole in the week', 'gap', barsOf([plainRow(0), plainRow(1), plainRow(4), plainRow(5)]), 2],
  ])('%s is %s', (_, id, bars, firstBar) => {
    const report = assess(bars);
    expect(found(report, id)).toMatchObject({ severity: 'warn', firstBar });
    expect(report.blocking).toBe(false);
  });

  test('a gap counts the bars that are missing, and says where most are', () => {
    const report = assess(barsOf([0, 1, 4, 5, 15, 16].map(plainRow)));
    expect(report.missingBars).toBe(11);
    expect(found(report, 'gap')).toMatchObject({
      count: 2,
      firstBar: 2,
      detail: '11 bars are missing; most, 9, after 2013-01-07T05:00:00Z',
    });
  });

  test('a single missing bar is a gap, half a bar is none', () => {
    expect(found(assess(barsOf([0, 1, 3].map(plainRow))), 'gap')?.detail).toBe(
      '1 bar is missing; most, 1, after 2013-01-07T01:00:00Z',
    );
    expect(assess(barsOf([0, 1, 2.5].map(plainRow))).missingBars).toBe(0);
  });

  test('no bar is missed in the weekly closure of New York, in winter and in summer', () => {
    const friday = (day: string, last: number, open: number): Bars => {
      const start = parseDay(day) as number;
      const bars = barsOf([plainRow(0), plainRow(1)]);
      bars.time.set([start + last * MS_PER_HOUR, start + 2 * MS_PER_DAY + open * MS_PER_HOUR]);
      return bars;
    };
    expect(assess(friday('2013-01-11', 21, 22)).missingBars).toBe(0);
    expect(assess(friday('2013-07-12', 20, 21)).missingBars).toBe(0);
    expect(assess(friday('2013-01-11', 20, 23)).missingBars).toBe(2);
    expect(assess(friday('2013-07-12', 19, 22)).missingBars).toBe(2);
  });

  test('weekdays close from Friday midnight to Monday midnight, always never closes', () => {
    const bars = barsOf([plainRow(119), plainRow(120), plainRow(168)]);
    expect(assessQuality(bars, { timeframe: '1h', calendar: 'weekdays' })).toMatchObject({
      missingBars: 0,
      findings: [{ id: 'weekend_bar', count: 1, firstBar: 1 }],
    });
    expect(assessQuality(bars, { timeframe: '1h', calendar: 'always' }).missingBars).toBe(47);
  });

  test('a range fifteen times the average is a jump', () => {
    const calm = Array.from({ length: 60 }, (_, i) => plainRow(i));
    expect(found(assess(barsOf([...calm, row(60, 1.1, 1.139, 1.099, 1.1)])), 'jump')).toMatchObject(
      {
        count: 1,
        firstBar: 60,
        detail: 'range 0.04 is 20 × the average',
      },
    );
    expect(
      found(assess(barsOf([...calm, row(60, 1.1, 1.125, 1.099, 1.1)])), 'jump'),
    ).toBeUndefined();
  });

  test('bars of another timeframe than claimed are told by their distance', () => {
    expect(found(assess(plainBars(48), '15m'), 'other_timeframe')?.count).toBe(47);
    expect(found(assess(plainBars(48)), 'other_timeframe')).toBeUndefined();
  });
});

describe('a clock of another time zone', () => {
  const utc = synthesizeBars({
    symbol: 'EURUSD',
    timeframe: '1h',
    startMs: parseDay('2013-01-01') as number,
    endMs: parseDay('2014-01-01') as number,
    seed: 3,
  });

  test('shows by the weekly open, which moves by an hour for part of the year', () => {
    const summer = [parseDay('2013-03-10') as number, parseDay('2013-11-03') as number] as const;
    const local = {
      ...utc,
      time: utc.time.map((ms) => (ms >= summer[0] && ms < summer[1] ? ms + MS_PER_HOUR : ms)),
    };
    const finding = found(assess(local), 'clock');
    expect(finding?.count).toBeGreaterThan(15);
    expect(finding?.detail).toContain('an hour off');
  });

  test('is not suspected of bars in UTC, nor of a constant shift', () => {
    expect(found(assess(utc), 'clock')).toBeUndefined();
    const shifted = { ...utc, time: utc.time.map((ms) => ms + 2 * MS_PER_HOUR) };
    expect(found(assess(shifted), 'clock')).toBeUndefined();
  });
});

describe('showing a report', () => {
  const report = assess(
    barsOf([plainRow(0), row(1, 1.1, 1.2, -1, 1.1), row(2, 1.1, 1.1, 1.1, 1.1)]),
  );

  test('as rows: blocking findings first', () => {
    expect(renderQuality(report)).toEqual([
      {
        check: 'non_positive_price',
        severity: 'block',
        count: 1,
        first: '2013-01-07T01:00:00Z',
        title: 'price is zero or negative',
        detail: 'open 1.1, high 1.2, low -1, close 1.1',
      },
      {
        check: 'flat_bar',
        severity: 'warn',
        count: 1,
        first: '2013-01-07T02:00:00Z',
        title: 'open, high, low and close are equal',
        detail: 'all four prices are 1.1',
      },
    ]);
  });

  test('as diagnostics of DATA_QUALITY: errors block, warnings do not', () => {
    expect(qualityDiagnostics(report, 'x.csv').map((d) => [d.code, d.severity, d.found])).toEqual([
      [
        'DATA_QUALITY',
        'error',
        'once, first at bar 1 (2013-01-07T01:00:00Z): open 1.1, high 1.2, low -1, close 1.1',
      ],
      [
        'DATA_QUALITY',
        'warning',
        'once, first at bar 2 (2013-01-07T02:00:00Z): all four prices are 1.1',
      ],
    ]);
  });

  test('a time that is no number does not break it', () => {
    const bars = parseBarsCsv(
      Buffer.from('time,open,high,low,close,volume\n2013-01-01,0,0,0,0,0\n'),
      'x',
    ).bars;
    expect(renderQuality(assess(bars))).toHaveLength(1);
  });
});

const shared = sharedData();
describe.skipIf(!shared)('real bars', () => {
  const folder = shared ?? '';
  const names = shared ? readdirSync(folder).filter((name) => /_(H1|H4|D1)\.csv/.test(name)) : [];

  test.each(names)('%s passes the gate', async (name) => {
    const timeframe = parseTimeframe(/_(H1|H4|D1)/.exec(name)?.[1] ?? '') as Timeframe;
    const { bars } = await readBarFile(join(folder, name));
    const report = assess(bars, timeframe);
    expect(report.blocking).toBe(false);
    expect(report.findings.every((finding) => finding.severity === 'warn')).toBe(true);
  });

  test('bars of a broker clock are suspected, bars in UTC are not', async () => {
    const clockOf = async (name: string): Promise<unknown> =>
      found(assess((await readBarFile(join(folder, name))).bars), 'clock');
    expect(await clockOf('AUDJPY_H1.csv.gz')).toBeDefined();
    expect(await clockOf('EURUSD_H1.csv.gz')).toBeUndefined();
  });
});
