import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { roundLotsDown, unitsOfLots } from './rounding.js';

describe('roundLotsDown', () => {
  it.each([
    [0.29, 0.01, 0.29],
    [0.3, 0.1, 0.3],
    [0.1 + 0.2, 0.1, 0.3],
    [0.299999, 0.01, 0.29],
    [1.005, 0.01, 1],
    [7.9, 1, 7],
    [0.009, 0.01, 0],
    [1234.56, 0.01, 1234.56],
    [0, 0.01, 0],
    [-1, 0.01, 0],
    [NaN, 0.01, 0],
    [Infinity, 0.01, 0],
  ])('%d in steps of %d is %d', (lots, step, expected) => {
    expect(roundLotsDown(lots, { lot_step: step })).toBe(expected);
  });

  test.prop([
    fc.integer({ min: 0, max: 1_000_000 }),
    fc.constantFrom(0.001, 0.01, 0.1, 1, 0.05, 10),
  ])('keeps a whole number of steps as it is written, and is idempotent', (steps, step) => {
    const lots = roundLotsDown(steps * step, { lot_step: step });
    expect(lots).toBe(Number((steps * step).toFixed(6)));
    expect(roundLotsDown(lots, { lot_step: step })).toBe(lots);
  });

  test.prop([fc.double({ min: 0, max: 1e6, noNaN: true }), fc.constantFrom(0.01, 0.1, 1)])(
    'never rounds up by more than dust, nor down by a step',
    (lots, step) => {
      const rounded = roundLotsDown(lots, { lot_step: step });
      expect(rounded).toBeLessThanOrEqual(lots + 1e-9 * Math.max(step, lots));
      expect(rounded).toBeGreaterThan(lots - step - 1e-9);
    },
  );
});

describe('unitsOfLots', () => {
  it.each([
    [0.29, 100_000, 29_000],
    [0.07, 100_000, 7000],
    [1.1, 100, 110],
    [3, 1, 3],
  ])('%d lots of %d are %d units', (lots, contract, expected) => {
    expect(unitsOfLots(lots, { contract_size: contract })).toBe(expected);
  });
});
