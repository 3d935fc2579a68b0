import type { Bars } from '@assay/core';
import * as fc from 'fast-check';

/** Bars whose high and low enclose the close; prices like a currency pair's. */
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

/** Bars that never stand still: a slow wave, a fast one and something irregular on top. */
export function waveBars(length: number): Bars {
  const bars = barsOf(
    Array.from({ length }, (_, i) => {
      const wave = Math.round(2000 * Math.sin(i / 17));
      const close = 110_000 + wave + ((i * 7919) % 97) + (i % 2) * 450;
      return [close + 20 + (i % 13) + (i % 2) * 5, close - 20 - (i % 7) - (i % 3) * 450, close];
    }),
  );
  if (length > 0) bars.open[0] = (bars.close[0] as number) - 0.0001;
  return bars;
}

/** The same bars behind some that are NaN, an hour apart from the same midnight on. */
export function withLeadingNaN(bars: Bars, count: number): Bars {
  const lead = (column: Float64Array): Float64Array =>
    Float64Array.from([...Array.from({ length: count }, () => NaN), ...column]);
  return {
    length: bars.length + count,
    time: Float64Array.from({ length: bars.length + count }, (_, i) => i * 3_600_000),
    open: lead(bars.open),
    high: lead(bars.high),
    low: lead(bars.low),
    close: lead(bars.close),
    volume: lead(bars.volume),
  };
}

/** The same bars in another currency and another unit of volume. */
export function scaledBars(bars: Bars, price: number, volume: number): Bars {
  const times = (column: Float64Array, factor: number): Float64Array =>
    column.map((value) => value * factor);
  return {
    ...bars,
    open: times(bars.open, price),
    high: times(bars.high, price),
    low: times(bars.low, price),
    close: times(bars.close, price),
    volume: times(bars.volume, volume),
  };
}

/** A seeded walk whose steps are shares of the price, in hourly bars: prices differ by powers of ten. */
export function wanderingBars(length: number): Bars {
  const column = (): Float64Array => new Float64Array(length);
  const bars = { open: column(), high: column(), low: column(), close: column(), volume: column() };
  let state = 12_345;
  const random = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
  let price = 1.1;
  for (let i = 0; i < length; i += 1) {
    bars.open[i] = price;
    price *= 1 + (random() - 0.4999) * 0.01;
    const top = Math.max(price, bars.open[i] as number);
    const bottom = Math.min(price, bars.open[i] as number);
    bars.close[i] = price;
    bars.high[i] = top * (1 + random() * 0.002);
    bars.low[i] = bottom * (1 - random() * 0.002);
    bars.volume[i] = 1 + Math.floor(random() * 1e6);
  }
  return { length, time: Float64Array.from({ length }, (_, i) => i * 3_600_000), ...bars };
}
