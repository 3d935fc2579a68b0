/**
 * Canonical bars: columns of one length, oldest first, no two of one time.
 * `time` is the bar's open in milliseconds UTC; prices are in quote currency and are bid prices;
 * `volume` is in the vendor's unit; `spread`, when present, is in price units.
 */
export interface Bars {
  readonly length: number;
  readonly time: Float64Array;
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  readonly volume: Float64Array;
  readonly spread?: Float64Array;
}

/** The column names in their canonical order; `spread` last and optional. */
export const BAR_COLUMNS = ['time', 'open', 'high', 'low', 'close', 'volume'] as const;

/** Copies bars [from, to) into arrays of their own, so that nothing beyond `to` can be reached. */
export function copyBars(bars: Bars, from: number, to: number): Bars {
  const copy = {
    length: to - from,
    time: bars.time.slice(from, to),
    open: bars.open.slice(from, to),
    high: bars.high.slice(from, to),
    low: bars.low.slice(from, to),
    close: bars.close.slice(from, to),
    volume: bars.volume.slice(from, to),
  };
  return bars.spread ? { ...copy, spread: bars.spread.slice(from, to) } : copy;
}

/** Index of the first bar whose time is ≥ `ms`; `bars.length` when there is none. */
export function firstBarAtOrAfter(time: Float64Array, ms: number): number {
  let low = 0;
  let high = time.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((time[middle] as number) < ms) low = middle + 1;
    else high = middle;
  }
  return low;
}
