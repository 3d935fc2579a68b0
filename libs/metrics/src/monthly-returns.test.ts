import { MS_PER_DAY, daysFromCivil } from '@assay/core';
import { expect, test } from 'vitest';
import { monthlyReturns } from './monthly-returns.js';
import { settledEquity } from './portfolio/settled-equity.js';

const day = (year: number, month: number, date: number) =>
  daysFromCivil(year, month, date) * MS_PER_DAY;

test('a month runs from the equity before it to its last day, over the turn of a year', () => {
  const days = Float64Array.of(
    day(2023, 12, 30),
    day(2023, 12, 31),
    day(2024, 1, 1),
    day(2024, 3, 5),
  );
  const months = monthlyReturns(days, Float64Array.of(90, 110, 121, 60.5), 100);
  expect(months.map(({ year, month }) => [year, month])).toEqual([
    [2023, 12],
    [2024, 1],
    [2024, 3],
  ]);
  const returns = months.map(({ returnFraction }) => returnFraction);
  [0.1, 0.1, -0.5].forEach((wanted, i) => expect(returns[i]).toBeCloseTo(wanted, 12));
});

test('a month that began without equity has no return', () => {
  const days = Float64Array.of(day(2024, 1, 31), day(2024, 2, 1));
  const [, second] = monthlyReturns(days, Float64Array.of(0, 10), 100);
  expect(second?.returnFraction).toBeNull();
});

test('settled equity is counted in order of exit, ties in the order given', () => {
  const trades = [
    { exitTime: 30, net: 1 },
    { exitTime: 10, net: 2 },
    { exitTime: 30, net: -4 },
  ];
  expect(settledEquity(trades, 100)).toEqual([
    { before: 102, after: 103 },
    { before: 100, after: 102 },
    { before: 103, after: 99 },
  ]);
});
