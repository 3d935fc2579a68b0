import type { Direction } from '@assay/strategy/sdk';
import type { FillBar } from './fill.js';

/** The prices of a bar as a position would leave at them: longs at the bid, shorts at the ask. */
export interface ExitSide {
  readonly open: number;
  readonly close: number;
  readonly worst: number;
  readonly best: number;
}

/** A bar seen from the side on which a position of this direction leaves. */
export function exitSideOf(direction: Direction, bar: FillBar): ExitSide {
  const { open, high, low, close, spread } = bar;
  return direction === 1
    ? { open, close, worst: low, best: high }
    : { open: open + spread, close: close + spread, worst: high + spread, best: low + spread };
}

/** True when `price` is at a stop or on its losing side; false without stop. */
export function isBeyondStop(direction: Direction, price: number, stop: number): boolean {
  return direction === 1 ? price <= stop : price >= stop;
}

/** True when `price` is at a target or on its winning side; false without target. */
export function isBeyondTarget(direction: Direction, price: number, target: number): boolean {
  return direction === 1 ? price >= target : price <= target;
}
