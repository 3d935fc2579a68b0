import {
  CYCLE_SHOWN,
  CYCLE_START,
  CyclePhase,
  CycleTrendline,
  DominantCycle,
} from '../window/dominant-cycle.js';
import { eachRun, undefinedColumn } from '../window/runs.js';

/** Distance from the trendline, as a share of it, that is a trend whatever the phase says. */
const FAR = 0.015;

/**
 * Trend mode: 0 while the series follows its dominant cycle (its phase advances as the cycle would, or the
 * sine wave has crossed its lead less than half a cycle ago), 1 in a trend, and whenever the smoothed price
 * is 1.5 % or more away from the trendline.
 *
 * Unit: 0 or 1. First defined index: 63 after the first non-NaN value; NaN before it. Recursive: behind a
 * NaN it begins anew. Source: J. Ehlers 2001; TA-Lib TA_HT_TRENDMODE.
 */
export function hilbertTrendMode(values: Float64Array): Float64Array {
  const out = undefinedColumn(values.length);
  eachRun(values, (from, to) => {
    const cycle = new DominantCycle();
    const phase = new CyclePhase();
    const trendline = new CycleTrendline();
    let [ahead, barsSinceCross] = [0, 0];
    for (let i = from + CYCLE_START.phase; i < to; i += 1) {
      const before = phase.phase;
      cycle.next(values, i);
      phase.next(cycle);
      trendline.next(cycle, values, i);
      const order = orderOf(phase.phase);
      const hasCrossed = (order > 0 && ahead <= 0) || (order < 0 && ahead >= 0);
      barsSinceCross = hasCrossed ? 1 : barsSinceCross + 1;
      ahead = order;
      const share = ((phase.phase - before) * cycle.smoothPeriod) / 360;
      const isCycle =
        hasCrossed || barsSinceCross < 0.5 * cycle.smoothPeriod || (share > 0.67 && share < 1.5);
      const isFar = Math.abs(cycle.smoothPrice / trendline.line - 1) >= FAR;
      if (i >= from + CYCLE_SHOWN.phase) out[i] = isFar || !isCycle ? 1 : 0;
    }
  });
  return out;
}

/** 1 when the sine of the phase lies above its lead, −1 when below. */
function orderOf(degrees: number): number {
  const radians = Math.PI / 180;
  return Math.sign(Math.sin(degrees * radians) - Math.sin((degrees + 45) * radians));
}
