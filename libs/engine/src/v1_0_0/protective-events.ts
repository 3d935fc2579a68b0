import type { Direction } from '@assay/strategy/sdk';
import { exitSideOf, isBeyondStop, isBeyondTarget, type ExitSide } from './exit-side.js';
import { levelFill, marketFill, type Fill, type FillBar } from './fill.js';
import type { OpenPosition, StopReason } from './open-position.js';
import type { PartLevel } from './protective-levels.js';

/** Something that protects a position and is reached, with its fill. */
export interface ProtectiveEvent {
  readonly reason: StopReason | 'TAKE_PROFIT' | 'PARTIAL_EXIT';
  readonly fill: Fill;
  /** What leaves; null for all of it. */
  readonly part: PartLevel | null;
}

/** True when the bar's extremes reach a level: nearly always false, so it is asked first. */
export function isInReach(position: OpenPosition, bar: FillBar): boolean {
  const { stopLoss, watchLevel } = position;
  return position.direction === 1
    ? bar.low <= stopLoss || bar.high >= watchLevel
    : bar.high + bar.spread >= stopLoss || bar.low + bar.spread <= watchLevel;
}

/** True when the position entered inside the bar, so that only part of the bar follows. */
export function isPartialBar(position: OpenPosition, step: number): boolean {
  return position.entryStep === step && position.entryMoment !== 'open';
}

/** The side of the order that leaves a position. */
export function leavingSide({ direction }: OpenPosition): Direction {
  return direction === 1 ? -1 : 1;
}

/** A fill at the open, on the side that leaves the position. */
function openFill(position: OpenPosition, bar: FillBar, slips: boolean): Fill {
  return marketFill(leavingSide(position), bar.open, slips ? bar : { ...bar, slippage: 0 }, true);
}

/** The part or the target that a rising price (of a long) meets first; null without any. */
function nextAhead(
  position: OpenPosition,
): { readonly level: number; readonly part: PartLevel | null } | null {
  const { part, takeProfit } = position;
  if (part && (takeProfit !== takeProfit || position.isTighter(takeProfit, part.price))) {
    return { level: part.price, part };
  }
  return takeProfit === takeProfit ? { level: takeProfit, part: null } : null;
}

/**
 * What the open has passed: beyond the stop it fills at the open (worse), beyond a part's level or
 * the target at the open (better). Null when the open has passed nothing, or lies before the fill. A
 * bar that holds stop and target is the stop's, wherever it opened: finer bars may know better.
 */
export function eventAtOpen(
  position: OpenPosition,
  bar: FillBar,
  step: number,
): ProtectiveEvent | null {
  if (isPartialBar(position, step) || !isInReach(position, bar)) return null;
  const { direction, stopLoss, stopReason } = position;
  const { open, worst } = exitSideOf(direction, bar);
  if (isBeyondStop(direction, open, stopLoss)) {
    return { reason: stopReason, fill: openFill(position, bar, true), part: null };
  }
  if (isBeyondStop(direction, worst, stopLoss)) return null;
  const ahead = nextAhead(position);
  if (ahead === null || !isBeyondTarget(direction, open, ahead.level)) return null;
  return favourable(ahead.part, openFill(position, bar, false));
}

function favourable(part: PartLevel | null, fill: Fill): ProtectiveEvent {
  return { reason: part ? 'PARTIAL_EXIT' : 'TAKE_PROFIT', fill, part };
}

/**
 * The worst price that counts as seen after the fill. After a stop entry the bar's worst price may
 * have come before; it is taken to have come after, unless the bar opened beyond the stop: then it
 * proves nothing and the close decides.
 */
function worstAfterFill(position: OpenPosition, side: ExitSide, step: number): number {
  if (!isPartialBar(position, step) || position.entryMoment === 'limit') return side.worst;
  return isBeyondStop(position.direction, side.open, position.stopLoss) ? side.close : side.worst;
}

/**
 * The best price that has certainly come after the fill: after a limit entry the bar's best price may
 * lie before it, so that only the close is proof.
 */
export function bestAfterFill(position: OpenPosition, side: ExitSide, step: number): number {
  const isLimit = isPartialBar(position, step) && position.entryMoment === 'limit';
  return isLimit ? side.close : side.best;
}

/** True when the spread at the fill already lies across the stop: it trades at once, at the market. */
function isInsideSpread(position: OpenPosition, bar: FillBar): boolean {
  const { direction, stopLoss } = position;
  const { bid } = position.fill;
  return isBeyondStop(direction, direction === 1 ? bid : bid + bar.spread, stopLoss);
}

/** The stop, when a bar touches it after its open. */
export function stopEvent(
  position: OpenPosition,
  bar: FillBar,
  step: number,
): ProtectiveEvent | null {
  if (!isInReach(position, bar)) return null;
  const { direction, stopLoss, stopReason } = position;
  const leave = leavingSide(position);
  if (isPartialBar(position, step) && isInsideSpread(position, bar)) {
    const fill = marketFill(leave, position.fill.bid, bar, false);
    return { reason: stopReason, fill, part: null };
  }
  const worst = worstAfterFill(position, exitSideOf(direction, bar), step);
  if (!isBeyondStop(direction, worst, stopLoss)) return null;
  const fill = levelFill(leave, stopLoss, bar.spread, bar.slippage);
  return { reason: stopReason, fill, part: null };
}

/** The next part or the target, when a bar touches it after its open. */
export function targetEvent(
  position: OpenPosition,
  bar: FillBar,
  step: number,
): ProtectiveEvent | null {
  if (!isInReach(position, bar)) return null;
  const ahead = nextAhead(position);
  const { direction } = position;
  if (ahead === null) return null;
  const best = bestAfterFill(position, exitSideOf(direction, bar), step);
  if (!isBeyondTarget(direction, best, ahead.level)) return null;
  return favourable(ahead.part, levelFill(leavingSide(position), ahead.level, bar.spread, 0));
}
