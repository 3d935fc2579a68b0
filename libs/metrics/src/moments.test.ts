import { fc, test as propertyTest } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { medianBarSeconds } from './bar-geometry.js';
import { correlation, linearFit, meanOf, momentsOf, quantile, sampleDeviation } from './moments.js';

describe('samples', () => {
  test('equal observations have no spread, though their mean is rounded', () => {
    expect(momentsOf(new Float64Array(9).fill(0.1)).squares).toBe(0);
  });

  test('NaN is no observation', () => {
    expect(meanOf([NaN, 1, 3])).toBe(2);
    expect(sampleDeviation([NaN, 1, 3])).toBe(Math.SQRT2);
    expect(quantile([NaN, 1, 3], 0.5)).toBe(2);
  });

  test('too few observations give null', () => {
    expect(meanOf([])).toBeNull();
    expect(sampleDeviation([1])).toBeNull();
    expect(quantile([], 0.5)).toBeNull();
    expect(linearFit([1])).toBeNull();
    expect(correlation([1, 1], [1, 2])).toBeNull();
  });

  test('quantiles interpolate between order statistics', () => {
    expect(quantile([4, 1, 3, 2], 0.5)).toBe(2.5);
    expect(quantile([4, 1, 3, 2], 0.95)).toBeCloseTo(3.85, 12);
  });

  test('a fitted line has the slope, error and R² of the textbook', () => {
    // y = 2, 4, 5, 4, 5 on x = 0 … 4: slope 0.6, SE 0.2828427, R² 0.6.
    const fit = linearFit([2, 4, 5, 4, 5]);
    expect(fit?.slope).toBeCloseTo(0.6, 12);
    expect(fit?.intercept).toBeCloseTo(2.8, 12);
    expect(fit?.slopeError).toBeCloseTo(Math.sqrt(0.08), 12);
    expect(fit?.rSquared).toBeCloseTo(0.6, 12);
  });

  const sample = fc.array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: 3 });
  propertyTest.prop([sample])(
    'correlation ignores scale and place, and turns with the sign',
    (list) => {
      const other = list.map((value, i) => value + (i % 5));
      const plain = correlation(list, other);
      if (plain === null) return;
      const moved = correlation(
        list,
        other.map((value) => -4 * value + 8),
      );
      expect(moved).toBeCloseTo(-plain, 6);
      expect(Math.abs(plain)).toBeLessThanOrEqual(1);
    },
  );
});

describe('bar geometry', () => {
  propertyTest.prop([fc.array(fc.constantFrom(60_000, 120_000, 172_800_000), { minLength: 1 })])(
    'the median spacing is the median of all gaps',
    (gaps) => {
      const time = [0];
      for (const gap of gaps) time.push((time.at(-1) ?? 0) + gap);
      const wanted = (quantile(gaps, 0.5) ?? NaN) / 1000;
      expect(medianBarSeconds(Float64Array.from(time))).toBe(wanted);
    },
  );

  test('one bar has no spacing', () => {
    expect(medianBarSeconds(Float64Array.of(5))).toBeNull();
  });
});
