import type { Bars } from '@assay/core';
import { firstDefined } from '../window/first-defined.js';
import { assertPeriod } from '../window/period.js';

/** The three lines of Wilder's directional system, 0–100. */
export interface DirectionalSystem {
  readonly adx: Float64Array;
  readonly plusDi: Float64Array;
  readonly minusDi: Float64Array;
}

/**
 * Average directional index with its two directional indicators, all after Wilder (weight 1 ÷ period).
 *
 * Unit: 0–100. First defined index: `period` for the indicators, `2 × period − 1` for the index; NaN
 * before it. Without any true range the indicators are 0; without any direction the index falls. Recursive: a NaN further on makes every later value NaN.
 * Source: J. W. Wilder 1978; TA-Lib TA_ADX, TA_PLUS_DI, TA_MINUS_DI (the predecessor smoothed by EMA).
 * @throws RangeError when `period` is not a whole number ≥ 2.
 */
export function adx(bars: Bars, period: number): DirectionalSystem {
  assertPeriod('adx', period, 2);
  const { length } = bars;
  const lines = {
    adx: new Float64Array(length).fill(NaN),
    plusDi: new Float64Array(length).fill(NaN),
    minusDi: new Float64Array(length).fill(NaN),
  };
  const start = firstDefined(bars.close);
  let [up, down, range, strength] = [0, 0, 0, 0];
  for (let i = start + 1; i < length; i += 1) {
    const rise = (bars.high[i] as number) - (bars.high[i - 1] as number);
    const fall = (bars.low[i - 1] as number) - (bars.low[i] as number);
    const before = bars.close[i - 1] as number;
    // The first `period − 1` bars are summed; from then on a share of the sum makes way for the new bar.
    const kept = i - start < period ? 1 : 1 - 1 / period;
    up = up * kept + (rise > fall && rise > 0 ? rise : 0);
    down = down * kept + (fall > rise && fall > 0 ? fall : 0);
    range =
      range * kept +
      Math.max(bars.high[i] as number, before) -
      Math.min(bars.low[i] as number, before);
    if (i - start < period) continue;
    const plus = range === 0 ? 0 : (100 * up) / range;
    const minus = range === 0 ? 0 : (100 * down) / range;
    lines.plusDi[i] = plus;
    lines.minusDi[i] = minus;
    const directed = plus + minus === 0 ? 0 : (100 * Math.abs(plus - minus)) / (plus + minus);
    const bar = i - start - period;
    strength =
      bar < period ? strength + directed / period : strength + (directed - strength) / period;
    if (bar >= period - 1) lines.adx[i] = strength;
  }
  return lines;
}
