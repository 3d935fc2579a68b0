import { fc, test as propertyTest } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { equityFan } from './equity-fan.js';

const SEED = 'ab'.repeat(32);

test('of equal results every band is the line that happened', () => {
  const fan = equityFan(SEED, 100, new Float64Array(4).fill(5));
  expect([...(fan?.trades ?? [])]).toEqual([0, 1, 2, 3, 4]);
  for (const equity of [fan?.actual, ...(fan?.bands ?? []).map((band) => band.equity)]) {
    expect([...(equity ?? [])]).toEqual([100, 105, 110, 115, 120]);
  }
});

test('bands of many draws agree with the normal distribution that the sum tends to', () => {
  const n = 400;
  const nets = Float64Array.from({ length: n }, (_, i) => (i % 2 === 0 ? 3 : -1));
  const fan = equityFan(SEED, 0, nets);
  const end = (share: number) =>
    fan?.bands.find((band) => band.share === share)?.equity.at(-1) ?? NaN;
  // Mean 1 and deviation 2 of one result: 400 ± 1.96 × 40, within the error of 1,000 draws.
  expect(end(0.5)).toBeGreaterThan(400 - 8);
  expect(end(0.5)).toBeLessThan(400 + 8);
  expect(Math.abs(end(0.975) - (400 + 1.96 * 40))).toBeLessThan(14);
  expect(Math.abs(end(0.025) - (400 - 1.96 * 40))).toBeLessThan(14);
  expect(fan?.actual.at(-1)).toBe(400);
  expect(fan?.trades).toHaveLength(101);
});

test('the same seed gives the same bits, another seed others, one trade none', () => {
  const nets = Float64Array.of(1, -2, 3, 4, -5);
  expect(equityFan(SEED, 10, nets)).toEqual(equityFan(SEED, 10, nets));
  expect(equityFan('cd'.repeat(32), 10, nets)).not.toEqual(equityFan(SEED, 10, nets));
  expect(equityFan(SEED, 10, Float64Array.of(1))).toBeNull();
});

propertyTest.prop([fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 2, maxLength: 30 })])(
  'bands never cross and begin at the capital',
  (nets) => {
    const fan = equityFan(SEED, 1000, Float64Array.from(nets));
    const bands = fan?.bands ?? [];
    expect(bands).toHaveLength(5);
    bands.forEach(({ equity }, place) => {
      expect(equity[0]).toBe(1000);
      const below = bands[place - 1]?.equity;
      equity.forEach((value, i) => expect(value).toBeGreaterThanOrEqual(below?.[i] ?? -Infinity));
    });
  },
);
