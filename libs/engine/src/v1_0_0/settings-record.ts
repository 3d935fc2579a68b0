import { MS_PER_MINUTE } from '@assay/core';
import { ENGINE_VERSION } from './engine-version.js';
import type { DistanceRule, ProtectionSettings } from './protection-settings.js';
import type { EngineSettings, SizingSettings } from './settings.js';

function sizingText(sizing: SizingSettings): string {
  switch (sizing.mode) {
    case 'fixed_lots':
      return `${sizing.lots} lots`;
    case 'fixed_units':
      return `${sizing.units} units`;
    case 'fixed_risk':
      return `risk ${sizing.amount}`;
    case 'risk_fraction':
      return `risk ${sizing.fraction} of equity`;
  }
}

function distanceText(rule: DistanceRule | 'intent' | null): string | null {
  if (rule === null) return null;
  if (rule === 'intent') return 'session_opposite_range';
  return rule.type === 'atr_multiple'
    ? `${rule.value} atr(${rule.atrPeriod})`
    : `${rule.value} ${rule.type}`;
}

function trailingText({ trailing }: ProtectionSettings): string | null {
  if (trailing === null) return null;
  const from = trailing.activateAtR === null ? '' : ` from ${trailing.activateAtR} R`;
  return `${distanceText(trailing.distance)} by ${trailing.update}${from}`;
}

function breakEvenText({ breakEven }: ProtectionSettings): string | null {
  return breakEven && `at ${breakEven.triggerR} R to entry + ${breakEven.offset}`;
}

function partialExitsText({ partialExits }: ProtectionSettings): string | null {
  const parts = partialExits.map((part) => `${part.fraction} at ${distanceText(part.distance)}`);
  return parts.length === 0 ? null : parts.join(', ');
}

/** How often finer bars decided, and how often they could not. */
export interface IntrabarCounts {
  readonly finerMs: number | null;
  readonly resolved: number;
  readonly unresolved: number;
}

/**
 * The settings in force, flat, as reports show them; null means that a rule is not in force.
 * @param finer what became of the bars that leave something open; null when finer bars are not asked.
 */
export function settingsRecord(
  settings: EngineSettings,
  finer: IntrabarCounts | null = null,
): Readonly<Record<string, string | number | boolean | null>> {
  const { costs } = settings;
  const limited = (value: number): number | null => (value === Infinity ? null : value);
  return {
    engine: ENGINE_VERSION,
    capital: settings.capital,
    account_currency: settings.accountCurrency,
    entry_timing: settings.entryTiming,
    intrabar: settings.resolvesIntrabar ? 'resolve' : 'pessimistic',
    intrabar_minutes:
      finer === null || finer.finerMs === null ? null : finer.finerMs / MS_PER_MINUTE,
    intrabar_resolved_bars: finer?.resolved ?? null,
    intrabar_unresolved_bars: finer?.unresolved ?? null,
    direction: settings.direction,
    sizing: sizingText(settings.sizing),
    stop_loss: distanceText(settings.stopLoss),
    take_profit: distanceText(settings.takeProfit),
    trailing_stop: trailingText(settings),
    break_even: breakEvenText(settings),
    partial_exits: partialExitsText(settings),
    time_exit_minute: settings.timeExitMinute,
    max_bars: limited(settings.maxBars),
    on_opposite_signal: settings.exitOnOppositeSignal,
    max_trades_per_session: limited(settings.maxTradesPerSession),
    stop_and_reverse: settings.reverses,
    max_concurrent_positions: settings.maxPositions,
    costs_none: costs.none,
    spread: costs.spread,
    spread_rate: costs.spreadRate,
    commission_per_lot_per_side: costs.commissionPerLot,
    commission_currency: costs.commissionCurrency,
    commission_rate: costs.commissionRate,
    slippage: costs.slippage,
    swap_long_per_night: costs.swap?.longPerNight ?? null,
    swap_short_per_night: costs.swap?.shortPerNight ?? null,
    volatility_filter: settings.volatilityFilter
      ? `atr(${settings.volatilityFilter.atrPeriod}) in ${settings.volatilityFilter.window} bars: ${settings.volatilityFilter.regimes.join(' ')}`
      : null,
    trend_filter: settings.trendFilter?.join(' ') ?? null,
  };
}
