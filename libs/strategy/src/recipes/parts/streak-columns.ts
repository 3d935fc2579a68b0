import type { Bars } from '@assay/core';
import { candleState } from '@assay/indicators/price/candle-state';

/** How many bars in a row closed above (green) and below (red) their open, up to each bar. */
export interface StreakColumns {
  readonly green: Float64Array;
  readonly red: Float64Array;
}

/** Streaks of green and red bars; a bar that closes where it opened ends both. NaN where a bar is not known. */
export function streakColumns(bars: Bars): StreakColumns {
  const { greenStreak, redStreak } = candleState(bars);
  return { green: greenStreak, red: redStreak };
}
