import type { Bars } from '@assay/core';
import type { FindingCounter } from './finding-counter.js';

/** True ranges beyond this many times the average one are jumps. */
export const JUMP_MULTIPLE = 15;
/** Bars of the average (Wilder), and bars before it may speak. */
const AVERAGE_BARS = 50;

/** Looks at prices, volume and spread of each bar by itself, and at jumps against the recent range. */
export function checkPrices(bars: Bars, counter: FindingCounter): void {
  const { length, open, high, low, close, volume, spread } = bars;
  let average = 0;
  let before = NaN;
  for (let i = 0; i < length; i += 1) {
    const o = open[i] as number;
    const h = high[i] as number;
    const l = low[i] as number;
    const c = close[i] as number;
    // One comparison decides for nearly every bar; what fails is told apart below.
    if (!(l > 0 && o >= l && c >= l && h >= o && h >= c && h < Infinity)) {
      tellApart(counter, i, [o, h, l, c]);
      before = NaN;
      continue;
    }
    if (h === l) counter.add('flat_bar', i, () => `all four prices are ${c}`);
    if (!((volume[i] as number) >= 0)) counter.add('bad_volume', i, () => `volume is ${volume[i]}`);
    if (spread && !((spread[i] as number) >= 0)) {
      counter.add('negative_spread', i, () => `spread is ${spread[i]}`);
    }
    const range = before === before ? Math.max(h, before) - Math.min(l, before) : h - l;
    before = c;
    if (i > AVERAGE_BARS && range > JUMP_MULTIPLE * average && average > 0) {
      const times = Math.round(range / average);
      counter.add('jump', i, () => `range ${shortPrice(range)} is ${times} × the average`);
    }
    average += (range - average) / Math.min(i + 1, AVERAGE_BARS);
  }
}

/** A price for reading, without the noise of subtraction. */
function shortPrice(price: number): string {
  return String(Number(price.toPrecision(6)));
}

function tellApart(counter: FindingCounter, bar: number, prices: readonly number[]): void {
  const [o, h, l, c] = prices as [number, number, number, number];
  const detail = (): string => `open ${o}, high ${h}, low ${l}, close ${c}`;
  if (!prices.every(Number.isFinite)) counter.add('non_finite_price', bar, detail);
  else if (prices.some((price) => price <= 0)) counter.add('non_positive_price', bar, detail);
  if (h < Math.max(o, c) || l > Math.min(o, c)) counter.add('impossible_range', bar, detail);
}
