import { fc, test as propertyTest } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { base64Of, bytesOfBase64 } from './base64.js';
import { CHART_TEXT_MAX, decodeChartBars, encodeChartBars } from './chart-bars.js';
import type { ChartColumns } from './chart-bars.js';
import { sampleNumbers } from '../testing/sample-model.js';
import { NumberReader, NumberWriter } from './number-stream.js';

const HOUR = 3_600_000;

/** A walk in ticks of 10^−5, as real forex bars look. */
function walk(count: number, wick = 40): ChartColumns {
  const random = sampleNumbers(3);
  let price = 110_000;
  const rows = Array.from({ length: count }, () => {
    const open = price + Math.round((random() - 0.5) * 4);
    const close = open + Math.round((random() - 0.5) * 300);
    const high = Math.max(open, close) + Math.round(random() * wick);
    const low = Math.min(open, close) - Math.round(random() * wick);
    price = close;
    return [open, high, low, close].map((ticks) => ticks / 100_000);
  });
  const column = (at: number) => Float64Array.from(rows, (row) => row[at] ?? NaN);
  return {
    // A weekend after each 120 bars.
    time: Float64Array.from({ length: count }, (_, i) => (i + Math.floor(i / 120) * 48) * HOUR),
    open: column(0),
    high: column(1),
    low: column(2),
    close: column(3),
  };
}

propertyTest.prop([fc.uint8Array({ maxLength: 60 })])('base64 is that of the platform', (bytes) => {
  expect(base64Of(bytes)).toBe(Buffer.from(bytes).toString('base64'));
  expect(bytesOfBase64(base64Of(bytes))).toEqual(bytes);
});

propertyTest.prop([fc.array(fc.maxSafeInteger().map((n) => Math.trunc(n / 4)))])(
  'whole numbers come back in order, whatever their size and sign',
  (numbers) => {
    const writer = new NumberWriter(0);
    for (const n of numbers) writer.signed(n);
    const reader = new NumberReader(writer.end());
    expect(numbers.map(() => reader.signed())).toEqual(numbers.map((n) => n + 0));
  },
);

test('bars come back as they were, gaps too', () => {
  const bars = walk(1000);
  const chart = encodeChartBars(bars, 0.00001);
  expect(chart).toMatchObject({ count: 1000, joined: 1, decimals: 5, exact: true, stepMs: HOUR });
  expect(decodeChartBars(chart)).toEqual(bars);
});

test('34,000 hourly bars take less than half a megabyte', () => {
  const chart = encodeChartBars(walk(34_000), 0.00001);
  expect(chart.joined).toBe(1);
  expect(chart.data.length).toBeLessThan(CHART_TEXT_MAX);
});

test('more bars are joined until they fit: first open, extremes, last close', () => {
  const bars = walk(150_001);
  const chart = encodeChartBars(bars, 0.00001);
  expect(chart.data.length).toBeLessThanOrEqual(CHART_TEXT_MAX);
  expect(chart.joined).toBe(4);
  const back = decodeChartBars(chart);
  expect(back.time).toHaveLength(37_501);
  const of = (column: Float64Array) => [...column.subarray(4, 8)];
  expect([back.time[1], back.open[1], back.close[1]]).toEqual([
    bars.time[4],
    bars.open[4],
    bars.close[7],
  ]);
  expect([back.high[1], back.low[1]]).toEqual([
    Math.max(...of(bars.high)),
    Math.min(...of(bars.low)),
  ]);
  expect(back.close.at(-1)).toBe(bars.close[150_000]);
});

test('bars that hardly compress are joined as well', () => {
  const chart = encodeChartBars(walk(50_000, 2_000_000), 0.00001);
  expect(chart.data.length).toBeLessThanOrEqual(CHART_TEXT_MAX);
  expect(chart.joined).toBeGreaterThan(1);
});

test.each([
  ['a price of one more decimal than a tick', 1.234567, 0.00001, 6, true],
  ['a price without an end is rounded, and the chart says so', 1 / 3, 0.01, 2, false],
  ['a tick of a quarter', 100.25, 0.25, 2, true],
])('%s', (_name, price, tick, decimals, exact) => {
  const one = Float64Array.of(price);
  const chart = encodeChartBars(
    { time: Float64Array.of(0), open: one, high: one, low: one, close: one },
    tick,
  );
  expect(chart).toMatchObject({ decimals, exact });
  expect(decodeChartBars(chart).close[0]).toBe(Number(price.toFixed(decimals)));
});

test('no bar is an empty text', () => {
  const none = new Float64Array(0);
  const bars = { time: none, open: none, high: none, low: none, close: none };
  expect(decodeChartBars(encodeChartBars(bars, 0.01))).toEqual(bars);
});
