import type { Timeframe } from '@assay/core';
import type { TradingCalendar } from '../time/trading-week.js';

/** What may be done to bars on their way in, each by name only; see `FIXES`. */
export const FIXES = {
  'drop-null-rows': 'rows without any price are left out',
  'drop-cut-line': 'a last line that is cut off is left out',
  'shift-skipped-hours': 'times that the clock skipped are taken for an hour later',
  'drop-unpaired': 'bid bars without an ask bar of the same time are left out',
  'float-noise': 'digits behind the 15th (float32: behind the 7th) are rounded away',
  sort: 'bars are put in order of time',
  'drop-duplicates': 'a bar that stands twice, equal in all columns, is kept once',
  'keep-first': 'of bars of one time that differ, the first in the file is kept',
  'keep-last': 'of bars of one time that differ, the last in the file is kept',
  'drop-bad-prices': 'bars with a price that is not a number, zero or negative are left out',
  'widen-range': 'high and low are widened so that open and close lie between them',
  'drop-closed': 'bars that lie wholly in the weekly closure of the calendar are left out',
  'zero-negative-spread': 'a spread that is negative or no number becomes zero',
  'zero-bad-volume': 'a volume that is negative or no number becomes zero',
} as const satisfies Readonly<Record<string, string>>;

export type Fix = keyof typeof FIXES;

/** What a user declares about files to import; what is not declared is read from them or is an error. */
export interface ImportOptions {
  readonly timeframe: Timeframe;
  readonly calendar: TradingCalendar;
  /** Id of a format; recognised by content when absent. */
  readonly format?: string;
  /** The clock that times are of; see `parseClock`. */
  readonly tz?: string;
  /** Files with ask bars of the same times; their distance to the bid becomes the spread column. */
  readonly askFiles?: readonly string[];
  /** Which price of bid and ask bars the spread is taken at; `close` unless stated. */
  readonly spreadAt?: 'open' | 'close';
  /** Role to name or 1-based position of a column, for `csv` and `parquet`. */
  readonly columns?: Readonly<Record<string, string>>;
  readonly delimiter?: string;
  /** Such as `dd/MM/yyyy HH:mm`, `epoch-s` or `epoch-ms`. */
  readonly dateFormat?: string;
  /** Prices are whole points of so many decimals: they are divided by 10^points and are exact then. */
  readonly points?: number;
  /** Prices are divided by this number; 1 says that they are prices as they stand. */
  readonly divide?: number;
  /** Prices are rounded to so many decimals; the report says what that changed. */
  readonly digits?: number;
  /** Whether a time is that of a bar's open, or of its end; `open` unless stated. */
  readonly label?: 'open' | 'close';
  readonly fixes: ReadonlySet<Fix>;
}
