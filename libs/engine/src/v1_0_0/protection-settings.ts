import type { Diagnostic } from '@assay/core';
import type { DirectiveRules } from '@assay/directive';
import type { BrokerSpec } from '@assay/instruments';
import { absent, needed } from './stated-value.js';

/** Where a protective level lies when the strategy's intent names none. */
export type DistanceRule =
  | { readonly type: 'points' | 'percent' | 'r_multiple'; readonly value: number }
  | { readonly type: 'atr_multiple'; readonly value: number; readonly atrPeriod: number };

/** A stop that follows the price. */
export interface TrailingSettings {
  readonly distance: DistanceRule;
  /** What moves it: closes, or also the prices inside a bar. */
  readonly update: 'close' | 'intrabar';
  /** Profit in R at which it begins to move; null: at once. */
  readonly activateAtR: number | null;
}

/** A stop that is moved once, to the entry. */
export interface BreakEvenSettings {
  /** Profit in R that moves it. */
  readonly triggerR: number;
  /** Price units beyond the entry, ≥ 0. */
  readonly offset: number;
}

/** A part of the position that leaves at a level of its own. */
export interface PartialExitSettings {
  readonly distance: DistanceRule;
  /** Share of the size at the entry, (0, 1]. */
  readonly fraction: number;
}

/** Everything that protects a position and is not its strategy's. */
export interface ProtectionSettings {
  /** `intent`: every intent must carry its stop (session_opposite_range). */
  readonly stopLoss: DistanceRule | 'intent' | null;
  readonly takeProfit: DistanceRule | null;
  readonly trailing: TrailingSettings | null;
  readonly breakEven: BreakEvenSettings | null;
  /** As declared; nearest first is a matter of the fill. */
  readonly partialExits: readonly PartialExitSettings[];
}

/** Period of every ATR that a rule measures in, unless it states one. */
export const ATR_PERIOD_DEFAULT = 14;

/** A distance as a block states it. */
interface StatedDistance {
  readonly type?: DistanceRule['type'] | undefined;
  readonly value?: number | undefined;
  readonly atr_period?: number | undefined;
}

function resolveDistance(
  stated: StatedDistance,
  block: string,
  because: string,
  findings: Diagnostic[],
): DistanceRule | null {
  const value = needed(stated.value, `${block}.value`, because, findings);
  if (stated.type === undefined) {
    findings.push(absent(`${block}.type`, because));
    return null;
  }
  return stated.type === 'atr_multiple'
    ? { type: stated.type, value, atrPeriod: stated.atr_period ?? ATR_PERIOD_DEFAULT }
    : { type: stated.type, value };
}

function resolveStopLoss(
  rules: DirectiveRules,
  findings: Diagnostic[],
): DistanceRule | 'intent' | null {
  const stop = rules.execution_rules?.stop_loss;
  if (!stop || stop.type === 'none') return null;
  if (stop.type === 'session_opposite_range') return 'intent';
  const block = 'execution_rules.stop_loss';
  const because = `${block}.type: ${stop.type}`;
  if (stop.type !== 'atr_multiple') {
    return { type: stop.type, value: needed(stop.value, `${block}.value`, because, findings) };
  }
  const multiple = stop.multiple ?? stop.value;
  return {
    type: stop.type,
    value: needed(multiple, `${block}.multiple`, because, findings),
    atrPeriod: stop.atr_period ?? ATR_PERIOD_DEFAULT,
  };
}

function resolveTakeProfit(rules: DirectiveRules, findings: Diagnostic[]): DistanceRule | null {
  const target = rules.execution_rules?.take_profit;
  if (!target?.enabled) return null;
  const block = 'execution_rules.take_profit';
  return resolveDistance(target, block, `${block}.enabled: true`, findings);
}

function resolveTrailing(rules: DirectiveRules, findings: Diagnostic[]): TrailingSettings | null {
  const trailing = rules.execution_rules?.trailing_stop;
  if (!trailing?.enabled) return null;
  const block = 'execution_rules.trailing_stop';
  const distance = resolveDistance(trailing, block, `${block}.enabled: true`, findings);
  if (distance === null) return null;
  const update = trailing.update ?? 'close';
  return { distance, update, activateAtR: trailing.activate_at_r ?? null };
}

function resolveBreakEven(
  rules: DirectiveRules,
  spec: BrokerSpec,
  findings: Diagnostic[],
): BreakEvenSettings | null {
  const moved = rules.execution_rules?.break_even;
  if (!moved?.enabled) return null;
  const block = 'execution_rules.break_even';
  const because = `${block}.enabled: true`;
  return {
    triggerR: needed(moved.trigger_r, `${block}.trigger_r`, because, findings),
    offset: (moved.offset_points ?? 0) * spec.tick_size,
  };
}

function resolvePartialExits(rules: DirectiveRules): readonly PartialExitSettings[] {
  return (rules.execution_rules?.partial_exits ?? []).map((part) => ({
    distance:
      part.type === 'atr_multiple'
        ? {
            type: part.type,
            value: part.value,
            atrPeriod: part.atr_period ?? ATR_PERIOD_DEFAULT,
          }
        : { type: part.type, value: part.value },
    fraction: part.fraction,
  }));
}

/** What the directive says about stops, targets and parts; what it lacks becomes a finding. */
export function resolveProtection(
  rules: DirectiveRules,
  spec: BrokerSpec,
  findings: Diagnostic[],
): ProtectionSettings {
  return {
    stopLoss: resolveStopLoss(rules, findings),
    takeProfit: resolveTakeProfit(rules, findings),
    trailing: resolveTrailing(rules, findings),
    breakEven: resolveBreakEven(rules, spec, findings),
    partialExits: resolvePartialExits(rules),
  };
}
