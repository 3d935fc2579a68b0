import { type Bars } from '@assay/core';
import { barsOf } from './growing-bars.js';

/** Bars of an altered future: long enough for what looks a few days ahead. */
const TAIL_BARS = 256;
/** How often a move is repeated the other way: small moves become large, large ones become turns. */
const AMPLITUDE = 8;
/** Where nothing moves, this share does. */
const KICK = 0.004;
/** A step of time that is longer than a weekend, in usual steps. */
const GAP_STEPS = 100;

/** `base` times (base ÷ value)^8: the move to a value the other way, and stronger. */
function mirrored(base: number, value: number): number {
  const ratio = base / value;
  const squared = ratio * ratio;
  const fourth = squared * squared;
  const factor = fourth * fourth;
  return base * (factor === 1 ? 1 - KICK : factor);
}

/** Times after an instant: a gap where there was none, none where there was one. */
function alteredTimes(time: Float64Array, cut: number, count: number): Float64Array {
  const last = time[cut - 1] as number;
  const step = cut > 1 ? last - (time[cut - 2] as number) : (time[cut] as number) - last;
  const hasGap = (time[cut] as number) - last !== step;
  const first = hasGap ? step : step * GAP_STEPS;
  return Float64Array.from({ length: count }, (_, k) => last + first + k * step);
}

/**
 * Another future: up to 256 bars that could follow the first `cut` bars instead of those that did.
 * Prices move the other way, several times as far; volume and spread are mirrored, too; gaps in time
 * change places. Positive prices stay positive, and high and low enclose the rest.
 */
export function alteredFuture(bars: Bars, cut: number): Bars {
  const count = Math.max(0, Math.min(TAIL_BARS, bars.length - cut));
  const base = bars.close[cut - 1] as number;
  const flip = (column: Float64Array): Float64Array =>
    column.slice(cut, cut + count).map((value) => (value > 0 ? mirrored(base, value) : value));
  const mirror = (column: Float64Array): Float64Array => {
    const before = column[cut - 1] as number;
    return column
      .slice(cut, cut + count)
      .map((value) => (value > 0 && before > 0 ? mirrored(before, value) : value + 1));
  };
  const highest = flip(bars.low);
  const lowest = flip(bars.high);
  const open = flip(bars.open);
  const close = flip(bars.close);
  // The kick moves a value that equals the base; the extremes follow.
  const high = highest.map((value, k) => Math.max(value, open[k] as number, close[k] as number));
  const low = lowest.map((value, k) => Math.min(value, open[k] as number, close[k] as number));
  return barsOf(count, bars, (name) => {
    if (name === 'time') return alteredTimes(bars.time, cut, count);
    if (name === 'high') return high;
    if (name === 'low') return low;
    if (name === 'open') return open;
    return name === 'close' ? close : mirror(bars[name] as Float64Array);
  });
}

/** What stands in a column where a scout must not look. */
export type Veil = (truth: Float64Array, at: number) => number;

/** Nothing; the last move the other way; a value of another age. A peek shows under at least one. */
export const VEILS: readonly Veil[] = [
  () => NaN,
  (truth, at) => {
    const before = truth[at - 1] ?? NaN;
    const move = (truth[at] as number) - before;
    return before - AMPLITUDE * (move === 0 ? KICK * before : move);
  },
  (truth, at) => truth[(at + (truth.length >> 1)) % truth.length] as number,
];
