import { fc, test as propertyTest } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { extremeLosses } from './extreme-losses.js';
import { nelderMead } from './nelder-mead.js';
import { conditionalValueAtRisk, tailRatio, valueAtRisk } from './tail-risk.js';

const sample = fc.array(
  fc.integer({ min: -200, max: 200 }).map((thousandths) => thousandths / 1024),
  { minLength: 1, maxLength: 60 },
);

describe('tails of returns', () => {
  test('of −10 % to 10 % in steps of one percent', () => {
    const returns = Array.from({ length: 21 }, (_, i) => (i - 10) / 100);
    expect(valueAtRisk(returns)).toBeCloseTo(-0.09, 12);
    // Index 20 × 0.05 = 1: the two smallest.
    expect(conditionalValueAtRisk(returns)).toBeCloseTo(-0.095, 12);
    expect(tailRatio(returns)).toBeCloseTo(1, 12);
    expect(conditionalValueAtRisk([])).toBeNull();
    expect(tailRatio([0, 0, 0])).toBeNull();
  });

  propertyTest.prop([sample])('the mean beyond the value at risk is not above it', (returns) => {
    const risk = valueAtRisk(returns) ?? NaN;
    expect(conditionalValueAtRisk(returns) ?? NaN).toBeLessThanOrEqual(risk + 1e-15);
  });

  propertyTest.prop([sample, fc.integer({ min: 1, max: 8 })])(
    'scale with the returns, and do not care for their order',
    (returns, power) => {
      const factor = 2 ** power;
      const scaled = returns.map((value) => value * factor).reverse();
      expect(valueAtRisk(scaled)).toBe((valueAtRisk(returns) ?? NaN) * factor);
      expect(tailRatio(scaled)).toBe(tailRatio(returns));
    },
  );
});

describe('the fitted tail of losses', () => {
  test('needs three returns and some losses', () => {
    expect(extremeLosses([-0.1, -0.2])).toBeNull();
    expect(extremeLosses([0.1, 0.2, 0.3])).toBeNull();
  });

  test('rarer losses are larger, and the mean beyond is beyond', () => {
    const returns = [0, -0.06, -0.07, -0.01, -0.09, -0.02, -0.06, -0.08, -0.05];
    const common = extremeLosses(returns, 0.05);
    const rare = extremeLosses(returns, 0.01);
    expect(rare?.valueAtRisk ?? NaN).toBeGreaterThan(common?.valueAtRisk ?? NaN);
    expect(rare?.expectedShortfall ?? NaN).toBeGreaterThan(rare?.valueAtRisk ?? NaN);
  });
});

describe('the search for a minimum', () => {
  test('finds that of a bowl', () => {
    const found = nelderMead(([x = 0, y = 0]) => (x - 3) * (x - 3) + (y + 1) * (y + 1), [0, 1]);
    expect(found.converged).toBe(true);
    expect(found.at[0]).toBeCloseTo(3, 3);
    expect(found.at[1]).toBeCloseTo(-1, 3);
  });

  test('says when it did not come to rest', () => {
    expect(nelderMead(([x = 0]) => 0 - x, [1]).converged).toBe(false);
  });
});
