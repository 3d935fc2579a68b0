import type { Bars } from '@assay/core';
import type { ClockPiece } from './wall-clock.js';

/** Of which clock the times of a file are, as far as the file or its format says. */
export type StatedClock =
  /** Each time says its distance from UTC; `tz` would contradict. */
  | { readonly kind: 'each' }
  /** The format, or a header, says it; `tz` overrides it. */
  | { readonly kind: 'format'; readonly pieces: readonly ClockPiece[]; readonly why: string }
  | { readonly kind: 'unstated'; readonly hint: string };

/** What a price column needs to become prices, as far as the format says. */
export type StatedScale =
  | { readonly kind: 'prices' }
  | { readonly kind: 'divide'; readonly by: number; readonly why: string }
  | { readonly kind: 'unstated' };

/** Bars as a file has them: times of its clock, prices of its scale, order as they stand. */
export interface RawBars {
  /** `spread` is in price units, before scaling; absent when the file has none that is usable. */
  readonly bars: Bars;
  /** Ask prices of each bar, at the price that the spread is taken at. */
  readonly ask?: Float64Array;
  readonly clock: StatedClock;
  readonly scale: StatedScale;
  /** Decimals with which the file writes prices; undefined where it has no text. */
  readonly lineOf: (row: number) => number | undefined;
  /** What a reader should know: what was decided, what was left out. */
  readonly remarks: readonly string[];
  /** Rows left out by name of a fix. */
  readonly dropped: Readonly<Partial<Record<'drop-null-rows' | 'drop-cut-line', number>>>;
  /** The last line has no line end: it may have been cut between two digits. */
  readonly isUnterminated: boolean;
}
