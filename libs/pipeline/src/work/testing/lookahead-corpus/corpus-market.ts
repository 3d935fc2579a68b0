import { copyBars, MS_PER_DAY, MS_PER_HOUR, UTC_OFFSETS, type Bars } from '@assay/core';
import type { DirectiveRules } from '@assay/directive';
import { simulate, type SimulationInput } from '@assay/engine/v1_0_0';
import type { BrokerSpec } from '@assay/instruments';
import { proveNoLookahead, type LookaheadVerdict, type StrategyDefinition } from '@assay/strategy';

/** Bars of the corpus: two years of hours. */
export const LENGTH = 12_000;
/** First bar that may trade. */
export const FIRST_BAR = 500;
/** Monday 2024-01-01 00:00 UTC. */
const START = 1_704_067_200_000;

const SPEC: BrokerSpec = {
  symbol: 'EURUSD',
  kind: 'currency_pair',
  base: 'EUR',
  quote: 'USD',
  contract_size: 100_000,
  min_lot: 0.01,
  lot_step: 0.01,
  max_lot: 50,
  tick_size: 0.00001,
  digits: 5,
  spread: 'column',
  commission: { per_lot_per_side: 3, currency: 'USD' },
};

/** Seeded uniform numbers in [0, 1): the same on every machine. */
function uniform(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}

/** Hourly bars of a currency pair, Monday to Friday, quiet and wild weeks in turn, with spread. */
function makeMarket(length: number): Bars & { readonly spread: Float64Array } {
  const random = uniform(20_240_101);
  const column = (): Float64Array => new Float64Array(length);
  const bars = {
    length,
    time: column(),
    open: column(),
    high: column(),
    low: column(),
    close: column(),
    volume: column(),
    spread: column(),
  };
  let price = 1.1;
  let size = 0.001;
  for (let i = 0; i < length; i += 1) {
    const week = Math.floor(i / 120);
    const hour = i % 24;
    if (i % 120 === 0) price += (random() - 0.5) * 0.004;
    size = 0.97 * size + 0.03 * (0.0006 + random() * (week % 5 === 4 ? 0.003 : 0.001));
    bars.time[i] = START + week * 7 * MS_PER_DAY + (i % 120) * MS_PER_HOUR;
    bars.open[i] = price;
    price += (random() + random() - 1) * size * (hour > 6 && hour < 18 ? 2 : 1);
    price += (1.1 - price) * 0.001;
    bars.close[i] = price;
    bars.high[i] = Math.max(price, bars.open[i] as number) + random() * size;
    bars.low[i] = Math.min(price, bars.open[i] as number) - random() * size;
    bars.volume[i] = Math.floor(100 + random() * 900);
    bars.spread[i] = 0.00005 + Math.floor(random() * 10) * 0.00001;
  }
  return bars;
}

/** The market of the corpus. */
export const MARKET = makeMarket(LENGTH);

const RULES: DirectiveRules = {
  sizing: { mode: 'fixed_lots', lots: 0.1, capital: 100_000 },
  costs: { swap: 'none' },
};

/** The beginning of the market of the corpus: enough for strategies in which nothing is rare. */
export const SHORT_MARKET = copyBars(MARKET, 0, 1200);

/** Proves a strategy with the real engine, as stage 0.75 does. */
export function proveOnMarket(
  load: () => StrategyDefinition,
  rules: DirectiveRules = {},
  market: Bars = MARKET,
): LookaheadVerdict {
  const inputOf = (bars: Bars, strategy: StrategyDefinition): SimulationInput => ({
    symbol: SPEC.symbol,
    bars,
    firstBar: FIRST_BAR,
    barMs: MS_PER_HOUR,
    spec: SPEC,
    rules: { ...RULES, ...rules },
    zone: UTC_OFFSETS,
    conversions: [],
    strategy,
  });
  return proveNoLookahead({
    bars: market,
    firstBar: FIRST_BAR,
    load,
    simulate: (strategy, bars, recorder) =>
      simulate(inputOf(bars, strategy), recorder).trades.map((trade) => trade.exitBar),
  });
}
