import type { Bars } from '@assay/core';
import { fc } from '@fast-check/vitest';

const price = fc.oneof(
  fc.integer({ min: 1, max: 200_000_000 }).map((points) => points / 100_000),
  fc.integer({ min: 1, max: 9_000_000 }).map((points) => points / 100),
  fc.double({ min: 1e-9, max: 1e9, noNaN: true }),
);

/** Bars as a vendor may have them, prices with and without noise, with or without spread. */
export const arbitraryBars: fc.Arbitrary<Bars> = fc
  .record({
    start: fc.integer({ min: 0, max: 2_000_000_000 }),
    rows: fc.array(
      fc.record({
        skip: fc.nat(3),
        prices: fc.array(price, { minLength: 4, maxLength: 4 }),
        volume: fc.oneof(fc.nat(), fc.double({ min: 0, max: 1e12, noNaN: true })),
        spread: price,
      }),
      { minLength: 1, maxLength: 60 },
    ),
    hasSpread: fc.boolean(),
  })
  .map(({ start, rows, hasSpread }) => {
    let minute = start;
    const time = Float64Array.from(rows, ({ skip }) => (minute += 1 + skip) * 60_000);
    const column = (k: number): Float64Array =>
      Float64Array.from(rows, ({ prices }) => prices[k] as number);
    const bars = {
      length: rows.length,
      time,
      open: column(0),
      high: column(1),
      low: column(2),
      close: column(3),
      volume: Float64Array.from(rows, ({ volume }) => volume + 0),
    };
    return hasSpread ? { ...bars, spread: Float64Array.from(rows, (row) => row.spread) } : bars;
  });
