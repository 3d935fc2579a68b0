import type { Direction } from './intents.js';

/** The open position as a strategy sees it; one reused object, do not keep it. */
export interface PositionView {
  /** 0-based, in order of entry; `position` of its trades. */
  readonly id: number;
  readonly direction: Direction;
  /** Units of the instrument that are still open, > 0. */
  readonly units: number;
  readonly entryPrice: number;
  /** Bar index of the fill. */
  readonly entryBar: number;
  /** Bars since the fill bar; 0 on it. */
  readonly barsHeld: number;
  /** Protective stop in force, NaN when there is none. */
  readonly stopLoss: number;
  /** Target in force, NaN when there is none. */
  readonly takeProfit: number;
}

/** Regime filters that the directive declares. */
export interface Filters {
  /** True when every enabled filter lets a trade (of this direction) pass at the current bar. */
  allows(direction?: Direction): boolean;
}

/** Highest high and lowest low of some bars, bid prices. */
export interface SessionRange {
  readonly high: number;
  readonly low: number;
}

/** Times of day in the directive's session zone; daylight saving is honoured. */
export interface Session {
  /** Minutes after local midnight at which the current bar opens, 0–1439. */
  readonly minuteOfDay: number;
  /** Minutes after local midnight at which the current bar ends, 1–1440. */
  readonly endMinuteOfDay: number;
  /** Local days since 1970-01-01 of the current bar's open; a session's name. */
  readonly day: number;
  /** Trades filled in the current local day. */
  readonly trades: number;
  /** Side of the last trade filled in the current local day; 0 when there is none. */
  readonly lastDirection: Direction | 0;
  /**
   * True at the first bar of the local day that ends at or after a time of day (1–1440 minutes after
   * midnight), so at one bar a day: an order decided there is live from the first bar that opens at
   * or after that time.
   */
  reaches(minute: number): boolean;
  /**
   * The range of the local day's bars, up to and with the current one, that open in
   * [`fromMinute`, `toMinute`); `includeEnd` takes the bar that opens at `toMinute` too. Null when
   * there is no such bar.
   */
  range(fromMinute: number, toMinute: number, includeEnd?: boolean): SessionRange | null;
  /**
   * The instant (ms UTC) at which a local day has a time of day (0–1440); the current day, or one that
   * lies `daysAhead` (whole, negative for earlier ones) of it. A time that the clock skips is the
   * instant of the jump, one that it repeats is the first of the two.
   */
  instantOf(minute: number, daysAhead?: number): number;
}

/**
 * What a strategy may look at: the current bar `i` and everything before it. One object for the
 * whole run, its fields are getters over the columns.
 */
export interface StrategyContext {
  /** Index of the current bar, 0-based from the first warm-up bar. */
  readonly i: number;
  /** Open time of the current bar, ms UTC. */
  readonly time: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
  /**
   * Value of a column `barsAgo` bars ago; bar columns (`open`, `high`, …) count too. NaN before bar 0.
   * @throws RangeError for a negative or fractional `barsAgo` or an unknown name.
   */
  col(name: string, barsAgo?: number): number;
  /** The raw column; reading beyond `i` is a leak that stage 0.75 finds. */
  column(name: string): Float64Array;
  /** The open position, null when flat; the oldest one when there are several. */
  readonly position: PositionView | null;
  /** Everything open, in order of entry; all of one side. A reused list of reused objects. */
  readonly positions: readonly PositionView[];
  /** Resting entry orders, not yet filled. */
  readonly pendingOrders: number;
  readonly filters: Filters;
  readonly session: Session;
  /** The directive's `parameters` block. */
  readonly params: Readonly<Record<string, number | string | boolean>>;
  /** Account equity at the close of the current bar, account currency. */
  readonly equity: number;
  /** The instrument, as the directive spells it. */
  readonly symbol: string;
  /** Smallest price change of the instrument. */
  readonly tickSize: number;
}
