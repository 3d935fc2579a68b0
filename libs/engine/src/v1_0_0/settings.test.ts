import type { DirectiveRules } from '@assay/directive';
import { describe, expect, it } from 'vitest';
import {
  resolveSettings,
  settingsRecord,
  simulate,
  UNSUPPORTED_RULES,
  uninterpretedRules,
} from './index.js';
import { barsOf, EURUSD_SPEC, inputOf, PLAIN_SPEC, scripted } from './testing/scenario.js';

const FULL_SPEC = {
  ...EURUSD_SPEC,
  spread: 12,
  commission: { per_lot_per_side: 3.5, currency: 'EUR' },
  swap: {
    long: -6,
    short: 2,
    triple_day: 'wednesday' as const,
    rollover: '17:00',
    zone: 'America/New_York',
  },
};

/** Codes and fields of what is wrong. */
function findings(rules: DirectiveRules, spec = PLAIN_SPEC): string[] {
  const resolved = resolveSettings(rules, spec);
  return resolved.ok ? [] : resolved.error.map((found) => `${found.code} ${found.message}`);
}

describe('rules that this version does not carry out', () => {
  it.each<[string, DirectiveRules]>([['engine (this is v1_0_0)', { engine: 'v1_1_0' }]])(
    '%s is refused by name',
    (field, rules) => {
      expect(uninterpretedRules(rules)).toEqual([field]);
      expect(findings({ costs: 'none', ...rules })).toEqual([
        `RULE_NOT_INTERPRETED This engine version does not carry out ${field}.`,
      ]);
    },
  );

  it('are not refused when they are switched off', () => {
    const rules: DirectiveRules = {
      costs: 'none',
      engine: 'v1_0_0',
      max_concurrent_positions: 1,
      execution: { intrabar: 'pessimistic', entry_timing: 'next_bar_open', order_type: 'market' },
      execution_rules: { trailing_stop: { enabled: false }, break_even: { enabled: false } },
      position_management: { mode: 'single', pyramiding: false },
    };
    expect(findings(rules)).toEqual([]);
  });

  it('have one name each', () => {
    expect(new Set(UNSUPPORTED_RULES.map((rule) => rule.field)).size).toBe(
      UNSUPPORTED_RULES.length,
    );
  });

  it('stop a simulation before it begins', () => {
    const rules: DirectiveRules = { costs: 'none', engine: 'v1_1_0' };
    expect(() => simulate(inputOf(barsOf([]), scripted({}), { rules }))).toThrow(
      expect.objectContaining({ code: 'RULE_NOT_INTERPRETED' }),
    );
  });
});

describe('costs', () => {
  it('that nobody states are errors, all of them at once', () => {
    expect(findings({})).toEqual([
      'COST_INPUT_MISSING The spread of TEST is not known.',
      'COST_INPUT_MISSING The commission of TEST is not known.',
      'COST_INPUT_MISSING The swap of TEST is not known.',
    ]);
  });

  it('default to the broker spec', () => {
    const resolved = resolveSettings({}, FULL_SPEC);
    expect(resolved.ok && resolved.value.costs).toEqual({
      none: false,
      spread: 12 * 0.00001,
      spreadRate: 0,
      commissionPerLot: 3.5,
      commissionCurrency: 'EUR',
      commissionRate: 0,
      slippage: 0,
      swap: {
        longPerNight: -6 * 0.00001,
        shortPerNight: 2 * 0.00001,
        tripleWeekday: 3,
        rolloverMinute: 17 * 60,
        zone: 'America/New_York',
      },
    });
  });

  it('are all zero with costs: none, whatever the spec says', () => {
    const resolved = resolveSettings({ costs: 'none' }, FULL_SPEC);
    expect(resolved.ok && resolved.value.costs).toMatchObject({
      none: true,
      spread: 0,
      spreadRate: 0,
      commissionPerLot: 0,
      commissionRate: 0,
      slippage: 0,
      swap: null,
    });
  });

  it.each<[string, DirectiveRules['costs'], object]>([
    [
      'a spread rate replaces the spread of the spec',
      { spread_rate: 0.001 },
      { spread: 0, spreadRate: 0.001 },
    ],
    [
      'unless the spread is asked for too',
      { spread_rate: 0.001, spread_points: 'spec' },
      { spread: 12 * 0.00001 },
    ],
    [
      'a commission rate replaces the commission of the spec',
      { commission_rate: 0.001 },
      { commissionPerLot: 0 },
    ],
    [
      'unless the commission is asked for too',
      { commission_rate: 0.001, commission_per_lot_per_side: 'spec' },
      { commissionPerLot: 3.5 },
    ],
    [
      'a stated commission is in account currency',
      { commission_per_lot_per_side: 2 },
      { commissionPerLot: 2, commissionCurrency: 'USD' },
    ],
    ['slippage is in points', { slippage_points: 3 }, { slippage: 3 * 0.00001 }],
    ['swap none charges none', { swap: 'none' }, { swap: null }],
  ])('%s', (_, costs, expected) => {
    const resolved = resolveSettings({ costs }, FULL_SPEC);
    expect(resolved.ok && resolved.value.costs).toMatchObject(expected);
  });
});

describe('values that another value needs', () => {
  it.each<[string, DirectiveRules]>([
    ['sizing.lots', { sizing: { mode: 'fixed_lots' } }],
    ['sizing.units', { sizing: { mode: 'fixed_units' } }],
    ['sizing.amount', { sizing: { mode: 'fixed_risk' } }],
    ['sizing.fraction', { sizing: { mode: 'risk_fraction' } }],
    ['execution_rules.stop_loss.value', { execution_rules: { stop_loss: { type: 'points' } } }],
    [
      'execution_rules.stop_loss.multiple',
      { execution_rules: { stop_loss: { type: 'atr_multiple' } } },
    ],
    [
      'execution_rules.take_profit.value',
      { execution_rules: { take_profit: { enabled: true, type: 'points' } } },
    ],
    [
      'execution_rules.take_profit.type',
      { execution_rules: { take_profit: { enabled: true, value: 1 } } },
    ],
    ['exit_rules.time_exit.time', { exit_rules: { time_exit: { enabled: true } } }],
    ['volatility_filter.required_regime', { volatility_filter: { enabled: true } }],
    ['trend_filter.required_regime', { trend_filter: { enabled: true } }],
  ])('%s is missed by name', (field, rules) => {
    expect(findings({ costs: 'none', ...rules })).toEqual([`MISSING_KEY ${field} is not stated.`]);
  });
});

describe('the settings in force', () => {
  it('are shown flat, null where a rule is not in force', () => {
    const rules: DirectiveRules = {
      costs: 'none',
      sizing: { mode: 'risk_fraction', fraction: 0.01, capital: 5000, account_currency: 'EUR' },
      execution_rules: {
        stop_loss: { type: 'atr_multiple', multiple: 2 },
        take_profit: { enabled: true, type: 'r_multiple', value: 3 },
        trailing_stop: {
          enabled: true,
          type: 'points',
          value: 30,
          update: 'intrabar',
          activate_at_r: 1,
        },
        break_even: { enabled: true, trigger_r: 1, offset_points: 2 },
        partial_exits: [
          { type: 'r_multiple', value: 1, fraction: 0.5 },
          { type: 'atr_multiple', value: 3, atr_period: 20, fraction: 0.25 },
        ],
      },
      position_management: { mode: 'stop_and_reverse', max_positions: 2 },
      exit_rules: { time_exit: { enabled: true, time: '18:00' } },
      volatility_filter: { enabled: true, required_regime: [0, 1] },
    };
    const resolved = resolveSettings(rules, EURUSD_SPEC);
    expect(resolved.ok && settingsRecord(resolved.value)).toEqual({
      engine: 'v1_0_0',
      capital: 5000,
      account_currency: 'EUR',
      entry_timing: 'next_bar_open',
      intrabar: 'pessimistic',
      intrabar_minutes: null,
      intrabar_resolved_bars: null,
      intrabar_unresolved_bars: null,
      direction: 'both',
      sizing: 'risk 0.01 of equity',
      stop_loss: '2 atr(14)',
      take_profit: '3 r_multiple',
      trailing_stop: '30 points by intrabar from 1 R',
      break_even: 'at 1 R to entry + 0.00002',
      partial_exits: '0.5 at 1 r_multiple, 0.25 at 3 atr(20)',
      time_exit_minute: 1080,
      max_bars: null,
      on_opposite_signal: false,
      max_trades_per_session: null,
      stop_and_reverse: true,
      max_concurrent_positions: 2,
      costs_none: true,
      spread: 0,
      spread_rate: 0,
      commission_per_lot_per_side: 0,
      commission_currency: 'EUR',
      commission_rate: 0,
      slippage: 0,
      swap_long_per_night: null,
      swap_short_per_night: null,
      volatility_filter: 'atr(14) in 100 bars: 0 1',
      trend_filter: null,
    });
  });
});
