import { MS_PER_HOUR, parseDay, type Bars } from '@assay/core';

/** One bar: [hours after the start, open, high, low, close]; volume is 100. */
export type SampleRow = readonly [
  hours: number,
  open: number,
  high: number,
  low: number,
  close: number,
];

/** 2013-01-07T00:00:00Z, a Monday. */
export const MONDAY = parseDay('2013-01-07') as number;

/** Bars from rows, hours counted from a Monday. */
export function barsOf(rows: readonly SampleRow[], spread?: readonly number[]): Bars {
  const column = (index: number): Float64Array =>
    Float64Array.from(rows, (row) => row[index] as number);
  const bars = {
    length: rows.length,
    time: column(0).map((hours) => MONDAY + hours * MS_PER_HOUR),
    open: column(1),
    high: column(2),
    low: column(3),
    close: column(4),
    volume: new Float64Array(rows.length).fill(100),
  };
  return spread ? { ...bars, spread: Float64Array.from(spread) } : bars;
}

/** A bar of an hour that nothing is wrong with. */
export function plainRow(hours: number): SampleRow {
  return [hours, 1.1, 1.101, 1.099, 1.1005];
}

/** Hourly bars of so many hours of a week, nothing wrong with them. */
export function plainBars(count: number): Bars {
  return barsOf(Array.from({ length: count }, (_, i) => plainRow(i)));
}
