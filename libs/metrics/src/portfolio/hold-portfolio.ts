import { mergeEquity } from './merged-equity.js';

/**
 * Buy and hold of all symbols, each with the capital of its run, on the calendar of the portfolio's own
 * equity. `hold` has an entry for each entry of `day`.
 */
export function holdPortfolio(
  runs: readonly {
    readonly capital: number;
    readonly day: Float64Array;
    readonly hold: Float64Array;
  }[],
): Float64Array {
  const held = runs.map(({ capital, day, hold }) => ({
    capital,
    daily: { day, equity: hold, equityLow: hold },
  }));
  return mergeEquity(held).equity;
}
