import type { IndicatorEntry } from './indicator-entry.js';
import { AVERAGE_INDICATORS } from './average-indicators.js';
import { CYCLE_INDICATORS } from './cycle-indicators.js';
import { OSCILLATOR_INDICATORS } from './oscillator-indicators.js';
import { PRICE_INDICATORS } from './price-indicators.js';
import { STATS_INDICATORS } from './stats-indicators.js';
import { STRUCTURE_INDICATORS } from './structure-indicators.js';
import { TREND_INDICATORS } from './trend-indicators.js';
import { VOLATILITY_INDICATORS } from './volatility-indicators.js';
import { VOLUME_INDICATORS } from './volume-indicators.js';

/** Every indicator of the library, by path. A directive may declare these and a workspace's own. */
export const INDICATORS: readonly IndicatorEntry[] = [
  ...PRICE_INDICATORS,
  ...OSCILLATOR_INDICATORS,
  ...STATS_INDICATORS,
  ...STRUCTURE_INDICATORS,
  ...AVERAGE_INDICATORS,
  ...TREND_INDICATORS,
  ...CYCLE_INDICATORS,
  ...VOLATILITY_INDICATORS,
  ...VOLUME_INDICATORS,
].sort((a, b) => (a.path < b.path ? -1 : 1));
