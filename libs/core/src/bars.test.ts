import { fc, test as property } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { BAR_COLUMNS, copyBars, firstBarAtOrAfter, type Bars } from './bars.js';

function bars(length: number): Bars {
  const column = (start: number): Float64Array =>
    Float64Array.from({ length }, (_, i) => start + i);
  return {
    length,
    time: column(0),
    open: column(100),
    high: column(200),
    low: column(300),
    close: column(400),
    volume: column(500),
  };
}

test('a copy has the rows asked for and no memory in common with its source', () => {
  const source = { ...bars(10), spread: new Float64Array(10).fill(2) };
  const copy = copyBars(source, 3, 7);
  expect(copy.length).toBe(4);
  for (const name of [...BAR_COLUMNS, 'spread'] as const) {
    expect([...(copy[name] ?? [])]).toEqual([...source[name].subarray(3, 7)]);
    expect(copy[name]?.buffer.byteLength).toBe(4 * 8);
    expect(copy[name]?.buffer).not.toBe(source[name].buffer);
  }
});

test('a copy of bars without a spread has none', () => {
  expect('spread' in copyBars(bars(3), 0, 2)).toBe(false);
});

property.prop([
  fc.uniqueArray(fc.integer({ min: -1000, max: 1000 })),
  fc.integer({ min: -1100, max: 1100 }),
])('the first bar at or after an instant is the one that a linear search finds', (times, ms) => {
  const time = Float64Array.from(times.sort((a, b) => a - b));
  const linear = time.findIndex((t) => t >= ms);
  expect(firstBarAtOrAfter(time, ms)).toBe(linear < 0 ? time.length : linear);
});
