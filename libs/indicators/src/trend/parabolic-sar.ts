import type { Bars } from '@assay/core';
import { assertNumber } from '../window/period.js';
import { eachCommonRun, undefinedColumn } from '../window/runs.js';

/**
 * Parabolic stop and reverse: a stop that follows the trend, faster with every new extreme, and changes
 * sides when a bar reaches it. The first side is that of the first directional movement, long if none.
 *
 * Unit: price. First defined index: 1; NaN before it. Recursive: behind a bar with NaN it begins anew.
 * Source: J. W. Wilder 1978; TA-Lib TA_SAR.
 * @throws RangeError when not 0 ≤ `acceleration` ≤ `maximum`.
 */
export function parabolicSar(bars: Bars, acceleration = 0.02, maximum = 0.2): Float64Array {
  assertNumber('parabolicSar', 'acceleration', acceleration, 0);
  assertNumber('parabolicSar', 'maximum', maximum, acceleration);
  const out = undefinedColumn(bars.length);
  eachCommonRun([bars.high, bars.low], (from, to) => {
    if (to - from > 1) fillRun(bars, acceleration, maximum, out, from, to);
  });
  return out;
}

function fillRun(
  bars: Bars,
  acceleration: number,
  maximum: number,
  out: Float64Array,
  from: number,
  to: number,
): void {
  // One rule for both sides: for a short position the prices are mirrored at zero.
  let side = startsShort(bars, from) ? -1 : 1;
  let toward = side > 0 ? bars.high : bars.low;
  let against = side > 0 ? bars.low : bars.high;
  let extreme = side * (toward[from + 1] as number);
  let stop = side * (against[from] as number);
  let before = side * (against[from + 1] as number);
  let speed = acceleration;
  for (let i = from + 1; i < to; i += 1) {
    const reached = side * (against[i] as number);
    const gained = side * (toward[i] as number);
    if (reached <= stop) {
      const earlier = side * (toward[Math.max(i - 1, from + 1)] as number);
      const turned = Math.max(extreme, earlier, gained);
      side = -side;
      [toward, against] = [against, toward];
      out[i] = -side * turned;
      speed = acceleration;
      extreme = -reached;
      stop = Math.min(-turned + speed * (extreme + turned), -earlier, -gained);
      before = -gained;
      continue;
    }
    out[i] = side * stop;
    if (gained > extreme) {
      extreme = gained;
      speed = Math.min(speed + acceleration, maximum);
    }
    stop = Math.min(stop + speed * (extreme - stop), before, reached);
    before = reached;
  }
}

function startsShort(bars: Bars, from: number): boolean {
  const fall = (bars.low[from] as number) - (bars.low[from + 1] as number);
  const rise = (bars.high[from + 1] as number) - (bars.high[from] as number);
  return fall > 0 && fall > rise;
}
