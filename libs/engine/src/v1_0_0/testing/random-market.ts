import { MS_PER_HOUR, type Bars } from '@assay/core';
import type { EntryDecision, EntryIntent, StrategyDefinition } from '@assay/strategy/sdk';
import { MONDAY } from './scenario.js';

/** Seeded uniform numbers in [0, 1). */
export function uniform(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}

/** Hourly bars of a random walk about `start`, with gaps between bars and a spread column. */
export function randomBars(seed: number, count: number, start = 1.1): Bars {
  const random = uniform(seed);
  const step = start * 0.002;
  const bars = {
    length: count,
    time: new Float64Array(count),
    open: new Float64Array(count),
    high: new Float64Array(count),
    low: new Float64Array(count),
    close: new Float64Array(count),
    volume: new Float64Array(count),
    spread: new Float64Array(count),
  };
  let close = start;
  let time = MONDAY;
  for (let i = 0; i < count; i += 1) {
    const open = close + (random() < 0.2 ? (random() - 0.5) * step : 0);
    close = Math.max(start / 2, open + (random() - 0.5) * 2 * step);
    bars.time[i] = time;
    bars.open[i] = open;
    bars.close[i] = close;
    bars.high[i] = Math.max(open, close) + random() * step;
    bars.low[i] = Math.min(open, close) - random() * step;
    bars.spread[i] = random() * step * 0.1;
    time += MS_PER_HOUR * (random() < 0.05 ? 1 + Math.floor(random() * 40) : 1);
  }
  return bars;
}

/** A number in [0, 1) that depends on seed, bar and salt only: the same on truncated data. */
function chance(seed: number, bar: number, salt: number): number {
  // The mixing steps of MurmurHash3: neighbouring inputs give unrelated outputs.
  let hash =
    Math.imul(seed, 0x9e3779b1) ^ Math.imul(bar + 1, 0x85ebca6b) ^ Math.imul(salt, 0xc2b2ae35);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 4_294_967_296;
}

function randomIntent(seed: number, bar: number, close: number, salt: number): EntryIntent {
  const pick = (n: number): number => chance(seed, bar, salt * 10 + n);
  const direction = pick(1) < 0.5 ? 1 : -1;
  const away = close * 0.003 * (0.2 + pick(2));
  const kind = (['market', 'stop', 'limit'] as const)[Math.floor(pick(3) * 3)] ?? 'market';
  const toward = (kind === 'stop') === (direction === 1) ? 1 : -1;
  const level = kind === 'market' ? close : close + toward * away;
  return {
    direction,
    order: kind,
    ...(kind === 'market' ? {} : { level, expiresAfterBars: 1 + Math.floor(pick(4) * 6) }),
    ...(pick(5) < 0.7 ? { stopLoss: level - direction * away * 1.5 } : {}),
    ...(pick(6) < 0.7 ? { takeProfit: level + direction * away * 2 } : {}),
    ...(pick(7) < 0.5 ? { group: 'g' } : {}),
  };
}

/** A strategy that does everything at random, from bar and seed alone. */
export function randomStrategy(seed: number): StrategyDefinition {
  return {
    name: 'Random',
    timeframe: '1h',
    signature: {},
    prepareIndicators: () => ({}),
    checkEntry: (ctx): EntryDecision => {
      if (chance(seed, ctx.i, 1) > 0.3) return null;
      const orders = [
        randomIntent(seed, ctx.i, ctx.close, 1),
        randomIntent(seed, ctx.i, ctx.close, 2),
      ];
      return chance(seed, ctx.i, 2) < 0.5 ? orders : { orders, cancel: true };
    },
    checkExit: (ctx) => (chance(seed, ctx.i, 3) < 0.1 ? { reason: 'RANDOM' } : false),
  };
}
