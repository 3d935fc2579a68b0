import { describe, expect, test } from 'vitest';
import * as series from './return-series.js';

describe('return series', () => {
  test('a constant series has no Sharpe ratio, whatever rounding does to its mean', () => {
    expect(series.sharpeRatio(new Float64Array(9).fill(0.01))).toBeNull();
  });

  test('a series without a loss has no Sortino, Calmar or omega ratio', () => {
    const gains = [0.01, 0.02, 0.03];
    expect(series.sortinoRatio(gains)).toBeNull();
    expect(series.calmarRatio(gains)).toBeNull();
    expect(series.omegaRatio(gains)).toBeNull();
  });

  test('losing everything leaves no annual return', () => {
    expect(series.annualReturn([0.1, -1])).toBeNull();
    expect(series.maxDrawdownOfReturns([0.1, -1])).toBe(1);
  });

  test('daily numbers are annualised by 252 unless stated', () => {
    const returns = [0.01, -0.02, 0.03];
    const daily = series.sharpeRatio(returns, { periodsPerYear: 1 }) ?? NaN;
    expect(series.sharpeRatio(returns)).toBeCloseTo(daily * Math.sqrt(252), 12);
  });
});
