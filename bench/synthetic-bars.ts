import { MS_PER_MINUTE, type Bars } from '@assay/core';

/** Seeded uniform numbers in [0, 1): the same on every machine. */
function uniform(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}

/** A random walk about 1.1 in bars of one minute; `count` bars. */
export function syntheticBars(count: number, seed = 7): Bars {
  const random = uniform(seed);
  const bars = {
    length: count,
    time: new Float64Array(count),
    open: new Float64Array(count),
    high: new Float64Array(count),
    low: new Float64Array(count),
    close: new Float64Array(count),
    volume: new Float64Array(count),
  };
  let price = 1.1;
  for (let i = 0; i < count; i += 1) {
    const open = price;
    const step = (random() + random() + random() - 1.5) * 0.0004;
    // Pulled back to its mean, so that a million bars stay in a plausible range.
    price += step + (1.1 - price) * 0.0001;
    bars.time[i] = 1_262_304_000_000 + i * MS_PER_MINUTE;
    bars.open[i] = open;
    bars.close[i] = price;
    bars.high[i] = Math.max(open, price) + random() * 0.0001;
    bars.low[i] = Math.min(open, price) - random() * 0.0001;
    bars.volume[i] = 1;
  }
  return bars;
}
