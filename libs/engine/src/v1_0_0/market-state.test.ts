import { MS_PER_HOUR, type Bars } from '@assay/core';
import { describe, expect, it } from 'vitest';
import { MarketStates } from './market-state.js';
import { barsOf, type Row } from './testing/scenario.js';
import { randomBars } from './testing/random-market.js';

/** Bars whose closes follow a function, ranges of one. */
function barsAlong(count: number, price: (bar: number) => number, range = (): number => 1): Bars {
  return barsOf(
    Array.from({ length: count }, (_, i): Row => {
      const close = price(i);
      return [close, close + range() / 2, close - range() / 2, close];
    }),
  );
}

describe('trend at a bar', () => {
  it.each([
    ['a steady rise', (bar: number) => 100 + bar, 5, 2, 'strong_up'],
    ['a steady fall', (bar: number) => 1000 - bar, -5, -2, 'strong_down'],
    ['a flat market', () => 100, 0, 0, 'neutral'],
  ] as const)('of %s has all components in its direction', (_, price, score, regime, label) => {
    const state = new MarketStates(barsAlong(260, price)).at(250);
    expect(state).toMatchObject({ trendScore: score, trendRegime: regime, trendLabel: label });
  });

  it('is weak where a young fall meets an old rise', () => {
    const states = new MarketStates(
      barsAlong(400, (bar) => (bar < 300 ? bar : 300 - (bar - 300) * 0.2)),
    );
    // At 316 both slopes and the EMA still rise, 16 of the last 20 bars fell, the net change is small.
    expect(states.at(316)).toMatchObject({ trendScore: 2, trendRegime: 1, trendLabel: 'weak_up' });
    // At 340 only the long slope still rises.
    expect(states.at(340)).toMatchObject({ trendScore: -3, trendLabel: 'strong_down' });
  });

  it('is unknown before its longest window is full, and known from then on', () => {
    const states = new MarketStates(barsAlong(260, (bar) => bar + 1));
    expect(states.at(198)).toMatchObject({
      trendScore: null,
      trendRegime: null,
      trendLabel: 'unknown',
    });
    expect(states.at(199).trendScore).toBe(5);
  });

  it('does not depend on the scale of prices', () => {
    const small = randomBars(3, 400, 1);
    const large = { ...small };
    for (const name of ['open', 'high', 'low', 'close'] as const) {
      large[name] = small[name].map((price) => price * 16_384);
    }
    const [a, b] = [new MarketStates(small), new MarketStates(large)];
    for (let bar = 200; bar < 400; bar += 1) {
      expect(b.at(bar)).toEqual({ ...a.at(bar), atr: (a.at(bar).atr ?? NaN) * 16_384 });
    }
  });

  it('has the opposite score in the mirrored market', () => {
    const bars = randomBars(5, 400, 1);
    const mirrored = {
      ...bars,
      open: bars.open.map((price) => 4 - price),
      high: bars.low.map((price) => 4 - price),
      low: bars.high.map((price) => 4 - price),
      close: bars.close.map((price) => 4 - price),
    };
    const [a, b] = [new MarketStates(bars), new MarketStates(mirrored)];
    for (let bar = 200; bar < 400; bar += 1) expect(b.trendScore(bar) + a.trendScore(bar)).toBe(0);
  });

  it('is the same on truncated bars', () => {
    const bars = randomBars(9, 300);
    const cut = { ...bars, length: 250 };
    for (const name of ['time', 'open', 'high', 'low', 'close', 'volume'] as const) {
      cut[name] = bars[name].slice(0, 250);
    }
    expect(new MarketStates(cut).at(249)).toEqual(new MarketStates(bars).at(249));
  });
});

describe('volatility at a bar', () => {
  const widening = barsAlong(200, () => 100);
  const ranges = (factor: (bar: number) => number): Bars => ({
    ...widening,
    high: widening.high.map((_, i) => 100 + factor(i)),
    low: widening.low.map((_, i) => 100 - factor(i)),
  });

  it.each([
    ['high where ranges grow', (bar: number) => 1 + bar * 0.1, 'high'],
    ['low where ranges shrink', (bar: number) => 30 - bar * 0.1, 'low'],
    ['high where all are equal: every value is ≤ the current one', () => 1, 'high'],
  ])('is %s', (_, factor, expected) => {
    expect(new MarketStates(ranges(factor)).at(190).volatilityRegime).toBe(expected);
  });

  it('is normal in the middle of its window', () => {
    // Ranges rise to bar 150 and fall back to their middle at bar 180.
    const states = new MarketStates(
      ranges((bar) => (bar <= 140 ? 1 + bar : 141 - (bar - 140) * 2)),
    );
    const seen = Array.from({ length: 50 }, (_, k) => states.at(150 + k).volatilityRegime);
    expect(seen).toContain('normal');
    expect(seen.indexOf('normal')).toBeLessThan(seen.indexOf('low'));
  });

  it('is unknown, not normal, before 100 values of the ATR exist', () => {
    const states = new MarketStates(ranges(() => 1));
    expect(states.at(112)).toMatchObject({ volatilityRegime: 'unknown' });
    expect(states.at(113).volatilityRegime).toBe('high');
    expect(states.at(13).atr).toBeNull();
    expect(states.at(14).atr).toBe(2);
  });

  it('counts hours like any other bar', () => {
    expect(widening.time[1]).toBe((widening.time[0] ?? 0) + MS_PER_HOUR);
  });
});
