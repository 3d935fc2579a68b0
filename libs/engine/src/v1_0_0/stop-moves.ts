import { exitSideOf, isBeyondStop, isBeyondTarget } from './exit-side.js';
import { levelFill, marketFill, type FillBar } from './fill.js';
import type { OpenPosition } from './open-position.js';
import { bestAfterFill, leavingSide, type ProtectiveEvent } from './protective-events.js';

/** When a following stop moves: after closes, or also by prices inside a bar; null: there is none. */
export type TrailingUpdate = 'close' | 'intrabar' | null;

/** Moves the stop to the entry when `price` has reached the trigger; true when it has. */
function breakEven(position: OpenPosition, price: number): boolean {
  const { direction, breakEvenTrigger } = position;
  if (!isBeyondTarget(direction, price, breakEvenTrigger)) return false;
  position.raiseStop(position.levels.breakEvenStop, 'BREAK_EVEN');
  position.breakEvenTrigger = NaN;
  position.watch();
  return true;
}

/** Moves the stop to its distance behind `price`, once it follows at all. */
function follow(position: OpenPosition, price: number): void {
  const { direction } = position;
  const { trailDistance, trailFrom } = position.levels;
  const isActive = trailFrom !== trailFrom || isBeyondTarget(direction, price, trailFrom);
  if (isActive) position.raiseStop(price - direction * trailDistance, 'TRAILING_STOP');
}

/**
 * Moves the stop by a price that comes before everything else in the bar: its open, or the fill.
 * @param price on the side that the position leaves on.
 */
export function moveStopFirst(position: OpenPosition, price: number, update: TrailingUpdate): void {
  if (position.breakEvenTrigger === position.breakEvenTrigger) breakEven(position, price);
  if (update === 'intrabar') follow(position, price);
}

/**
 * Moves the stop by the rest of a bar that it has survived, and tells whether it closes the position
 * after all. The bar's best price moves it, but what came after that price is not known, except for
 * the close. So a stop moved by this bar is tested against its close only: at break-even the price
 * has come back through a known level and fills there; a following stop lay somewhere behind the best
 * price, and the close is what is left of it. Either way the best price of a bar never improves what
 * this bar gives.
 * @param isClose false when the bar is one of several inside a bar and not the last of them.
 */
export function moveStopLast(
  position: OpenPosition,
  bar: FillBar,
  step: number,
  update: TrailingUpdate,
  isClose: boolean,
): ProtectiveEvent | null {
  const { direction } = position;
  const side = exitSideOf(direction, bar);
  const best = bestAfterFill(position, side, step);
  const cameBackFrom = position.levels.breakEvenStop;
  const isTriggered =
    position.breakEvenTrigger === position.breakEvenTrigger && breakEven(position, best);
  if (update === 'intrabar') follow(position, best);
  else if (update === 'close' && isClose) follow(position, side.close);
  if (!isBeyondStop(direction, side.close, position.stopLoss)) return null;
  const leave = leavingSide(position);
  if (isTriggered && isBeyondStop(direction, side.close, cameBackFrom)) {
    const fill = levelFill(leave, cameBackFrom, bar.spread, bar.slippage);
    return { reason: 'BREAK_EVEN', fill, part: null };
  }
  const fill = marketFill(leave, bar.close, bar, false);
  return { reason: position.stopReason, fill, part: null };
}
