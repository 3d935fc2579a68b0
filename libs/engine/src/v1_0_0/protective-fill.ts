import type { Direction } from '@assay/strategy/sdk';
import { levelFill, marketFill, type Fill, type FillBar } from './fill.js';

/**
 * How a position was entered, seen from its entry bar: at the open (the whole bar follows), by a
 * stop or limit order inside the bar (part of it follows), or at the close (none of it follows).
 */
export type EntryMoment = 'open' | 'stop' | 'limit' | 'close';

/** The protected side of a position. */
export interface ProtectedPosition {
  readonly direction: Direction;
  /** NaN when there is none. */
  readonly stopLoss: number;
  readonly takeProfit: number;
  readonly entryMoment: EntryMoment;
}

export interface ProtectiveExit {
  readonly reason: 'STOP_LOSS' | 'TAKE_PROFIT';
  readonly fill: Fill;
}

/** Highest and lowest price of a bar as the position would leave, worst first. */
interface ExitSide {
  readonly open: number;
  readonly close: number;
  readonly worst: number;
  readonly best: number;
}

function exitSideOf(direction: Direction, bar: FillBar): ExitSide {
  const { open, high, low, close, spread } = bar;
  return direction === 1
    ? { open, close, worst: low, best: high }
    : { open: open + spread, close: close + spread, worst: high + spread, best: low + spread };
}

/** True when the bar's extremes reach a level: nearly always false, so it is asked first. */
function isInReach(
  direction: Direction,
  stopLoss: number,
  takeProfit: number,
  bar: FillBar,
): boolean {
  return direction === 1
    ? bar.low <= stopLoss || bar.high >= takeProfit
    : bar.high + bar.spread >= stopLoss || bar.low + bar.spread <= takeProfit;
}

/** True when `price` is at a stop or on its losing side. */
function isBeyondStop(direction: Direction, price: number, stop: number): boolean {
  return direction === 1 ? price <= stop : price >= stop;
}

/** True when `price` is at a target or on its winning side. */
function isBeyondTarget(direction: Direction, price: number, target: number): boolean {
  return direction === 1 ? price >= target : price <= target;
}

/**
 * Tests stop and target on the bar in which a stop or limit order entered. Only what can have come
 * after the fill counts:
 * - after a stop entry, the favourable extreme did; the adverse one may have, and is taken to have
 *   (pessimistic), unless the bar opened beyond the stop: then it proves nothing and the close decides;
 * - after a limit entry, the adverse extreme did; the favourable one may lie before the fill, so that
 *   only a close beyond the target proves it.
 */
function entryBarTouch(position: ProtectedPosition, side: ExitSide): 'stop' | 'target' | null {
  const { direction, stopLoss, takeProfit, entryMoment } = position;
  if (entryMoment === 'stop') {
    const proof = isBeyondStop(direction, side.open, stopLoss) ? side.close : side.worst;
    if (isBeyondStop(direction, proof, stopLoss)) return 'stop';
    return isBeyondTarget(direction, side.best, takeProfit) ? 'target' : null;
  }
  if (isBeyondStop(direction, side.worst, stopLoss)) return 'stop';
  return isBeyondTarget(direction, side.close, takeProfit) ? 'target' : null;
}

/** A fill at the open, on the side that leaves the position. */
function openFill(direction: Direction, bar: FillBar, slips: boolean): Fill {
  const leave: Direction = direction === 1 ? -1 : 1;
  return marketFill(leave, bar.open, slips ? bar : { ...bar, slippage: 0 }, true);
}

/**
 * The protective order that a bar triggers, with its fill; null when none.
 *
 * A gap counts first, because the open comes first: beyond the stop it fills at the open (worse),
 * beyond the target at the open (better). Inside the bar the stop comes before the target.
 */
export function protectiveExit(
  position: ProtectedPosition,
  bar: FillBar,
  isEntryBar: boolean,
): ProtectiveExit | null {
  const { direction, stopLoss, takeProfit, entryMoment } = position;
  if (!isInReach(direction, stopLoss, takeProfit, bar)) return null;
  const leave: Direction = direction === 1 ? -1 : 1;
  const side = exitSideOf(direction, bar);
  const intrabarEntry = isEntryBar && entryMoment !== 'open';
  if (!intrabarEntry) {
    if (isBeyondStop(direction, side.open, stopLoss)) {
      return { reason: 'STOP_LOSS', fill: openFill(direction, bar, true) };
    }
    if (isBeyondTarget(direction, side.open, takeProfit)) {
      return { reason: 'TAKE_PROFIT', fill: openFill(direction, bar, false) };
    }
  }
  const touched = intrabarEntry
    ? entryBarTouch(position, side)
    : isBeyondStop(direction, side.worst, stopLoss)
      ? 'stop'
      : isBeyondTarget(direction, side.best, takeProfit)
        ? 'target'
        : null;
  if (touched === 'stop') {
    return { reason: 'STOP_LOSS', fill: levelFill(leave, stopLoss, bar.spread, bar.slippage) };
  }
  if (touched === 'target') {
    return { reason: 'TAKE_PROFIT', fill: levelFill(leave, takeProfit, bar.spread, 0) };
  }
  return null;
}
