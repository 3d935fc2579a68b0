import { diagnostic, parseTimeOfDay, type Diagnostic } from '@assay/core';
import type { DirectiveRules } from '@assay/directive';
import type { BrokerSpec } from '@assay/instruments';

/** Overnight financing, from the broker spec. */
export interface SwapSettings {
  /** Price units for each night and unit of the instrument; negative is a charge. */
  readonly longPerNight: number;
  readonly shortPerNight: number;
  /** Day of the week (0 = Sunday) whose rollover counts three nights. */
  readonly tripleWeekday: number;
  /** Minutes after midnight in the rollover zone. */
  readonly rolloverMinute: number;
  readonly zone: string;
}

/** All costs in force; zero where `costs: none` or the directive says so, never by omission. */
export interface CostSettings {
  /** True for `costs: none`. */
  readonly none: boolean;
  /** Price units, or `column`: the bars' own spread. */
  readonly spread: number | 'column';
  /** Fraction of price × units, charged on each side. */
  readonly spreadRate: number;
  /** Money for each lot and side, in `commissionCurrency`. */
  readonly commissionPerLot: number;
  readonly commissionCurrency: string;
  /** Fraction of price × units, charged on each side. */
  readonly commissionRate: number;
  /** Price units against the trader on market and stop fills. */
  readonly slippage: number;
  readonly swap: SwapSettings | null;
}

type StatedCosts = Exclude<NonNullable<DirectiveRules['costs']>, 'none'>;

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

function missing(cost: string, specField: string, spec: BrokerSpec): Diagnostic {
  return diagnostic('COST_INPUT_MISSING', `The ${cost} of ${spec.symbol} is not known.`, {
    found: `a broker spec without ${specField}, and no ${cost} in the directive`,
    expected: `${specField} in the spec of ${spec.symbol}, or the ${cost} under costs`,
  });
}

/** A rate in the directive replaces the spec's spread; an explicit spread is charged beside it. */
function resolveSpread(
  stated: StatedCosts,
  spec: BrokerSpec,
  findings: Diagnostic[],
): number | 'column' {
  if (typeof stated.spread_points === 'number') return stated.spread_points * spec.tick_size;
  if (stated.spread_points === undefined && stated.spread_rate !== undefined) return 0;
  if (spec.spread === undefined) {
    findings.push(missing('spread', 'spread', spec));
    return 0;
  }
  return spec.spread === 'column' ? 'column' : spec.spread * spec.tick_size;
}

function resolveCommission(
  stated: StatedCosts,
  spec: BrokerSpec,
  accountCurrency: string,
  findings: Diagnostic[],
): { readonly perLot: number; readonly currency: string } {
  const perLot = stated.commission_per_lot_per_side;
  if (typeof perLot === 'number') return { perLot, currency: accountCurrency };
  if (perLot === undefined && stated.commission_rate !== undefined) {
    return { perLot: 0, currency: accountCurrency };
  }
  if (spec.commission === undefined) {
    findings.push(missing('commission', 'commission', spec));
    return { perLot: 0, currency: accountCurrency };
  }
  return { perLot: spec.commission.per_lot_per_side, currency: spec.commission.currency };
}

function resolveSwap(
  stated: StatedCosts,
  spec: BrokerSpec,
  findings: Diagnostic[],
): SwapSettings | null {
  if (stated.swap === 'none') return null;
  const { swap } = spec;
  if (swap === undefined) {
    findings.push(missing('swap', 'swap', spec));
    return null;
  }
  return {
    longPerNight: swap.long * spec.tick_size,
    shortPerNight: swap.short * spec.tick_size,
    tripleWeekday: WEEKDAYS.indexOf(swap.triple_day),
    rolloverMinute: parseTimeOfDay(swap.rollover) ?? 0,
    zone: swap.zone,
  };
}

/** The costs that rules and broker spec state together; what neither states becomes a finding. */
export function resolveCosts(
  costs: DirectiveRules['costs'],
  spec: BrokerSpec,
  accountCurrency: string,
  findings: Diagnostic[],
): CostSettings {
  const none = costs === 'none';
  const stated: StatedCosts = none
    ? { spread_points: 0, commission_per_lot_per_side: 0, swap: 'none' }
    : (costs ?? {});
  const spread = resolveSpread(stated, spec, findings);
  const commission = resolveCommission(stated, spec, accountCurrency, findings);
  return {
    none,
    spread,
    spreadRate: stated.spread_rate ?? 0,
    commissionPerLot: commission.perLot,
    commissionCurrency: commission.perLot === 0 ? accountCurrency : commission.currency,
    commissionRate: stated.commission_rate ?? 0,
    slippage: (stated.slippage_points ?? 0) * spec.tick_size,
    swap: resolveSwap(stated, spec, findings),
  };
}
