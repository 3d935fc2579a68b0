import type { Bars } from '@assay/core';

/** Direction of each bar and how long it has lasted. */
export interface CandleState {
  /** 1 when the close lies above the open, otherwise 0. */
  readonly isGreen: Float64Array;
  /** 1 when the close lies below the open, otherwise 0. */
  readonly isRed: Float64Array;
  /** Green bars in a row up to this one. */
  readonly greenStreak: Float64Array;
  /** Red bars in a row up to this one. */
  readonly redStreak: Float64Array;
}

/**
 * Candle state: green or red, and the streak of either; a bar that closes where it opened is neither and
 * ends both streaks.
 *
 * Unit: counts of bars. First defined index: 0; a bar whose open or close is NaN is undefined and ends
 * both streaks. Source: the predecessor's candle_state.
 */
export function candleState(bars: Bars): CandleState {
  const { length, open, close } = bars;
  const state = {
    isGreen: new Float64Array(length),
    isRed: new Float64Array(length),
    greenStreak: new Float64Array(length),
    redStreak: new Float64Array(length),
  };
  let green = 0;
  let red = 0;
  for (let i = 0; i < length; i += 1) {
    const change = (close[i] as number) - (open[i] as number);
    green = change > 0 ? green + 1 : 0;
    red = change < 0 ? red + 1 : 0;
    const known = change === change;
    state.isGreen[i] = known ? Number(change > 0) : NaN;
    state.isRed[i] = known ? Number(change < 0) : NaN;
    state.greenStreak[i] = known ? green : NaN;
    state.redStreak[i] = known ? red : NaN;
  }
  return state;
}
