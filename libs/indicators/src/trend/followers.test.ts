import type { Bars } from '@assay/core';
import { fc, test as propertyTest } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { arbitraryBars, waveBars } from '../testing/random-bars.js';
import { atr } from '../volatility/atr.js';
import { chandelierExit } from '../volatility/chandelier-exit.js';
import { aroonOscillator } from './aroon-oscillator.js';
import { aroon } from './aroon.js';
import { ichimoku } from './ichimoku.js';
import { parabolicSar } from './parabolic-sar.js';
import { supertrend } from './supertrend.js';
import { vortex } from './vortex.js';

/** The bars upside down. */
const mirrored = (bars: Bars): Bars => ({
  ...bars,
  open: bars.open.map((value) => 4 - value),
  high: bars.low.map((value) => 4 - value),
  low: bars.high.map((value) => 4 - value),
  close: bars.close.map((value) => 4 - value),
});
const period = fc.integer({ min: 1, max: 20 });
const expectNear = (actual: Float64Array, expected: Float64Array): void => {
  actual.forEach((value, i) => {
    if (Number.isNaN(value)) expect(expected[i]).toBeNaN();
    else expect(value).toBeCloseTo(expected[i] as number, 9);
  });
};

describe('the parabolic stop', () => {
  propertyTest.prop([arbitraryBars])('never lies inside the bar it protects from', (bars) => {
    parabolicSar(bars).forEach((stop, i) => {
      if (Number.isNaN(stop)) return;
      const isInside = stop > (bars.low[i] as number) && stop < (bars.high[i] as number);
      expect(isInside).toBe(false);
    });
  });

  test('follows a rise from below, ever faster, and a fall from above', () => {
    const bars = waveBars(60);
    const rising = {
      ...bars,
      high: bars.high.map((_, i) => i + 1),
      low: bars.low.map((_, i) => i),
    };
    const stops = parabolicSar(rising);
    for (let i = 3; i < 60; i += 1) {
      expect(stops[i]).toBeLessThan(i);
      expect(stops[i]).toBeGreaterThan(stops[i - 1] as number);
    }
    const falling = parabolicSar(mirrored(rising));
    expectNear(
      falling,
      stops.map((value) => 4 - value),
    );
  });

  test('with acceleration 0 stays where it began until it is reached', () => {
    const bars = waveBars(60);
    const rising = {
      ...bars,
      high: bars.high.map((_, i) => i + 1),
      low: bars.low.map((_, i) => i),
    };
    expect(new Set(parabolicSar(rising, 0, 0.2).subarray(1))).toEqual(new Set([0]));
  });
});

describe('supertrend', () => {
  propertyTest.prop([arbitraryBars, period])(
    'lies below the close when it rises and above it when it falls',
    (bars, window) => {
      const { level, direction } = supertrend(bars, window, 2);
      level.forEach((value, i) => {
        if (Number.isNaN(value)) return;
        const distance = (bars.close[i] as number) - value;
        expect(Math.sign(distance) * (direction[i] as number)).toBeGreaterThanOrEqual(0);
      });
    },
  );

  test('moves only with the trend while that lasts', () => {
    const { level, direction } = supertrend(waveBars(400), 10, 1);
    expect(new Set(direction.subarray(20))).toEqual(new Set([1, -1]));
    for (let i = 21; i < 400; i += 1) {
      if (direction[i] !== direction[i - 1]) continue;
      const step = (level[i] as number) - (level[i - 1] as number);
      expect(step * (direction[i] as number)).toBeGreaterThanOrEqual(0);
    }
  });
});

describe('Ichimoku', () => {
  const bars = waveBars(300);
  const middle = (end: number, window: number): number => {
    const [highs, lows] = [bars.high, bars.low].map((c) => c.subarray(end - window + 1, end + 1));
    return (Math.max(...(highs as Float64Array)) + Math.min(...(lows as Float64Array))) / 2;
  };

  test('shows the middles of its windows, and the spans of 26 bars ago', () => {
    const { conversion, base, spanA, spanB } = ichimoku(bars);
    expect(conversion[200]).toBe(middle(200, 9));
    expect(base[200]).toBe(middle(200, 26));
    expect(spanA[200]).toBeCloseTo((middle(174, 9) + middle(174, 26)) / 2, 12);
    expect(spanB[200]).toBe(middle(174, 52));
  });

  test('has no line that is drawn back in time', () => {
    expect(Object.keys(ichimoku(bars)).toSorted()).toEqual([
      'base',
      'conversion',
      'spanA',
      'spanB',
    ]);
  });
});

describe('Aroon', () => {
  propertyTest.prop([arbitraryBars, period])(
    'up of the bars is down of the mirrored bars, and the oscillator their difference',
    (bars, window) => {
      const { up, down } = aroon(bars, window);
      expect(aroon(mirrored(bars), window).down).toEqual(up);
      expect(aroonOscillator(bars, window)).toEqual(up.map((v, i) => v - (down[i] as number)));
    },
  );
});

describe('vortex and chandelier', () => {
  const bars = waveBars(200);

  test('the vortex is the movement across two bars against the true range', () => {
    const { plus, minus } = vortex(bars, 5);
    let [up, down, range] = [0, 0, 0];
    for (let i = 96; i <= 100; i += 1) {
      const [high, low] = [bars.high[i] as number, bars.low[i] as number];
      const before = bars.close[i - 1] as number;
      up += Math.abs(high - (bars.low[i - 1] as number));
      down += Math.abs(low - (bars.high[i - 1] as number));
      range += Math.max(high, before) - Math.min(low, before);
    }
    expect(plus[100]).toBeCloseTo(up / range, 12);
    expect(minus[100]).toBeCloseTo(down / range, 12);
  });

  test('the chandelier hangs average ranges from the extremes', () => {
    const { long, short } = chandelierExit(bars, 22, 3);
    const range = atr(bars, 22)[150] as number;
    const window = (column: Float64Array): Float64Array => column.subarray(129, 151);
    expect(long[150]).toBeCloseTo(Math.max(...window(bars.high)) - 3 * range, 12);
    expect(short[150]).toBeCloseTo(Math.min(...window(bars.low)) + 3 * range, 12);
  });
});
