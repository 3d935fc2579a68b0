import type { Bars } from '@assay/core';
import { emaRegime } from '@assay/indicators/trend/ema-regime';
import { linregRegime } from '@assay/indicators/trend/linreg-regime';
import { atr } from '@assay/indicators/volatility/atr';
import { volatilityRegime } from '@assay/indicators/volatility/volatility-regime';
import { trendRegime, trendScore } from './trend-score.js';

/** A regime that a directive may name. */
export type RegimeName =
  'volatility_regime' | 'trend_regime' | 'trend_score' | 'linreg_regime' | 'ema_regime';

/** Bars that a regime is measured over; each has a usual number. */
export interface RegimeBars {
  /** Of the ATR (14), the regression (50) or the average (20). */
  readonly period?: number | undefined;
  /** That the percentile of volatility looks back (100). */
  readonly window?: number | undefined;
}

/**
 * A regime as a column; NaN while warming up. Volatility −1 low, 0, 1 high; trend −2…2 and its score
 * −5…5; regression and average −1 falling, 0, 1 rising.
 */
export function regimeColumn(name: RegimeName, bars: Bars, over: RegimeBars = {}): Float64Array {
  switch (name) {
    case 'volatility_regime':
      return volatilityRegime(atr(bars, over.period ?? 14), over.window ?? 100);
    case 'trend_regime':
      return trendScore(bars).map(trendRegime);
    case 'trend_score':
      return trendScore(bars);
    case 'linreg_regime':
      return linregRegime(bars.close, over.period ?? 50);
    case 'ema_regime':
      return emaRegime(bars.close, over.period ?? 20);
  }
}
