import type { Bars } from '@assay/core';
import type { MeasureName } from '@assay/directive';
import { cci } from '@assay/indicators/price/cci';
import { roc } from '@assay/indicators/price/roc';
import { rsi } from '@assay/indicators/price/rsi';
import { stochastic } from '@assay/indicators/price/stochastic';
import { ultimateCPercent } from '@assay/indicators/price/ultimate-c-percent';
import { williamsR } from '@assay/indicators/price/williams-r';
import { rollingZscore } from '@assay/indicators/stats/rolling-zscore';
import { mfi } from '@assay/indicators/volume/mfi';

/** How a measure is computed, over how many bars unless stated, and where its middle lies. */
interface Measure {
  readonly period: number;
  readonly middle: number;
  column(bars: Bars, period: number): Float64Array;
}

const MEASURES: Readonly<Record<MeasureName, Measure>> = {
  rsi: { period: 14, middle: 50, column: (bars, period) => rsi(bars.close, period) },
  zscore: { period: 20, middle: 0, column: (bars, period) => rollingZscore(bars.close, period) },
  cci: { period: 20, middle: 0, column: cci },
  williams_r: { period: 14, middle: -50, column: williamsR },
  stochastic: { period: 14, middle: 50, column: (bars, period) => stochastic(bars, period).k },
  mfi: { period: 14, middle: 50, column: mfi },
  ultimate_signal: {
    period: 5,
    middle: 0,
    column: (bars, period) => ultimateCPercent(bars.close, 1, period).zone,
  },
  roc: { period: 5, middle: 0, column: (bars, period) => roc(bars.close, period) },
};

/** Names of the measures, as thresholds name them: `rsi` of `rsi_below`. */
export const MEASURE_NAMES = Object.keys(MEASURES) as readonly MeasureName[];

/** A measure of the closes or bars as a column; NaN while warming up. `period` in bars, its usual one unless stated. */
export function measureColumn(name: MeasureName, bars: Bars, period?: number): Float64Array {
  const measure = MEASURES[name];
  return measure.column(bars, period ?? measure.period);
}

/** The value at which a measure says that price is where it usually is: 50 of an RSI, 0 of a z-score. */
export function measureMiddle(name: MeasureName): number {
  return MEASURES[name].middle;
}
