/** 1 is long, −1 is short. */
export type Direction = 1 | -1;

/**
 * An order that a strategy asks for. It is decided at the close of bar `i` and becomes active at
 * bar `i + 1` (a market order with `entry_timing: bar_close` fills at the close of `i`).
 * Prices are absolute, in quote currency, on the side the order trades on.
 */
export interface EntryIntent {
  readonly direction: Direction;
  /** `market` unless stated. */
  readonly order?: 'market' | 'stop' | 'limit';
  /** Trigger price; required for stop and limit orders. */
  readonly level?: number;
  /** Protective stop, absolute. Without it the directive's `execution_rules.stop_loss` decides. */
  readonly stopLoss?: number;
  /** Target, absolute. Without it the directive's `execution_rules.take_profit` decides. */
  readonly takeProfit?: number;
  /** Orders of one group cancel each other: when one fills, the others are gone. */
  readonly group?: string;
  /** Bars that a resting order stays alive; without it until it is cancelled or replaced. */
  readonly expiresAfterBars?: number;
  /** Bars opening at or after this instant (ms UTC) no longer fill a resting order. */
  readonly expiresAt?: number;
  /** Shown in the trade list. */
  readonly tag?: string;
}

/**
 * Leaves what is open at the next open (or this close, by `entry_timing`), wholly or in part. A part
 * is rounded down to `lot_step` and becomes a trade of its own.
 */
export interface ExitIntent {
  /** Exit reason in the trade list; SIGNAL unless stated. */
  readonly reason?: string;
  /** Share of what is open to leave, (0, 1]; 1 unless stated. */
  readonly fraction?: number;
  /** `id` of the position to leave; every open one unless stated. */
  readonly position?: number;
}

/** `cancel` removes all resting entry orders before the new ones are taken. */
export interface OrderSet {
  readonly orders: readonly EntryIntent[];
  readonly cancel?: boolean;
}

export type EntryDecision = EntryIntent | readonly EntryIntent[] | OrderSet | null;
export type ExitDecision = boolean | ExitIntent | null;
