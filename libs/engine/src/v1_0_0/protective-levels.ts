import type { Direction } from '@assay/strategy/sdk';
import type { Order, RejectionReason } from './order.js';
import type { DistanceRule, EngineSettings } from './settings.js';

/** Stop and target of a trade, absolute prices; NaN when there is none. */
export interface ProtectiveLevels {
  readonly stopLoss: number;
  readonly takeProfit: number;
}

const NO_LEVELS: ProtectiveLevels = { stopLoss: NaN, takeProfit: NaN };

/** Where average true ranges come from: of a period at a bar, NaN while warming up. */
export interface AtrSource {
  atrAt(period: number, bar: number): number;
}

/** A distance from the fill in price units; NaN when its ATR or risk is not known. */
function distance(
  rule: DistanceRule,
  fillPrice: number,
  risk: number,
  tickSize: number,
  atrOfSignal: (period: number) => number,
): number {
  switch (rule.type) {
    case 'points':
      return rule.value * tickSize;
    case 'percent':
      return (fillPrice * rule.value) / 100;
    case 'r_multiple':
      return rule.value * risk;
    case 'atr_multiple':
      return rule.value * atrOfSignal(rule.atrPeriod);
  }
}

/**
 * Stop and target at the fill: the intent's own, otherwise the directive's, measured from the fill
 * price (ATR: of the signal bar). A level on the wrong side of the fill refuses the order.
 */
export function protectiveLevels(
  order: Order,
  fillPrice: number,
  settings: EngineSettings,
  tickSize: number,
  atr: AtrSource,
): ProtectiveLevels | RejectionReason {
  const direction: Direction = order.direction;
  let { stopLoss, takeProfit } = order;
  const { stopLoss: stopRule, takeProfit: targetRule } = settings;
  const isFree = stopLoss !== stopLoss && takeProfit !== takeProfit;
  if (isFree && stopRule === null && targetRule === null) return NO_LEVELS;
  const atrOfSignal = (period: number): number => atr.atrAt(period, order.signalBar);
  if (stopLoss !== stopLoss && stopRule !== null && stopRule !== 'intent') {
    const away = distance(stopRule, fillPrice, NaN, tickSize, atrOfSignal);
    if (away !== away) return 'NOT_READY';
    stopLoss = fillPrice - direction * away;
  }
  const risk = direction * (fillPrice - stopLoss);
  if (risk <= 0 || stopLoss <= 0) return 'STOP_BEYOND_FILL';
  if (takeProfit !== takeProfit && targetRule !== null) {
    if (targetRule.type === 'r_multiple' && risk !== risk) return 'STOP_REQUIRED';
    const away = distance(targetRule, fillPrice, risk, tickSize, atrOfSignal);
    if (away !== away) return 'NOT_READY';
    takeProfit = fillPrice + direction * away;
  }
  if (direction * (takeProfit - fillPrice) <= 0) return 'TARGET_BEYOND_FILL';
  return { stopLoss, takeProfit };
}
