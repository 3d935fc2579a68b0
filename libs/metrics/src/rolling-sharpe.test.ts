import { MS_PER_DAY } from '@assay/core';
import { fc, test as propertyTest } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { rollingSharpe, rollingWindow } from './rolling-sharpe.js';
import { SAMPLE_START } from './testing/sample-run.js';

/** The textbook's formula, written out: mean ÷ sample deviation × √252. */
function textbookSharpe(returns: readonly number[]): number {
  const mean = returns.reduce((sum, value) => sum + value, 0) / returns.length;
  const squares = returns.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  return (mean / Math.sqrt(squares / (returns.length - 1))) * Math.sqrt(252);
}

propertyTest.prop([
  fc.array(fc.double({ min: -0.05, max: 0.05, noNaN: true }), { minLength: 12, maxLength: 60 }),
])('each window is the Sharpe ratio of its own days, by the textbook', (returns) => {
  // A flat window has no ratio, and one that hardly moves is rounding.
  const moves = returns.map((value, i) => value + (i % 2 === 0 ? 0.01 : -0.01));
  let equity = 1000;
  const daily = {
    day: Float64Array.from(moves, (_, i) => SAMPLE_START + i * MS_PER_DAY),
    equity: Float64Array.from(moves, (value) => (equity *= 1 + value)),
  };
  const found = rollingSharpe(daily, 1000, 10);
  expect(found?.value).toHaveLength(moves.length - 9);
  found?.value.forEach((value, i) => {
    expect(value).toBeCloseTo(textbookSharpe(moves.slice(i, i + 10)), 6);
    expect(found.day[i]).toBe(SAMPLE_START + (i + 9) * MS_PER_DAY);
  });
});

test('days without bars count as days without a return', () => {
  const day = Float64Array.of(0, 1, 4).map((d) => SAMPLE_START + d * MS_PER_DAY);
  const equity = Float64Array.of(1010, 1000, 1010);
  const found = rollingSharpe({ day, equity }, 1000, 5);
  expect(found?.value[0]).toBeCloseTo(
    textbookSharpe([0.01, 1000 / 1010 - 1, 0, 0, 1010 / 1000 - 1]),
    9,
  );
  expect(found?.day[0]).toBe(day[2]);
});

test('a curve that is shorter than the window, or fell to zero, has none; a flat window is NaN', () => {
  const day = Float64Array.of(0, 1, 2).map((d) => SAMPLE_START + d * MS_PER_DAY);
  expect(rollingSharpe({ day, equity: Float64Array.of(1, 1, 1) }, 1, 4)).toBeNull();
  expect(rollingSharpe({ day, equity: Float64Array.of(1, 0, 1) }, 1, 2)).toBeNull();
  expect(rollingSharpe({ day, equity: Float64Array.of(1, 1, 1) }, 1, 2)?.value[0]).toBeNaN();
});

test.each([
  [89, null],
  [90, 30],
  [273, 91],
  [545, 91],
  [546, 182],
  [1095, 365],
])('of %d days the window is %s', (days, window) => {
  expect(rollingWindow(days)).toBe(window);
});
