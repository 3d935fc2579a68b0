import type { Direction } from '@assay/strategy/sdk';
import type { Order, RejectionReason } from './order.js';
import type {
  DistanceRule,
  PartialExitSettings,
  ProtectionSettings,
  TrailingSettings,
} from './protection-settings.js';

/** A level at which a part of a position leaves. */
export interface PartLevel {
  readonly price: number;
  /** Share of the size at the entry. */
  readonly fraction: number;
  /** True for the part with which all shares add up to the whole: it takes what is left. */
  readonly isLast: boolean;
}

/** What protects a trade from its fill on; absolute prices, NaN when there is none. */
export interface ProtectiveLevels {
  readonly stopLoss: number;
  readonly takeProfit: number;
  /** Distance at which the stop follows the price; NaN when it does not. */
  readonly trailDistance: number;
  /** Price from which on it follows; NaN: from the fill on. */
  readonly trailFrom: number;
  /** Price that moves the stop to `breakEvenStop`. */
  readonly breakEvenTrigger: number;
  readonly breakEvenStop: number;
  /** Nearest first. */
  readonly parts: readonly PartLevel[];
}

const NO_PARTS: readonly PartLevel[] = [];

/** Of a trade that nothing protects; one object, by which such trades are known. */
export const NO_LEVELS: ProtectiveLevels = {
  stopLoss: NaN,
  takeProfit: NaN,
  trailDistance: NaN,
  trailFrom: NaN,
  breakEvenTrigger: NaN,
  breakEvenStop: NaN,
  parts: NO_PARTS,
};

/** Shares are decimal fractions: their sum may miss 1 by dust. */
const DUST = 1e-9;

/** Where average true ranges come from: of a period at a bar, NaN while warming up. */
export interface AtrSource {
  atrAt(period: number, bar: number): number;
}

/** What the levels of one trade are measured by. */
interface Yardstick {
  readonly direction: Direction;
  readonly fillPrice: number;
  /** Distance of fill and stop; NaN without stop, and before the stop is known. */
  risk: number;
  readonly tickSize: number;
  readonly signalBar: number;
  readonly atr: AtrSource;
}

/** A distance from the fill in price units; NaN when its ATR or risk is not known. */
function distance(rule: DistanceRule, by: Yardstick): number {
  switch (rule.type) {
    case 'points':
      return rule.value * by.tickSize;
    case 'percent':
      return (by.fillPrice * rule.value) / 100;
    case 'r_multiple':
      return rule.value * by.risk;
    case 'atr_multiple':
      return rule.value * by.atr.atrAt(rule.atrPeriod, by.signalBar);
  }
}

/** Why a distance is not a number. */
function unknownDistance(rule: DistanceRule): RejectionReason {
  return rule.type === 'r_multiple' ? 'STOP_REQUIRED' : 'NOT_READY';
}

function partLevels(
  rules: readonly PartialExitSettings[],
  by: Yardstick,
): readonly PartLevel[] | RejectionReason {
  if (rules.length === 0) return NO_PARTS;
  const places: { readonly away: number; readonly fraction: number }[] = [];
  for (const rule of rules) {
    const away = distance(rule.distance, by);
    if (away !== away) return unknownDistance(rule.distance);
    places.push({ away, fraction: rule.fraction });
  }
  places.sort((a, b) => a.away - b.away);
  let left = 1;
  return places.map(({ away, fraction }) => {
    left -= fraction;
    return { price: by.fillPrice + by.direction * away, fraction, isLast: left <= DUST };
  });
}

/** Distance and starting price of a stop that follows. */
function trailOf(
  rule: TrailingSettings | null,
  by: Yardstick,
): { readonly distance: number; readonly from: number } | RejectionReason {
  if (rule === null) return { distance: NaN, from: NaN };
  const away = distance(rule.distance, by);
  if (away !== away) return unknownDistance(rule.distance);
  if (rule.activateAtR === null) return { distance: away, from: NaN };
  if (by.risk !== by.risk) return 'STOP_REQUIRED';
  return { distance: away, from: by.fillPrice + by.direction * rule.activateAtR * by.risk };
}

/** The stop at the fill: the intent's own, the directive's, or the trailing one's distance. */
function stopAtFill(order: Order, rules: ProtectionSettings, by: Yardstick): number | 'NOT_READY' {
  if (order.stopLoss === order.stopLoss) return order.stopLoss;
  const { stopLoss, trailing } = rules;
  const trails = trailing?.activateAtR === null ? trailing.distance : null;
  const rule = stopLoss === null || stopLoss === 'intent' ? trails : stopLoss;
  if (rule === null) return NaN;
  const away = distance(rule, by);
  return away === away ? by.fillPrice - by.direction * away : 'NOT_READY';
}

function isFree(rules: ProtectionSettings): boolean {
  return (
    rules.stopLoss === null &&
    rules.takeProfit === null &&
    rules.trailing === null &&
    rules.breakEven === null &&
    rules.partialExits.length === 0
  );
}

/**
 * Everything that protects a trade, at its fill: the intent's own stop and target, otherwise the
 * directive's, measured from the fill price (ATR: of the signal bar). A level on the wrong side of
 * the fill refuses the order.
 */
export function protectiveLevels(
  order: Order,
  fillPrice: number,
  rules: ProtectionSettings,
  tickSize: number,
  atr: AtrSource,
): ProtectiveLevels | RejectionReason {
  const { direction, signalBar } = order;
  let { takeProfit } = order;
  const hasNone = order.stopLoss !== order.stopLoss && takeProfit !== takeProfit;
  if (hasNone && isFree(rules)) return NO_LEVELS;
  const by: Yardstick = { direction, fillPrice, risk: NaN, tickSize, signalBar, atr };
  const stopLoss = stopAtFill(order, rules, by);
  if (stopLoss === 'NOT_READY') return stopLoss;
  const risk = direction * (fillPrice - stopLoss);
  if (risk <= 0 || stopLoss <= 0) return 'STOP_BEYOND_FILL';
  by.risk = risk;
  if (takeProfit !== takeProfit && rules.takeProfit !== null) {
    const away = distance(rules.takeProfit, by);
    if (away !== away) return unknownDistance(rules.takeProfit);
    takeProfit = fillPrice + direction * away;
  }
  if (direction * (takeProfit - fillPrice) <= 0) return 'TARGET_BEYOND_FILL';
  return rules.trailing === null && rules.breakEven === null && rules.partialExits.length === 0
    ? withoutMoves(stopLoss, takeProfit)
    : withMoves(stopLoss, takeProfit, rules, by);
}

/** Levels of a trade with stop and target only: nearly all trades are such. */
function withoutMoves(stopLoss: number, takeProfit: number): ProtectiveLevels {
  return {
    stopLoss,
    takeProfit,
    trailDistance: NaN,
    trailFrom: NaN,
    breakEvenTrigger: NaN,
    breakEvenStop: NaN,
    parts: NO_PARTS,
  };
}

/** Adds what moves the stop and what leaves in parts. */
function withMoves(
  stopLoss: number,
  takeProfit: number,
  rules: ProtectionSettings,
  by: Yardstick,
): ProtectiveLevels | RejectionReason {
  const { direction, fillPrice, risk } = by;
  const trail = trailOf(rules.trailing, by);
  if (typeof trail === 'string') return trail;
  const parts = partLevels(rules.partialExits, by);
  if (typeof parts === 'string') return parts;
  const { breakEven } = rules;
  if (breakEven !== null && risk !== risk) return 'STOP_REQUIRED';
  const breakEvenTrigger = breakEven ? fillPrice + direction * breakEven.triggerR * risk : NaN;
  const breakEvenStop = breakEven ? fillPrice + direction * breakEven.offset : NaN;
  if (direction * (breakEvenTrigger - breakEvenStop) <= 0) return 'BREAK_EVEN_BEYOND_TRIGGER';
  return {
    stopLoss,
    takeProfit,
    trailDistance: trail.distance,
    trailFrom: trail.from,
    breakEvenTrigger,
    breakEvenStop,
    parts,
  };
}
