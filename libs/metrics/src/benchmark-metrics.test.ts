import { MS_PER_HOUR, UTC_OFFSETS } from '@assay/core';
import { expect, test } from 'vitest';
import { computeRunMetrics } from './run-metrics.js';
import { SAMPLE_START } from './testing/sample-run.js';

test('buy and hold is the capital times the price at the end of each day, from the first open', () => {
  const time = Float64Array.of(0, 23, 24, 60).map((hour) => SAMPLE_START + hour * MS_PER_HOUR);
  const close = Float64Array.of(1, 2.5, 3, 1);
  const bars = { time, open: Float64Array.of(9, 2, 2, 2), low: close, close };
  const equity = new Float64Array(3).fill(1000);
  const metrics = computeRunMetrics({
    bars,
    firstBar: 1,
    capital: 1000,
    trades: [],
    equity,
    equityLow: equity,
    sessionZones: { london: UTC_OFFSETS, newYork: UTC_OFFSETS },
  });
  expect([...metrics.hold]).toEqual([1250, 1500, 500]);
  expect(metrics.hold).toHaveLength(metrics.daily.day.length);
  expect(metrics.benchmark.values.buy_hold_return).toBe(-0.5);
});
