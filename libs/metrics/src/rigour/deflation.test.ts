import { describe, expect, test } from 'vitest';
import { deflatedSharpe, probabilisticSharpe } from '../sharpe-statistics.js';
import { sharpeSample } from '../significance-metrics.js';
import { deflate } from './deflation.js';

const returns = Float64Array.from({ length: 500 }, (_, i) => 0.001 + Math.sin(i * i) / 100);
const sample = sharpeSample({ returns });

describe('a Sharpe ratio after its trials', () => {
  test('is only probable when nothing else was tried', () => {
    const { values } = deflate(returns, { count: 1, sharpeRatios: [1.2] }, 252);
    expect(values.deflated_sharpe).toBe(sample && probabilisticSharpe(sample));
    expect(values.expected_max_sharpe).toBe(0);
  });

  test('is held against the best of so many without skill, at the spread they had', () => {
    const ratios = [0.5, 1.5, -0.25];
    const { values } = deflate(returns, { count: 12, sharpeRatios: ratios }, 252);
    const mean = 1.75 / 3;
    const spread = Math.sqrt(ratios.reduce((sum, r) => sum + (r - mean) * (r - mean), 0) / 2);
    expect(values.trial_sharpe_deviation).toBeCloseTo(spread, 12);
    expect(values.deflated_sharpe).toBeCloseTo(
      (sample && deflatedSharpe(sample, 12, spread / Math.sqrt(252))) ?? NaN,
      12,
    );
  });

  test('stands on its own sampling error while the trials have no ratios', () => {
    const { values } = deflate(returns, { count: 9, sharpeRatios: [] }, 252);
    expect(values.trial_sharpe_deviation ?? NaN).toBeGreaterThan(0);
    const more = deflate(returns, { count: 90, sharpeRatios: [] }, 252).values;
    expect(more.deflated_sharpe ?? NaN).toBeLessThan(values.deflated_sharpe ?? NaN);
    expect(more.min_backtest_years ?? NaN).toBeGreaterThan(values.min_backtest_years ?? NaN);
  });

  test('has no value where the ratio has none; the trials are still told', () => {
    const { values, reasons } = deflate(null, { count: 3, sharpeRatios: [1, 2] }, 252);
    expect(values).toMatchObject({ trial_count: 3, deflated_sharpe: null });
    expect(reasons.deflated_sharpe).toMatch(/fell to zero/);
  });
});
