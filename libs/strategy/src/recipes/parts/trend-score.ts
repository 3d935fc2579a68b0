import type { Bars } from '@assay/core';
import { emaRegime } from '@assay/indicators/trend/ema-regime';
import { linregRegime } from '@assay/indicators/trend/linreg-regime';

const SHORT_SLOPE_BARS = 50;
const LONG_SLOPE_BARS = 200;
const EMA_PERIOD = 20;
const PATH_BARS = 20;
/** Share of bars in one direction that makes a trend persistent. */
const PERSISTENCE_SHARE = 0.7;
/** Net change ÷ path that makes a move efficient. */
const EFFICIENCY_SHARE = 0.4;

/** Persistence and signed efficiency of the last 20 changes up to a bar, −2…2. */
function pathScore(close: Float64Array, bar: number): number {
  let up = 0;
  let down = 0;
  let path = 0;
  const first = close[bar - PATH_BARS] as number;
  let before = first;
  for (let i = bar - PATH_BARS + 1; i <= bar; i += 1) {
    const now = close[i] as number;
    up += Number(now > before);
    down += Number(now < before);
    path += Math.abs(now - before);
    before = now;
  }
  const persistent = PERSISTENCE_SHARE * PATH_BARS;
  const net = before - first;
  const isEfficient = path > 0 && Math.abs(net) / path >= EFFICIENCY_SHARE;
  return Number(up >= persistent) - Number(down >= persistent) + (isEfficient ? Math.sign(net) : 0);
}

/**
 * The trend score of the engine's market state as a column: signs of two regression slopes (50 and 200
 * bars) and of the change of an average (20), persistence and efficiency of the last 20 changes.
 *
 * Unit: −5…5. First defined index: 199; NaN before it.
 */
export function trendScore(bars: Bars): Float64Array {
  const { close, length } = bars;
  const out = linregRegime(close, LONG_SLOPE_BARS);
  const short = linregRegime(close, SHORT_SLOPE_BARS);
  const average = emaRegime(close, EMA_PERIOD);
  for (let i = Math.min(LONG_SLOPE_BARS - 1, length); i < length; i += 1) {
    const slopes = (out[i] as number) + (short[i] as number);
    out[i] = slopes + (average[i] as number) + pathScore(close, i);
  }
  return out;
}

/** −2…2 of a trend score: 3 and more is strong; NaN of NaN. */
export function trendRegime(score: number): number {
  if (score !== score) return NaN;
  return Math.sign(score) * (Math.abs(score) >= 3 ? 2 : 1);
}
