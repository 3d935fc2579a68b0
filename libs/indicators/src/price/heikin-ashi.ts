import type { Bars } from '@assay/core';
import { eachCommonRun, undefinedColumn } from '../window/runs.js';

/** Heikin-Ashi candles; price units. */
export interface HeikinAshi {
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
}

/**
 * Heikin-Ashi: close = mean of the four prices, open = middle of the previous Heikin-Ashi body (of the
 * bar's own body at the start), high and low = the extremes of bar and body. For looking at and for
 * signals; nothing was ever traded at these prices.
 *
 * Unit: price. First defined index: 0. Recursive: behind a bar with NaN it begins anew.
 * Source: M. Homma's candles as averaged by D. Valcu 2004.
 */
export function heikinAshi(bars: Bars): HeikinAshi {
  const { length, open, high, low, close } = bars;
  const lines = {
    open: undefinedColumn(length),
    high: undefinedColumn(length),
    low: undefinedColumn(length),
    close: undefinedColumn(length),
  };
  eachCommonRun([open, high, low, close], (from, to) => {
    let begin = ((open[from] as number) + (close[from] as number)) / 2;
    for (let i = from; i < to; i += 1) {
      const [top, bottom] = [high[i] as number, low[i] as number];
      const end = ((open[i] as number) + top + bottom + (close[i] as number)) / 4;
      lines.open[i] = begin;
      lines.high[i] = Math.max(top, begin, end);
      lines.low[i] = Math.min(bottom, begin, end);
      lines.close[i] = end;
      begin = (begin + end) / 2;
    }
  });
  return lines;
}
