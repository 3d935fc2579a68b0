import { UTC_OFFSETS, type Bars } from '@assay/core';
import { fc, test as propertyTest } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { arbitrarySeries, barsOf, waveBars } from '../testing/random-bars.js';
import { efficiencyRatioRegime } from './efficiency-ratio-regime.js';
import { emaRegime } from './ema-regime.js';
import { kalmanRegime } from './kalman-regime.js';
import { linregRegimeHtf } from './linreg-regime-htf.js';
import { linregRegime } from './linreg-regime.js';
import { shaRegime } from './sha-regime.js';

const barsOfCloses = (values: Float64Array): Bars => ({
  ...barsOf([...values].map((value) => [value, value, value])),
  open: values,
  high: values,
  low: values,
  close: values,
});
const daily = (values: Float64Array): Bars => ({
  ...barsOfCloses(values),
  time: values.map((_, i) => i * 86_400_000),
});

const REGIMES: readonly (readonly [string, (values: Float64Array) => Float64Array])[] = [
  ['regression', (values) => linregRegime(values, 5)],
  ['regression of days', (values) => linregRegimeHtf(daily(values), 5)],
  ['exponential average', (values) => emaRegime(values, 5)],
  ['efficiency', (values) => efficiencyRatioRegime(values, 5, 0.3)],
  ['Kalman filter', (values) => kalmanRegime(values)],
  ['smoothed Heikin-Ashi', (values) => shaRegime(barsOfCloses(values), 3)],
];

describe.each(REGIMES)('the regime by %s', (_name, regime) => {
  test('of a flat market is 0: neither up nor down', () => {
    const defined = regime(new Float64Array(40).fill(1.1)).filter((value) => !Number.isNaN(value));
    expect(defined.length).toBeGreaterThan(30);
    expect(defined.every((value) => value === 0)).toBe(true);
  });

  test('of a steady rise is 1 and of a steady fall −1', () => {
    const rise = Float64Array.from({ length: 40 }, (_, i) => 100 + i);
    expect(regime(rise).at(-1)).toBe(1);
    expect(regime(rise.map((value) => 200 - value)).at(-1)).toBe(-1);
  });

  propertyTest.prop([arbitrarySeries.map((values) => values.map((v) => Math.round(v * 1e5)))])(
    'of the mirrored series is its negative: no side is preferred',
    (points) => {
      const mirrored = regime(points.map((value) => 300_000 - value));
      const differences = regime(points).filter(
        (value, i) => value + (mirrored[i] as number) !== 0,
      );
      expect(differences.every(Number.isNaN)).toBe(true);
    },
  );

  propertyTest.prop([arbitrarySeries, fc.constantFrom(0.25, 4, 1024)])(
    'does not depend on the scale of the price',
    (values, scale) => {
      expect(regime(values.map((value) => value * scale))).toEqual(regime(values));
    },
  );

  test('is unknown while warming up, not 0', () => {
    expect(regime(Float64Array.of(1, 2))[0]).toBeNaN();
  });
});

describe('the regime of days', () => {
  const bars = waveBars(24 * 20);

  test('is one for all bars of a day, whatever happens in it', () => {
    const plain = linregRegimeHtf(bars, 5);
    const close = bars.close.map((value, i) => (i >= 24 * 12 ? value * (1 + (i % 5)) : value));
    const changed = linregRegimeHtf({ ...bars, close }, 5);
    expect(changed.slice(0, 24 * 13)).toEqual(plain.slice(0, 24 * 13));
    for (let day = 5; day < 20; day += 1) {
      expect(new Set(changed.subarray(24 * day, 24 * day + 24)).size).toBe(1);
    }
  });

  test('ends its days on the calendar of the zone', () => {
    const zone = { ...UTC_OFFSETS, zone: 'test', offsetsMinutes: [-300] };
    const first = (line: Float64Array): number => line.findIndex((value) => !Number.isNaN(value));
    expect(first(linregRegimeHtf(bars, 5))).toBe(120);
    // The first day of the zone has five bars only.
    expect(first(linregRegimeHtf(bars, 5, zone))).toBe(5 + 4 * 24);
  });
});

test('the smoothing of Heikin-Ashi decides how fast the regime turns', () => {
  const values = Float64Array.from({ length: 60 }, (_, i) => (i < 40 ? i : 80 - i));
  const turn = (smooth: number): number =>
    shaRegime(barsOfCloses(values), smooth).findIndex((value) => value === -1);
  expect(turn(1)).toBeLessThan(turn(5));
  expect(turn(5)).toBeLessThan(turn(10));
});

test('a smaller noise ratio makes the Kalman regime slower to turn', () => {
  const values = Float64Array.from({ length: 90 }, (_, i) => (i < 40 ? i : 80 - i));
  const turn = (ratio: number): number =>
    kalmanRegime(values, ratio).findIndex((value) => value === -1);
  expect(turn(1)).toBeLessThan(turn(0.01));
});
