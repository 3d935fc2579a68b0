import { describe, expect, test } from 'vitest';
import { barsOf } from '../testing/random-bars.js';
import { mfi } from './mfi.js';
import { obv } from './obv.js';

const bars = barsOf([3, 5, 5, 4, 6].map((close) => [close + 1, close - 1, close]));
const volume = Float64Array.of(10, 20, 30, 40, 50);

describe('the on-balance volume', () => {
  test('adds on a rise, subtracts on a fall and rests when nothing changes', () => {
    expect([...obv({ ...bars, volume })]).toEqual([10, 30, 30, -10, 40]);
  });

  test('begins anew behind a NaN, because its past is lost', () => {
    const holed = Float64Array.of(10, NaN, 30, 40, 50);
    expect([...obv({ ...bars, volume: holed })]).toEqual([10, NaN, 30, -10, 40]);
  });
});

describe('the money flow index', () => {
  test('is the share of rising money flow', () => {
    const line = [...mfi({ ...bars, volume }, 2)];
    expect(line.slice(0, 2)).toEqual([NaN, NaN]);
    expect(line.slice(2).map((value) => Math.round(value * 1000) / 1000)).toEqual([
      100,
      0,
      Math.round((100_000 * 300) / 460) / 1000,
    ]);
  });

  test('is undefined without volume: no money flowed', () => {
    expect(mfi({ ...bars, volume: new Float64Array(5) }, 2).every(Number.isNaN)).toBe(true);
  });

  test('is undefined in exactly the windows with a NaN', () => {
    const holed = { ...bars, volume: volume.slice() };
    holed.volume[2] = NaN;
    expect([...mfi(holed, 1)].map(Number.isNaN)).toEqual([true, false, true, false, false]);
  });
});
