import { diagnostic, err, ok, parseTimeOfDay, type Diagnostic, type Result } from '@assay/core';
import {
  ACCOUNT_CURRENCY_DEFAULT,
  CAPITAL_DEFAULT,
  directionOf,
  maxBarsOf,
  maxConcurrentPositionsOf,
  type DirectiveRules,
  type SideRestriction,
} from '@assay/directive';
import type { BrokerSpec } from '@assay/instruments';
import { resolveCosts, type CostSettings } from './cost-settings.js';
import {
  ATR_PERIOD_DEFAULT,
  resolveProtection,
  type ProtectionSettings,
} from './protection-settings.js';
import { absent, needed } from './stated-value.js';
import { uninterpretedRules } from './uninterpreted-rules.js';

/** How many units a trade gets. */
export type SizingSettings =
  | { readonly mode: 'fixed_lots'; readonly lots: number }
  | { readonly mode: 'fixed_units'; readonly units: number }
  | { readonly mode: 'fixed_risk'; readonly amount: number }
  | { readonly mode: 'risk_fraction'; readonly fraction: number };

/** A regime filter in force; `regimes` are the allowed ones. */
export interface VolatilityFilterSettings {
  readonly atrPeriod: number;
  readonly window: number;
  readonly regimes: readonly number[];
}

/** Everything that rules and broker spec decide about a simulation; absolute units, nothing optional. */
export interface EngineSettings extends ProtectionSettings {
  readonly capital: number;
  readonly accountCurrency: string;
  readonly entryTiming: 'next_bar_open' | 'bar_close';
  /** True when `execution.order_type: market` forbids resting orders. */
  readonly marketOrdersOnly: boolean;
  readonly direction: SideRestriction;
  /** Infinity when not limited. */
  readonly maxTradesPerSession: number;
  readonly costs: CostSettings;
  readonly sizing: SizingSettings;
  /** Minutes after local midnight; null without time exit. */
  readonly timeExitMinute: number | null;
  /** Infinity when not limited. */
  readonly maxBars: number;
  readonly exitOnOppositeSignal: boolean;
  /** True for `position_management.mode: stop_and_reverse`. */
  readonly reverses: boolean;
  /** Positions that may be open at once, all of one side; ≥ 1. */
  readonly maxPositions: number;
  /** True when bars of a finer timeframe decide what a bar leaves open. */
  readonly resolvesIntrabar: boolean;
  readonly volatilityFilter: VolatilityFilterSettings | null;
  /** Allowed trend regimes, −2…2. */
  readonly trendFilter: readonly number[] | null;
  readonly parameters: Readonly<Record<string, number | string | boolean>>;
}

const VOLATILITY_WINDOW_DEFAULT = 100;

function resolveSizing(
  sizing: DirectiveRules['sizing'],
  spec: BrokerSpec,
  findings: Diagnostic[],
): SizingSettings {
  // Without a sizing block every trade has the smallest size that the broker takes.
  if (!sizing) return { mode: 'fixed_lots', lots: spec.min_lot };
  const because = `sizing.mode: ${sizing.mode}`;
  switch (sizing.mode) {
    case 'fixed_lots':
      return { mode: sizing.mode, lots: needed(sizing.lots, 'sizing.lots', because, findings) };
    case 'fixed_units':
      return { mode: sizing.mode, units: needed(sizing.units, 'sizing.units', because, findings) };
    case 'fixed_risk':
      return {
        mode: sizing.mode,
        amount: needed(sizing.amount, 'sizing.amount', because, findings),
      };
    case 'risk_fraction':
      return {
        mode: sizing.mode,
        fraction: needed(sizing.fraction, 'sizing.fraction', because, findings),
      };
  }
}

function resolveTimeExit(rules: DirectiveRules, findings: Diagnostic[]): number | null {
  const exit = rules.exit_rules?.time_exit;
  if (!exit?.enabled) return null;
  const minute = exit.time === undefined ? undefined : parseTimeOfDay(exit.time);
  const because = 'exit_rules.time_exit.enabled: true';
  return needed(minute, 'exit_rules.time_exit.time', because, findings);
}

/** The levels that a filter lets pass; null when it is off. */
function resolveFilter(
  name: 'volatility_filter' | 'trend_filter',
  rules: DirectiveRules,
  findings: Diagnostic[],
): readonly number[] | null {
  const filter = rules[name];
  if (!filter?.enabled) return null;
  const required = filter.required_regime;
  if (required !== undefined) return typeof required === 'number' ? [required] : required;
  findings.push(absent(`${name}.required_regime`, `${name}.enabled: true`));
  return null;
}

/** A fixed size above the broker's largest is a mistake to be told before any run, not to be cut. */
function oversize(sizing: SizingSettings, spec: BrokerSpec): readonly Diagnostic[] {
  const lots =
    sizing.mode === 'fixed_lots'
      ? sizing.lots
      : sizing.mode === 'fixed_units'
        ? sizing.units / spec.contract_size
        : 0;
  if (!(lots > spec.max_lot)) return [];
  return [
    diagnostic('VALUE_NOT_ALLOWED', `${spec.symbol}: sizing asks for more than max_lot`, {
      found: `${lots} lots`,
      expected: `at most ${spec.max_lot} lots`,
      next: 'Ask for less, or correct max_lot in the broker spec.',
    }),
  ];
}

/**
 * Resolves rules and broker spec into the settings of a simulation. All problems at once: a rule
 * that this version does not carry out (RULE_NOT_INTERPRETED), a cost that nobody states
 * (COST_INPUT_MISSING), a value that another one needs (MISSING_KEY).
 */
export function resolveSettings(
  rules: DirectiveRules,
  spec: BrokerSpec,
): Result<EngineSettings, Diagnostic[]> {
  const findings = uninterpretedRules(rules).map((field) =>
    diagnostic('RULE_NOT_INTERPRETED', `This engine version does not carry out ${field}.`, {
      found: field,
      expected: 'a rule that the engine carries out',
    }),
  );
  const accountCurrency = rules.sizing?.account_currency ?? ACCOUNT_CURRENCY_DEFAULT;
  const regimes = resolveFilter('volatility_filter', rules, findings);
  const settings: EngineSettings = {
    capital: rules.sizing?.capital ?? CAPITAL_DEFAULT,
    accountCurrency,
    entryTiming: rules.execution?.entry_timing ?? 'next_bar_open',
    marketOrdersOnly: rules.execution?.order_type === 'market',
    direction: directionOf(rules),
    maxTradesPerSession: rules.trade_management?.max_trades_per_session ?? Infinity,
    costs: resolveCosts(rules.costs, spec, accountCurrency, findings),
    sizing: resolveSizing(rules.sizing, spec, findings),
    ...resolveProtection(rules, spec, findings),
    timeExitMinute: resolveTimeExit(rules, findings),
    maxBars: maxBarsOf(rules),
    exitOnOppositeSignal: rules.exit_rules?.on_opposite_signal ?? false,
    reverses: rules.position_management?.mode === 'stop_and_reverse',
    maxPositions: maxConcurrentPositionsOf(rules),
    resolvesIntrabar: rules.execution?.intrabar === 'resolve',
    volatilityFilter: regimes && {
      atrPeriod: rules.volatility_filter?.atr_period ?? ATR_PERIOD_DEFAULT,
      window: rules.volatility_filter?.window ?? VOLATILITY_WINDOW_DEFAULT,
      regimes,
    },
    trendFilter: resolveFilter('trend_filter', rules, findings),
    parameters: rules.parameters ?? {},
  };
  findings.push(...oversize(settings.sizing, spec));
  return findings.length > 0 ? err(findings) : ok(settings);
}
