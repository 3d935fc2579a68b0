import { describe, expect, test } from 'vitest';
import { seededNormal, seededRandom, type Bars } from '@assay/core';
import { fc, test as propertyTest } from '@fast-check/vitest';
import { arbitraryBars, waveBars } from '../testing/random-bars.js';
import { linearRegressionChannel } from '../structure/linear-regression-channel.js';
import { accelerationBands } from './acceleration-bands.js';
import { atr } from './atr.js';
import { bollingerBands } from './bollinger-bands.js';
import { choppinessIndex } from './choppiness-index.js';
import { garmanKlassVolatility } from './garman-klass-volatility.js';
import { marketState } from './market-state.js';
import { natr } from './natr.js';
import { parkinsonVolatility } from './parkinson-volatility.js';
import { realisedVolatility } from './realised-volatility.js';
import { rogersSatchellVolatility } from './rogers-satchell-volatility.js';
import { yangZhangVolatility } from './yang-zhang-volatility.js';

/** Bars of a random walk of the logarithm, with standard deviation `sigma` a bar and `gap` between them. */
function diffusion(length: number, sigma: number, drift = 0, gap = 0): Bars {
  const normal = seededNormal(seededRandom(7));
  const steps = 200;
  const columns = [0, 1, 2, 3].map(() => new Float64Array(length));
  const [open, high, low, close] = columns as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  let log = 0;
  for (let i = 0; i < length; i += 1) {
    log += gap * normal();
    const path = Array.from({ length: steps }, () => {
      log += drift / steps + (sigma * normal()) / Math.sqrt(steps);
      return log;
    });
    const begin = path[0] as number;
    open[i] = Math.exp(begin);
    close[i] = Math.exp(log);
    high[i] = Math.exp(Math.max(begin, ...path));
    low[i] = Math.exp(Math.min(begin, ...path));
  }
  const time = open.map((_, i) => i * 3_600_000);
  return { length, time, open, high, low, close, volume: open };
}

const ESTIMATORS: readonly (readonly [
  string,
  (bars: Bars, period: number, barsPerYear: number) => Float64Array,
])[] = [
  ['realised', (bars, period, year) => realisedVolatility(bars.close, period, year)],
  ['Parkinson', parkinsonVolatility],
  ['Garman and Klass', garmanKlassVolatility],
  ['Rogers and Satchell', rogersSatchellVolatility],
  ['Yang and Zhang', yangZhangVolatility],
];

describe.each(ESTIMATORS)('the volatility after %s', (_name, estimate) => {
  const bars = diffusion(600, 0.01);

  test('finds the volatility that the bars were made with', () => {
    const found = estimate(bars, 500, 1)[599] as number;
    expect(Math.abs(found / 0.01 - 1)).toBeLessThan(0.12);
  });

  test('grows with the root of the bars in a year', () => {
    const [single, yearly] = [estimate(bars, 50, 1), estimate(bars, 50, 256)];
    expect(yearly[599]).toBeCloseTo(16 * (single[599] as number), 12);
  });

  test('of bars that stand still is 0', () => {
    const still = new Float64Array(60).fill(1.1);
    const flat = { ...diffusion(60, 0.01), open: still, high: still, low: still, close: still };
    expect(estimate(flat, 20, 252)[59]).toBe(0);
  });
});

const DRIFTLESS = ESTIMATORS.filter(([name]) => !['Parkinson', 'Garman and Klass'].includes(name));
test.each(DRIFTLESS)(
  'the volatility after %s is not raised by a steady drift',
  (_name, estimate) => {
    const found = estimate(diffusion(600, 0.01, 0.02), 500, 1)[599] as number;
    expect(Math.abs(found / 0.01 - 1)).toBeLessThan(0.12);
  },
);

test('gaps between bars are seen by Yang and Zhang and by closes alone, not by ranges', () => {
  const gapping = diffusion(600, 0.01, 0, 0.02);
  const both = Math.hypot(0.01, 0.02);
  expect((yangZhangVolatility(gapping, 500, 1)[599] as number) / both).toBeCloseTo(1, 0);
  expect(realisedVolatility(gapping.close, 500, 1)[599] as number).toBeGreaterThan(0.018);
  expect(parkinsonVolatility(gapping, 500, 1)[599] as number).toBeLessThan(0.012);
});

describe('bands and states', () => {
  const bars = waveBars(200);

  test('the normalised range is the range in percent of the close', () => {
    const ranges = atr(bars, 14);
    expect(natr(bars, 14)).toEqual(ranges.map((v, i) => (100 * v) / (bars.close[i] as number)));
  });

  test('acceleration bands enclose the average of the close', () => {
    const { upper, middle, lower } = accelerationBands(bars, 20);
    for (let i = 19; i < 200; i += 1) {
      expect(upper[i]).toBeGreaterThan(middle[i] as number);
      expect(lower[i]).toBeLessThan(middle[i] as number);
    }
  });

  test('Bollinger bands may be wider on one side, about any average', () => {
    const plain = bollingerBands(bars.close, 20, 2);
    const skewed = bollingerBands(bars.close, 20, 2, 1, 'wma');
    const half = (plain.upper[99] as number) - (plain.middle[99] as number);
    expect((skewed.upper[99] as number) - (skewed.middle[99] as number)).toBeCloseTo(half, 12);
    expect((skewed.middle[99] as number) - (skewed.lower[99] as number)).toBeCloseTo(half / 2, 12);
  });

  test('the regression channel of a steady trend has no width, unlike its bands', () => {
    const trend = Float64Array.from({ length: 60 }, (_, i) => 1 + i / 64);
    const { upper, lower } = linearRegressionChannel(trend, 20);
    expect(upper[59]).toBe(lower[59]);
    const { upper: wide, lower: narrow } = bollingerBands(trend, 20);
    expect((wide[59] as number) - (narrow[59] as number)).toBeGreaterThan(0.3);
  });

  propertyTest.prop([arbitraryBars, fc.integer({ min: 3, max: 20 })])(
    'the regression channel is as wide as the values stray from the line',
    (random, window) => {
      const { upper, middle } = linearRegressionChannel(random.close, window, 1);
      const i = random.length - 1;
      if (i < window - 1) return;
      const values = [...random.close.subarray(i - window + 1)];
      const at = (window - 1) / 2;
      const mean = values.reduce((a, b) => a + b) / window;
      const slope =
        values.reduce((sum, v, k) => sum + (k - at) * (v - mean), 0) /
        values.reduce((sum, _, k) => sum + (k - at) * (k - at), 0);
      const strays = values.map((v, k) => v - mean - slope * (k - at));
      const width = Math.sqrt(strays.reduce((sum, d) => sum + d * d, 0) / window);
      expect((upper[i] as number) - (middle[i] as number)).toBeCloseTo(width, 8);
    },
  );

  test('a straight move has no choppiness, a market that turns at every bar 100', () => {
    const straight = {
      ...bars,
      high: bars.high.map((_, i) => i + 1),
      low: bars.low.map((_, i) => i),
    };
    const close = straight.high;
    expect(choppinessIndex({ ...straight, close }, 14)[50]).toBeCloseTo(0, 10);
    const back = {
      ...bars,
      high: bars.high.map(() => 2),
      low: bars.low.map(() => 1),
      close: bars.low.map(() => 1.5),
    };
    expect(choppinessIndex(back, 14)[50]).toBeCloseTo(100, 10);
  });

  test.each([
    [1, 0.5, 1],
    [-1, 0.5, 2],
    [1, 0.1, 1],
    [0, 0.3, 3],
    [0, 0.5, 0],
    [1, 0.7, 4],
    [-1, 0.9, 4],
    [NaN, 0.5, NaN],
    [1, NaN, NaN],
  ])('slope %s and rank %s are state %s', (slope, rank, state) => {
    expect(marketState(Float64Array.of(slope), Float64Array.of(rank))[0]).toBe(state);
  });
});
