import type { Bars } from '@assay/core';
import { rsi } from '@assay/indicators/price/rsi';
import { ema } from '@assay/indicators/trend/ema';
import { sma } from '@assay/indicators/trend/sma';
import { atr } from '@assay/indicators/volatility/atr';
import { inTurns, nsPerBar, peakRssMb, rounded, type Figures } from './measure.js';
import { readPrices } from './read-prices.js';
import { syntheticBars } from './synthetic-bars.js';

const ROUNDS = 25;
const BARS = 1_000_000;
const PERIOD = 14;

/** Its result is allocated each time, as in a run. */
async function measure(indicator: (bars: Bars) => Float64Array): Promise<Figures> {
  const bars = syntheticBars(BARS);
  const { job, yardstick, ratio } = await inTurns(
    ROUNDS,
    () => indicator(bars)[BARS - 1],
    () => readPrices(bars),
  );
  return {
    ns_per_bar: nsPerBar(job, BARS),
    bars: BARS,
    ratio: rounded(ratio),
    peak_rss_mb: peakRssMb(),
    read_prices_ns_per_bar: nsPerBar(yardstick, BARS),
  };
}

/** The indicators that nearly every strategy has; compared with `readPrices`. */
export const indicatorBenches: Readonly<Record<string, () => Promise<Figures>>> = {
  'indicators/sma': () => measure((bars) => sma(bars.close, PERIOD)),
  'indicators/ema': () => measure((bars) => ema(bars.close, PERIOD)),
  'indicators/rsi': () => measure((bars) => rsi(bars.close, PERIOD)),
  'indicators/atr': () => measure((bars) => atr(bars, PERIOD)),
};
