import type { Direction } from '@assay/strategy/sdk';

/** An entry order after its intent was checked; NaN and '' stand for "not stated". */
export interface Order {
  readonly direction: Direction;
  readonly kind: 'market' | 'stop' | 'limit';
  /** Trigger price on the side that the order trades on; NaN for market orders. */
  readonly level: number;
  readonly stopLoss: number;
  readonly takeProfit: number;
  readonly group: string;
  /** Bar at whose close it was decided; it is active from the next bar on. */
  readonly signalBar: number;
  /** Last bar that may fill it; Infinity when not limited. */
  readonly lastBar: number;
  /** Bars that open at or after this instant no longer fill it; Infinity when not limited. */
  readonly expiresAt: number;
  readonly tag: string;
}

/** Why an entry order did not become a trade, or a part did not leave. */
export type RejectionReason =
  | 'BELOW_MIN_LOT'
  | 'BREAK_EVEN_BEYOND_TRIGGER'
  | 'DIRECTION_RESTRICTED'
  | 'END_OF_DATA'
  | 'MAX_TRADES_PER_SESSION'
  | 'NO_EQUITY'
  | 'NOT_READY'
  | 'PART_BELOW_MIN_LOT'
  | 'POSITION_LIMIT'
  | 'POSITION_OPEN'
  | 'REST_BELOW_MIN_LOT'
  | 'STOP_BEYOND_FILL'
  | 'STOP_REQUIRED'
  | 'TARGET_BEYOND_FILL'
  | 'TOO_MANY_ORDERS';

/** Resting orders that may wait at one time; a strategy that adds one at each bar forgot to cancel. */
export const RESTING_ORDERS_MAX = 256;
