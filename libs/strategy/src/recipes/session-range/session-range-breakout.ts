import type { StrategyDefinition } from '../../contract/define-strategy.js';
import { recipeStrategy } from '../recipe-strategy.js';
import type { StrategySignature } from '../strategy-signature.js';
import {
  enterSessionRange,
  leaveSessionRange,
  planSessionRange,
  prepareSessionRange,
} from './session-range-logic.js';
import { uninterpretedBySessionRange } from './session-range-rules.js';

/**
 * Session range breakout. A session is one local day of the session zone; a window that starts later
 * than it ends began the evening before.
 *
 * - The range spans the bars that open in [window_start, window_end), and the bar that opens at
 *   window_end with `include_window_end_bar`. On a day on which the clock changes a window is still
 *   one stretch of time: from the first instant at which the clock shows its start to that of its end.
 * - Orders are placed at the close of the first bar that ends at or after `order_placement.time` (and
 *   after the range is final), so they are live from the first bar that opens at or after it. They
 *   expire at the time exit when it lies after them, else at the end of the local day. A session that
 *   begins while a position is still open is left out.
 * - `type: market` takes the first close beyond a side instead.
 * - `ignore_pre_breakouts: false` leaves out a side that price left between the time at which the range
 *   was final (`freeze_at`) and the orders; otherwise its level stays as it is, and an order that the
 *   open has passed fills at the open.
 * - With `reentry.allowed` the orders are placed anew at the close of a bar at which a trade of the
 *   session is over and nothing waits, up to the declared counts: at the range as it was, or with
 *   `reuse_original_range: false` at the extremes since the window began; on both sides, or with
 *   `place_both_orders_on_reentry: false` on the side of the last trade.
 * - With `cancel_opposite_on_fill` one fill cancels the other order; the stop of
 *   `session_opposite_range` lies at the other side of the range.
 * @throws AssayError RULE_NOT_INTERPRETED when the signature declares more than that.
 */
export function sessionRangeBreakout(signature: StrategySignature): StrategyDefinition {
  return recipeStrategy(
    {
      name: 'session_range_breakout',
      uninterpreted: uninterpretedBySessionRange,
      plan: planSessionRange,
      prepare: prepareSessionRange,
      enter: enterSessionRange,
      leave: leaveSessionRange,
    },
    signature,
  );
}
