import type { Bars } from '@assay/core';
import { atr } from '@assay/indicators/volatility/atr';
import { fillRegimeColumns, type RegimeColumns } from './regime-columns.js';
import type { MarketState, TrendLabel, VolatilityRegime } from './simulation.js';

const ATR_PERIOD = 14;
const VOLATILITY_WINDOW = 100;
/** Share of the window that is ≤ the current ATR: at most this is low, at least that is high. */
const LOW_SHARE = 0.33;
const HIGH_SHARE = 0.66;
const SHORT_SLOPE_BARS = 50;
const LONG_SLOPE_BARS = 200;
const EMA_PERIOD = 20;
const PATH_BARS = 20;
/** Share of bars in one direction that makes a trend persistent. */
const PERSISTENCE_SHARE = 0.7;
/** Net change ÷ path that makes a move efficient. */
const EFFICIENCY_SHARE = 0.4;

const TREND_LABELS: readonly TrendLabel[] = [
  'strong_down',
  'weak_down',
  'neutral',
  'weak_up',
  'strong_up',
];

/** −1, 0, 1 for low, normal, high; NaN while warming up. */
export type VolatilityLevel = number;

/** Sign of the least-squares slope of the last `bars` (even) closes; exactly 0 for a flat window. */
function slopeSign(close: Float64Array, bar: number, bars: number): number {
  const half = bars / 2;
  const right = bar - half;
  let near = 0;
  let far = 0;
  // Pairs mirrored about the middle: two sums, because one chain of additions would be slower.
  for (let k = 1; k < half; k += 2) {
    near += (k - 0.5) * ((close[right + k] as number) - (close[right + 1 - k] as number));
    far += (k + 0.5) * ((close[right + k + 1] as number) - (close[right - k] as number));
  }
  if (half % 2 === 1) {
    near += (half - 0.5) * ((close[bar] as number) - (close[bar + 1 - bars] as number));
  }
  return Math.sign(near + far);
}

/** Persistence and signed efficiency of the last 20 changes: two components of the trend. */
function pathScore(close: Float64Array, bar: number): number {
  let up = 0;
  let down = 0;
  let path = 0;
  let before = close[bar - PATH_BARS] as number;
  const first = before;
  for (let i = bar - PATH_BARS + 1; i <= bar; i += 1) {
    const now = close[i] as number;
    up += Number(now > before);
    down += Number(now < before);
    path += Math.abs(now - before);
    before = now;
  }
  const persistent = PERSISTENCE_SHARE * PATH_BARS;
  const persistence = Number(up >= persistent) - Number(down >= persistent);
  const net = before - first;
  const efficiency = path > 0 && Math.abs(net) / path >= EFFICIENCY_SHARE ? Math.sign(net) : 0;
  return persistence + efficiency;
}

/** How many of the values (first, last] … are ≤ `limit`; arithmetic, because a branch is a coin toss. */
function countAtMost(values: Float64Array, first: number, last: number, limit: number): number {
  let even = 0;
  let odd = 0;
  let i = first;
  for (; i < last; i += 2) {
    even += Number((values[i] as number) <= limit);
    odd += Number((values[i + 1] as number) <= limit);
  }
  if (i === last) even += Number((values[i] as number) <= limit);
  return even + odd;
}

/** −2…2 of a score −5…5. */
function regimeOf(score: number): number {
  if (score === 0) return 0;
  const strength = Math.abs(score) >= 3 ? 2 : 1;
  return score > 0 ? strength : -strength;
}

const VOLATILITY_NAMES: readonly VolatilityRegime[] = ['low', 'normal', 'high'];

/**
 * State of the market at single bars, from bars up to that one. Recursive columns are computed
 * when the first bar is asked for, windows only for the bars that are asked for: a simulation that
 * does not trade pays nothing.
 */
export class MarketStates {
  private readonly atrColumns = new Map<number, Float64Array>();
  private regimeColumns: RegimeColumns | undefined;

  constructor(private readonly bars: Bars) {}

  /** Wilder's average true range of a period at a bar; NaN while warming up. */
  atrAt(period: number, bar: number): number {
    return this.atrColumn(period)[bar] as number;
  }

  /** Volatility level of a bar from the percentile rank of its ATR within a window. */
  volatilityLevel(bar: number, atrPeriod: number, window: number): VolatilityLevel {
    const column = this.atrColumn(atrPeriod);
    const first = bar - window + 1;
    if (first < 0 || column[first] !== column[first]) return NaN;
    const share = countAtMost(column, first, bar, column[bar] as number) / window;
    if (share >= HIGH_SHARE) return 1;
    return share <= LOW_SHARE ? -1 : 0;
  }

  /** Sum of five directional components, −5…5; NaN while warming up. */
  trendScore(bar: number): number {
    if (bar < LONG_SLOPE_BARS - 1) return NaN;
    const { close } = this.bars;
    const { ema } = this.columns();
    const emaChange = (ema[bar] as number) - (ema[bar - 1] as number);
    return (
      slopeSign(close, bar, SHORT_SLOPE_BARS) +
      slopeSign(close, bar, LONG_SLOPE_BARS) +
      Math.sign(emaChange) +
      pathScore(close, bar)
    );
  }

  /** Trend regime of a bar, −2…2; NaN while warming up. */
  trendRegime(bar: number): number {
    const score = this.trendScore(bar);
    return score === score ? regimeOf(score) : NaN;
  }

  /** The whole state at a bar; what is not known yet is unknown or null, never normal. */
  at(bar: number): MarketState {
    const atrNow = this.atrAt(ATR_PERIOD, bar);
    const level = this.volatilityLevel(bar, ATR_PERIOD, VOLATILITY_WINDOW);
    const score = this.trendScore(bar);
    const isTrendKnown = score === score;
    const regime = isTrendKnown ? regimeOf(score) : null;
    return {
      volatilityRegime: VOLATILITY_NAMES[level + 1] ?? 'unknown',
      atr: atrNow === atrNow ? atrNow : null,
      trendScore: isTrendKnown ? score : null,
      trendRegime: regime,
      trendLabel: regime === null ? 'unknown' : (TREND_LABELS[regime + 2] ?? 'unknown'),
    };
  }

  private columns(): RegimeColumns {
    if (!this.regimeColumns) {
      const { length } = this.bars;
      const made = { atr: new Float64Array(length), ema: new Float64Array(length) };
      fillRegimeColumns(this.bars, ATR_PERIOD, EMA_PERIOD, made);
      this.regimeColumns = made;
    }
    return this.regimeColumns;
  }

  private atrColumn(period: number): Float64Array {
    if (period === ATR_PERIOD) return this.columns().atr;
    let column = this.atrColumns.get(period);
    if (!column) {
      column = atr(this.bars, period);
      this.atrColumns.set(period, column);
    }
    return column;
  }
}
