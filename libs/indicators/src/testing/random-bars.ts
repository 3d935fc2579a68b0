import type { Bars } from '@assay/core';
import * as fc from 'fast-check';

/** Bars whose high and low enclose open and close; prices like a currency pair's. */
export const arbitraryBars = fc
  .array(
    fc.record({
      close: fc.integer({ min: 100_000, max: 140_000 }),
      up: fc.integer({ min: 0, max: 300 }),
      down: fc.integer({ min: 0, max: 300 }),
    }),
    { minLength: 1, maxLength: 120 },
  )
  .map((rows) => barsOf(rows.map((r) => [r.close + r.up, r.close - r.down, r.close])));

/** Bars from rows of high, low, close in points of 0.00001; the open is the close before. */
export function barsOf(rows: readonly (readonly number[])[]): Bars {
  const column = (index: number): Float64Array =>
    Float64Array.from(rows, (row) => (row[index] as number) / 100_000);
  const close = column(2);
  return {
    length: rows.length,
    time: Float64Array.from(rows, (_, i) => i * 3_600_000),
    open: Float64Array.from(close, (value, i) => (i === 0 ? value : (close[i - 1] as number))),
    high: column(0),
    low: column(1),
    close,
    volume: Float64Array.from(rows, (_, i) => 100 + ((i * 37) % 50)),
  };
}

/** Series with ties and turns: few distinct values, so that equal neighbours are common. */
export const arbitrarySeries = fc
  .array(fc.integer({ min: 100_000, max: 100_040 }), { minLength: 1, maxLength: 160 })
  .map((points) => Float64Array.from(points, (point) => point / 100_000));
