import { test as propertyTest } from '@fast-check/vitest';
import { MS_PER_HOUR, UTC_OFFSETS, daysFromCivil } from '@assay/core';
import { describe, expect, test } from 'vitest';
import { computeRunMetrics } from './run-metrics.js';
import { sampleRun } from './testing/sample-run.js';
import { sampleSteps } from './testing/sample-steps.js';
import { tradingSessionAt } from './trading-session.js';

const zone = (name: string, offsetsMinutes: readonly number[], startsMs: readonly number[]) => ({
  zone: name,
  startsMs,
  offsetsMinutes,
});
const at = (month: number, day: number, hour: number): number =>
  daysFromCivil(2024, month, day) * 24 * MS_PER_HOUR + hour * MS_PER_HOUR;

// 2024: New York changes on 10 March and 3 November, London on 31 March and 27 October.
const ZONES = {
  london: zone('Europe/London', [0, 60, 0], [0, at(3, 31, 1), at(10, 27, 1)]),
  newYork: zone('America/New_York', [-300, -240, -300], [0, at(3, 10, 7), at(11, 3, 6)]),
};

describe('sessions', () => {
  test.each([
    ['winter', 1, 15, { asia: [0, 8], london: [8, 16], ny: [16, 24] }],
    ['New York alone in summer time', 3, 20, { asia: [0, 8], london: [8, 16], ny: [16, 23] }],
    ['summer', 7, 15, { asia: [0, 7], london: [7, 15], ny: [15, 23] }],
    ['London alone back in winter time', 10, 30, { asia: [0, 8], london: [8, 16], ny: [16, 23] }],
  ] as const)('in %s', (_name, month, day, hours) => {
    for (let hour = 0; hour < 24; hour++) {
      const named = Object.entries(hours).find(([, [from, to]]) => hour >= from && hour < to);
      expect([hour, tradingSessionAt(at(month, day, hour), ZONES)]).toEqual([
        hour,
        named?.[0] ?? 'asia',
      ]);
    }
  });
});

describe('groups of trades', () => {
  propertyTest.prop([sampleSteps])('each grouping holds every trade once', (steps) => {
    const { breakdowns, all } = computeRunMetrics(sampleRun(steps));
    for (const groups of Object.values(breakdowns)) {
      const sum = (id: 'trade_count' | 'net_profit') =>
        groups.reduce(
          (total: number, { metrics }: (typeof groups)[number]) =>
            total + (metrics.values[id] ?? NaN),
          0,
        );
      expect(sum('trade_count')).toBe(all.values.trade_count);
      expect(sum('net_profit')).toBe(all.values.net_profit);
    }
  });

  propertyTest.prop([sampleSteps])(
    'years hold every trade once and end where equity ends',
    (steps) => {
      const { years, all } = computeRunMetrics(sampleRun(steps));
      if (years.length === 0) return;
      const net = years.reduce(
        (total, { metrics }) => total + (metrics.values.net_profit ?? NaN),
        0,
      );
      expect(net).toBe(all.values.net_profit);
      expect(years.at(-1)?.endEquity).toBe(all.values.final_equity);
    },
  );

  test('keys without trades are shown, with undefined ratios', () => {
    const run = sampleRun([{ wait: 9, hold: 1, direction: 1, net: 5 }]);
    const { session, weekday, hour } = computeRunMetrics({
      ...run,
      sessionZones: { london: UTC_OFFSETS, newYork: UTC_OFFSETS },
    }).breakdowns;
    expect(session.map(({ key, metrics }) => [key, metrics.values.trade_count])).toEqual([
      ['asia', 0],
      ['london', 1],
      ['ny', 0],
    ]);
    expect(session[0]?.metrics.values.win_rate).toBeNull();
    expect(weekday[1]).toMatchObject({ key: 'Mon', metrics: { values: { trade_count: 1 } } });
    expect(hour[9]).toMatchObject({ key: '09', metrics: { values: { net_profit: 5 } } });
  });
});
