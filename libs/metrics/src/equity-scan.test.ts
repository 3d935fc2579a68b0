import { fc, test as propertyTest } from '@fast-check/vitest';
import { MS_PER_DAY, MS_PER_HOUR } from '@assay/core';
import { describe, expect, test } from 'vitest';
import { calendarEquity, calendarReturns } from './calendar-returns.js';
import { scanEquity } from './equity-scan.js';
import { SAMPLE_START } from './testing/sample-run.js';

function hourly(equity: readonly number[], lows: readonly number[] = equity) {
  return {
    time: Float64Array.from(equity, (_, i) => SAMPLE_START + i * MS_PER_HOUR),
    equity: Float64Array.from(equity),
    equityLow: Float64Array.from(lows),
  };
}

describe('drawdown', () => {
  test('the starting capital is a peak', () => {
    expect(scanEquity(hourly([95, 97]), 100).drawdown).toMatchObject({
      money: 5,
      fraction: 0.05,
      peakAt: -1,
      troughAt: 0,
      recoveryAt: -1,
    });
  });

  test('a low inside a bar counts, even when the bar closes at a new peak', () => {
    expect(scanEquity(hourly([110, 120], [110, 90]), 100).drawdown).toMatchObject({
      money: 20,
      peakAt: 0,
      troughAt: 1,
      recoveryAt: 1,
    });
  });

  test('the largest fall in money and the largest share may be two falls', () => {
    const { drawdown } = scanEquity(hourly([60, 1000, 900, 1000]), 100);
    expect(drawdown).toMatchObject({ money: 100, fraction: 0.4, peakAt: 1, troughAt: 2 });
    expect(drawdown.recoveryAt).toBe(3);
  });

  test('the longest time under a peak runs from the last bar at the peak to the bar that regains it', () => {
    const { drawdown } = scanEquity(hourly([100, 100, 90, 95, 100, 101, 99]), 100);
    expect([drawdown.longestFrom, drawdown.longestTo]).toEqual([1, 4]);
  });

  test('equity that never falls has no drawdown', () => {
    expect(scanEquity(hourly([100, 101]), 100).drawdown).toMatchObject({
      money: 0,
      fraction: 0,
      troughAt: -1,
      longestTo: -1,
    });
  });

  const marks = fc.array(
    fc.record({ value: fc.integer({ min: 1, max: 50 }), dip: fc.integer({ min: 0, max: 20 }) }),
    { minLength: 1, maxLength: 60 },
  );
  propertyTest.prop([marks])('one pass finds what comparing all pairs finds', (list) => {
    const equity = list.map(({ value }) => value);
    const lows = list.map(({ value, dip }) => Math.max(value - dip, 0));
    let money = 0;
    let fraction = 0;
    lows.forEach((low, i) => {
      for (const peak of [20, ...equity.slice(0, i)]) {
        money = Math.max(money, peak - low);
        fraction = Math.max(fraction, (peak - low) / peak);
      }
    });
    const { drawdown, daily } = scanEquity(hourly(equity, lows), 20);
    expect(drawdown.money).toBe(money);
    expect(drawdown.fraction).toBeCloseTo(fraction, 12);
    expect(Math.max(...daily.drawdown)).toBe(money);
    expect(Math.min(...daily.equityLow)).toBe(Math.min(...lows));
    expect(daily.equity.at(-1)).toBe(equity.at(-1));
  });
});

describe('calendar days', () => {
  const daily = {
    day: Float64Array.of(SAMPLE_START, SAMPLE_START + 3 * MS_PER_DAY),
    equity: Float64Array.of(110, 99),
  };

  test('days without bars carry equity, so their return is zero', () => {
    const { equity } = calendarEquity(daily);
    expect([...equity]).toEqual([110, 110, 110, 99]);
    const returns = calendarReturns(equity, 100) ?? [];
    expect([...returns].map((value) => Math.round(value * 1e9) / 1e9)).toEqual([0.1, 0, 0, -0.1]);
  });

  test('equity of zero leaves no returns', () => {
    expect(calendarReturns(Float64Array.of(10, 0, 5), 100)).toBeNull();
  });

  test('no bars, no days', () => {
    expect(scanEquity(hourly([]), 100).daily.day).toHaveLength(0);
    expect(
      calendarEquity({ day: new Float64Array(0), equity: new Float64Array(0) }).equity,
    ).toHaveLength(0);
  });
});
