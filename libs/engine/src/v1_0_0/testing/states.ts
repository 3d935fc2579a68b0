import type { Bars } from '@assay/core';
import { MarketStates } from '../market-state.js';
import { ScratchArrays } from '../scratch-arrays.js';

/** Market states of bars, with arrays of their own. */
export function statesOf(bars: Bars): MarketStates {
  return new MarketStates(bars, new ScratchArrays());
}
