import { AssayError, type Bars } from '@assay/core';

/**
 * Checks that a strategy has left the bars alone that it was given; `original` are the same bars out
 * of its reach.
 * @throws AssayError STRATEGY_CONTRACT: changed bars are prices that the engine would fill at.
 */
export function assertBarsUnchanged(bars: Bars, original: Bars): void {
  for (const name of ['time', 'open', 'high', 'low', 'close', 'volume', 'spread'] as const) {
    const column = bars[name];
    const untouched = original[name];
    const bar = column && untouched ? firstChange(column, untouched) : -1;
    if (bar < 0) continue;
    throw new AssayError(
      'STRATEGY_CONTRACT',
      `The strategy changes the bars it is given: ${name} at bar ${bar}.`,
      {
        found: String(column?.[bar]),
        expected: `${String(untouched?.[bar])}, unchanged`,
        next: 'Copy a column before you change it.',
      },
    );
  }
}

function firstChange(column: Float64Array, untouched: Float64Array): number {
  for (let i = 0; i < untouched.length; i += 1) {
    if (column[i] !== untouched[i] && !Object.is(column[i], untouched[i])) return i;
  }
  return -1;
}
