import { MS_PER_DAY, MS_PER_HOUR } from '@assay/core';
import { fc, test as propertyTest } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { hourlyResults } from './hourly-results.js';
import { SAMPLE_START, sampleTrade } from './testing/sample-run.js';
import { breakDownTrades } from './trade-breakdown.js';
import { UTC_OFFSETS } from '@assay/core';

test('a trade counts in the weekday and hour of its entry, UTC', () => {
  const at = (hours: number, net: number) =>
    sampleTrade({ entryTime: SAMPLE_START + hours * MS_PER_HOUR, net });
  // Monday 00:00, twice, and the Sunday after at 23:59.
  const found = hourlyResults([at(0, 5), at(0, -2), at(6 * 24 + 23.99, 7)]);
  expect(found.map(({ weekday, hour, metrics }) => [weekday, hour, metrics.values])).toMatchObject([
    [0, 23, { trade_count: 1, net_profit: 7, expectancy: 7 }],
    [1, 0, { trade_count: 2, net_profit: 3, expectancy: 1.5, win_rate: 0.5 }],
  ]);
  expect(hourlyResults([])).toEqual([]);
});

propertyTest.prop([
  fc.array(
    fc.record({ hour: fc.integer({ min: 0, max: 400 }), net: fc.integer({ min: -9, max: 9 }) }),
  ),
])('cells add up to the rows by weekday and by hour', (list) => {
  const trades = list.map(({ hour, net }) =>
    sampleTrade({ entryTime: SAMPLE_START + MS_PER_DAY + hour * MS_PER_HOUR, net }),
  );
  const cells = hourlyResults(trades);
  const zones = { london: UTC_OFFSETS, newYork: UTC_OFFSETS };
  const { weekday, hour } = breakDownTrades(trades, zones);
  const sum = (of: (cell: (typeof cells)[number]) => boolean): number =>
    cells.filter(of).reduce((s, { metrics }) => s + (metrics.values.net_profit ?? 0), 0);
  weekday.forEach((group, day) =>
    expect(sum((cell) => cell.weekday === day)).toBe(group.metrics.values.net_profit),
  );
  hour.forEach((group, h) =>
    expect(sum((cell) => cell.hour === h)).toBe(group.metrics.values.net_profit),
  );
});
