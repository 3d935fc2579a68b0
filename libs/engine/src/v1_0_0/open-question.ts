import { exitSideOf, isBeyondStop, isBeyondTarget } from './exit-side.js';
import { restingFill, type FillBar } from './fill.js';
import type { OpenPosition } from './open-position.js';
import type { Order } from './order.js';
import type { TrailingUpdate } from './stop-moves.js';

/** Everything that a bar may reach. */
export interface Reachable {
  readonly positions: readonly OpenPosition[];
  readonly resting: readonly Order[];
  readonly update: TrailingUpdate;
}

/** How many orders and levels the extremes of a bar reach. */
export function touchCount({ positions, resting }: Reachable, bar: FillBar): number {
  let count = 0;
  for (const order of resting) if (restingFill(order, bar)) count += 1;
  for (const position of positions) {
    const { direction, stopLoss, takeProfit, breakEvenTrigger, part } = position;
    const { worst, best } = exitSideOf(direction, bar);
    if (isBeyondStop(direction, worst, stopLoss)) count += 1;
    for (const level of [takeProfit, breakEvenTrigger, part?.price ?? NaN]) {
      if (isBeyondTarget(direction, best, level)) count += 1;
    }
  }
  return count;
}

/** True when the order of a bar's extremes decides what becomes of a position. */
function dependsOnOrder(position: OpenPosition, bar: FillBar, update: TrailingUpdate): boolean {
  const { direction, stopLoss, watchLevel, breakEvenTrigger } = position;
  const { worst, best } = exitSideOf(direction, bar);
  const isWatchReached = isBeyondTarget(direction, best, watchLevel);
  if (isWatchReached && isBeyondStop(direction, worst, stopLoss)) return true;
  const { breakEvenStop, trailDistance, trailFrom } = position.levels;
  const isMoved = isBeyondTarget(direction, best, breakEvenTrigger);
  if (isMoved && isBeyondStop(direction, worst, breakEvenStop)) return true;
  if (update !== 'intrabar') return false;
  const follows = trailFrom !== trailFrom || isBeyondTarget(direction, best, trailFrom);
  return follows && isBeyondStop(direction, worst, best - direction * trailDistance);
}

/**
 * True when the prices of a bar leave open what happens after its open: a resting order is touched, or
 * something that is open meets two things of which one comes first.
 */
export function isOpenQuestion(what: Reachable, bar: FillBar): boolean {
  return (
    what.resting.some((order) => restingFill(order, bar) !== null) ||
    what.positions.some((position) => dependsOnOrder(position, bar, what.update))
  );
}

/**
 * True when the open has passed a part or a target of a position whose stop the bar reaches too, but
 * not at the open: which of them came first is then asked before the open fills anything.
 */
export function opensOnQuestion({ positions }: Reachable, bar: FillBar): boolean {
  return positions.some(({ direction, stopLoss, watchLevel }) => {
    const { open, worst } = exitSideOf(direction, bar);
    return (
      isBeyondTarget(direction, open, watchLevel) &&
      isBeyondStop(direction, worst, stopLoss) &&
      !isBeyondStop(direction, open, stopLoss)
    );
  });
}
