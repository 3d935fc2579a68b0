import { describe, expect, test } from 'vitest';
import { alteredFuture, VEILS } from './altered-future.js';
import { walk } from './testing/hook-runner.js';

const BARS = { ...walk(1000), spread: new Float64Array(1000).map((_, i) => 1 + (i % 3)) };
const CUT = 400;

describe('an altered future', () => {
  const tail = alteredFuture(BARS, CUT);

  test('is as long as the data allow, up to 256 bars', () => {
    expect(tail.length).toBe(256);
    expect(alteredFuture(BARS, 990).length).toBe(10);
    expect(alteredFuture(BARS, 1000).length).toBe(0);
  });

  test('turns every move round and makes it larger', () => {
    const base = BARS.close[CUT - 1] as number;
    tail.close.forEach((close, k) => {
      const real = BARS.close[CUT + k] as number;
      expect(Math.sign(close - base)).toBe(-Math.sign(real - base));
      expect(Math.abs(close - base)).toBeGreaterThan(Math.abs(real - base));
    });
  });

  test('is made of possible bars', () => {
    for (let k = 0; k < tail.length; k += 1) {
      const [open, high, low, close] = [tail.open, tail.high, tail.low, tail.close].map(
        (column) => column[k] as number,
      ) as [number, number, number, number];
      expect(low).toBeGreaterThan(0);
      expect(low).toBeLessThanOrEqual(Math.min(open, close));
      expect(high).toBeGreaterThanOrEqual(Math.max(open, close));
      expect(tail.time[k]).toBeGreaterThan(tail.time[k - 1] ?? (BARS.time[CUT - 1] as number));
    }
  });

  test('has a gap in time where there was none, and none where there was one', () => {
    const hour = 3_600_000;
    const after = (bars: typeof BARS): number =>
      (alteredFuture(bars, CUT).time[0] as number) - (bars.time[CUT - 1] as number);
    expect(after(BARS)).toBe(100 * hour);
    const weekend = { ...BARS, time: BARS.time.map((ms, i) => (i < CUT ? ms : ms + 48 * hour)) };
    expect(after(weekend)).toBe(hour);
  });

  test('moves where nothing moved', () => {
    const flat = new Float64Array(1000).fill(5);
    const still = { ...BARS, open: flat, high: flat, low: flat, close: flat, volume: flat };
    const future = alteredFuture(still, CUT);
    for (const name of ['open', 'high', 'low', 'close', 'volume'] as const) {
      expect(future[name]).not.toContain(5);
    }
  });
});

test('a veil never shows the truth of a walk', () => {
  for (const veil of VEILS) {
    for (let at = 1; at < BARS.length; at += 1)
      expect(veil(BARS.close, at)).not.toBe(BARS.close[at]);
  }
});
