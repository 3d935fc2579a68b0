import type { Bars } from '@assay/core';
import { rsi } from '@assay/indicators/price/rsi';
import { ema } from '@assay/indicators/trend/ema';
import { sma } from '@assay/indicators/trend/sma';
import { atr } from '@assay/indicators/volatility/atr';

const PERIOD = 14;

/** The indicators that nearly every strategy has. */
const JOBS: Readonly<Record<string, (bars: Bars) => Float64Array>> = {
  sma: (bars) => sma(bars.close, PERIOD),
  ema: (bars) => ema(bars.close, PERIOD),
  rsi: (bars) => rsi(bars.close, PERIOD),
  atr: (bars) => atr(bars, PERIOD),
};

/** What one indicator costs. */
export interface IndicatorBench {
  /** `indicator/sma` … */
  readonly name: string;
  readonly ns_per_bar: number;
  readonly bars: number;
}

/** Shortest of `rounds` for each indicator, nanoseconds for each bar, its result allocated each time. */
export function measureIndicators(bars: Bars, rounds = 15): readonly IndicatorBench[] {
  return Object.entries(JOBS).map(([name, job]) => {
    let shortest = Infinity;
    let keep = 0;
    for (let round = 0; round < rounds; round += 1) {
      const begin = process.hrtime.bigint();
      keep += job(bars)[bars.length - 1] ?? 0;
      shortest = Math.min(shortest, Number(process.hrtime.bigint() - begin) / bars.length);
    }
    if (Number.isNaN(keep)) throw new Error(`The bench of ${name} computed nothing.`);
    return {
      name: `indicator/${name}`,
      ns_per_bar: Number(shortest.toFixed(2)),
      bars: bars.length,
    };
  });
}
