import type { Bars } from '@assay/core';
import type { IndicatorColumns } from '../contract/define-strategy.js';
import { planCuts, type CutRequest } from './plan-cuts.js';

/** Bars that further prefixes may compute together: short data are searched more densely. */
const MORE_BARS = 1_000_000;
const MORE_CUTS_MAX = 192;
const ALTERED_CUTS_LEAST = 8;
const ALTERED_CUTS_MAX = 64;
/** Columns of the strategy of which the largest move is looked at. */
const COLUMNS_MAX = 8;

/** Cuts beyond the 64: each list ascending, without repetition. */
export interface MoreCuts {
  /** Further prefixes. */
  readonly truncated: readonly number[];
  /** Prefixes that are followed by another future. */
  readonly altered: readonly number[];
}

/**
 * Chooses cuts beyond the 64: after suspicious bars, after the most unusual bar of each kind, and on
 * short data after more signals and exits, up to all of them.
 */
export function planMoreCuts(
  request: CutRequest,
  planned: readonly number[],
  suspects: readonly number[],
  outstanding: readonly number[],
): MoreCuts {
  const { length, firstBar } = request;
  const usable = (bars: readonly number[]): number[] =>
    bars.map((bar) => bar + 1).filter((cut) => cut > firstBar && cut < length);
  const affordable = Math.floor((2 * MORE_BARS) / Math.max(1, length)) - planned.length;
  const more = Math.max(0, Math.min(MORE_CUTS_MAX, affordable));
  const dense = more === 0 ? [] : planCuts({ ...request, total: planned.length + more });
  const others = Math.floor(MORE_BARS / (2 * Math.max(1, length)));
  const total = Math.max(ALTERED_CUTS_LEAST, Math.min(ALTERED_CUTS_MAX, others));
  const altered = [...planCuts({ ...request, total }), ...usable(suspects)];
  const truncated = [...dense, ...usable(suspects), ...usable(outstanding)];
  return {
    truncated: ascending(truncated.filter((cut) => !planned.includes(cut))),
    altered: ascending(altered),
  };
}

/**
 * The most unusual bars: the widest, the largest gap, pause and change of volume, the largest move of
 * the close and of every column, and the last. A leak that works in rare circumstances works there, or nowhere more likely.
 */
export function outstandingBars(
  bars: Bars,
  columns: IndicatorColumns,
  firstBar: number,
): readonly number[] {
  const { high, low, open, close } = bars;
  const best = (score: (bar: number) => number): number => {
    let top = -Infinity;
    let at = firstBar;
    for (let bar = Math.max(1, firstBar); bar < bars.length; bar += 1) {
      const value = score(bar);
      if (value > top) {
        top = value;
        at = bar;
      }
    }
    return at;
  };
  const move = (column: Float64Array) => (bar: number) =>
    Math.abs((column[bar] as number) - (column[bar - 1] as number));
  return [
    best((bar) => (high[bar] as number) - (low[bar] as number)),
    best((bar) => Math.abs((open[bar] as number) - (close[bar - 1] as number))),
    ...[bars.time, close, bars.volume, ...Object.values(columns).slice(0, COLUMNS_MAX)].map(
      (column) => best(move(column)),
    ),
    bars.length - 2,
  ];
}

function ascending(cuts: readonly number[]): number[] {
  return [...new Set(cuts)].sort((a, b) => a - b);
}
