import type { Bars } from '@assay/core';
import { eachCommonRun, undefinedColumn } from './runs.js';

/** Wilder's sums over a period: movement up, movement down, true range; price units. */
export interface DirectionalSums {
  readonly up: Float64Array;
  readonly down: Float64Array;
  readonly range: Float64Array;
}

/**
 * Directional movements and true ranges, each summed after Wilder: the first `period − 1` are added up,
 * from then on a share 1 ÷ period of the sum makes way for the new bar. For period 1, the bar's own.
 * Defined from index `max(period − 1, 1)`; behind a bar with NaN they begin anew.
 */
export function directionalSums(bars: Bars, period: number): DirectionalSums {
  const { length, high, low, close } = bars;
  const sums = {
    up: undefinedColumn(length),
    down: undefinedColumn(length),
    range: undefinedColumn(length),
  };
  eachCommonRun([high, low, close], (start, to) => {
    let [up, down, range] = [0, 0, 0];
    for (let i = start + 1; i < to; i += 1) {
      const rise = (high[i] as number) - (high[i - 1] as number);
      const fall = (low[i - 1] as number) - (low[i] as number);
      const before = close[i - 1] as number;
      const kept = i - start < period ? 1 : 1 - 1 / period;
      up = up * kept + (rise > fall && rise > 0 ? rise : 0);
      down = down * kept + (fall > rise && fall > 0 ? fall : 0);
      range =
        range * kept + Math.max(high[i] as number, before) - Math.min(low[i] as number, before);
      if (i - start < period - 1) continue;
      sums.up[i] = up;
      sums.down[i] = down;
      sums.range[i] = range;
    }
  });
  return sums;
}

/** 100 × movement ÷ range from where a whole period is summed; 0 without any range. Replaces `movement`. */
export function directionalIndicator(
  movement: Float64Array,
  range: Float64Array,
  period: number,
): Float64Array {
  let whole = 0;
  for (let i = 0; i < movement.length; i += 1) {
    const moved = movement[i] as number;
    const width = range[i] as number;
    whole = moved === moved ? whole + 1 : 0;
    // The sum of `period − 1` bars is one short of a period; shown it is, compared it is not.
    if (period > 1 && whole === 1) movement[i] = NaN;
    else if (width === 0) movement[i] = 0;
    else movement[i] = (100 * moved) / width;
  }
  return movement;
}

/** 100 × |plus − minus| ÷ (plus + minus); 0 without any direction. */
export function directionalStrength(plus: number, minus: number): number {
  return plus + minus === 0 ? 0 : (100 * Math.abs(plus - minus)) / (plus + minus);
}
