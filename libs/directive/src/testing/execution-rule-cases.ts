import type { RuleCases } from './rule-cases.js';

const WINDOW = { window_start: '03:00', window_end: '06:00' };

/** Stops, targets, sizing and averages. */
export const EXECUTION_RULE_CASES = {
  'an enabled block states its type, value, trigger or time': {
    kept: [
      { execution_rules: { take_profit: { enabled: false } } },
      { execution_rules: { take_profit: { enabled: true, type: 'points', value: 1 } } },
      { execution_rules: { trailing_stop: { enabled: true, type: 'points', value: 1 } } },
      { execution_rules: { break_even: { enabled: true, trigger_r: 1 } } },
      { exit_rules: { time_exit: { enabled: true, time: '18:00' } } },
    ],
    broken: [
      [
        { execution_rules: { take_profit: { enabled: true } } },
        'MISSING_KEY execution_rules.take_profit.enabled',
        'MISSING_KEY execution_rules.take_profit.enabled',
      ],
      [
        { execution_rules: { trailing_stop: { enabled: true, value: 1 } } },
        'MISSING_KEY execution_rules.trailing_stop.enabled',
      ],
      [
        { execution_rules: { trailing_stop: { enabled: true, type: 'points' } } },
        'MISSING_KEY execution_rules.trailing_stop.enabled',
      ],
      [
        { execution_rules: { break_even: { enabled: true } } },
        'MISSING_KEY execution_rules.break_even.enabled',
      ],
      [
        { exit_rules: { time_exit: { enabled: true } } },
        'MISSING_KEY exit_rules.time_exit.enabled',
      ],
    ],
  },
  'stop_loss states exactly the distance that its type reads': {
    kept: [
      { execution_rules: { stop_loss: { type: 'none' } } },
      { execution_rules: { stop_loss: { type: 'points', value: 30 } } },
      { execution_rules: { stop_loss: { type: 'percent', value: 1 } } },
      { execution_rules: { stop_loss: { type: 'atr_multiple', multiple: 2, atr_period: 20 } } },
      { execution_rules: { stop_loss: { type: 'atr_multiple', value: 2 } } },
      { execution_rules: { stop_loss: { type: 'atr_multiple', multiple: 2, value: 2 } } },
    ],
    broken: [
      [
        { execution_rules: { stop_loss: { type: 'points' } } },
        'MISSING_KEY execution_rules.stop_loss.type',
      ],
      [
        { execution_rules: { stop_loss: { type: 'percent', multiple: 2 } } },
        'MISSING_KEY execution_rules.stop_loss.type',
        'CONFLICTING_VALUES execution_rules.stop_loss.multiple',
      ],
      [
        { execution_rules: { stop_loss: { type: 'atr_multiple' } } },
        'MISSING_KEY execution_rules.stop_loss.type',
      ],
      [
        { execution_rules: { stop_loss: { type: 'atr_multiple', multiple: 2, value: 3 } } },
        'CONFLICTING_VALUES execution_rules.stop_loss.value',
      ],
      [
        { execution_rules: { stop_loss: { type: 'none', value: 3 } } },
        'CONFLICTING_VALUES execution_rules.stop_loss.value',
      ],
      [
        { execution_rules: { stop_loss: { type: 'points', value: 3, atr_period: 14 } } },
        'CONFLICTING_VALUES execution_rules.stop_loss.atr_period',
      ],
    ],
  },
  'a stop at the opposite side of the range has a range': {
    kept: [
      {
        range_definition: WINDOW,
        execution_rules: { stop_loss: { type: 'session_opposite_range' } },
      },
    ],
    broken: [
      [
        { execution_rules: { stop_loss: { type: 'session_opposite_range' } } },
        'MISSING_KEY execution_rules.stop_loss.type',
      ],
    ],
  },
  'atr_period stands only beside a distance in ATR': {
    kept: [
      { execution_rules: { take_profit: { type: 'atr_multiple', atr_period: 14 } } },
      { execution_rules: { take_profit: { enabled: false, atr_period: 14 } } },
    ],
    broken: [
      [
        { execution_rules: { take_profit: { type: 'points', atr_period: 14 } } },
        'CONFLICTING_VALUES execution_rules.take_profit.atr_period',
      ],
      [
        { execution_rules: { trailing_stop: { type: 'points', atr_period: 14 } } },
        'CONFLICTING_VALUES execution_rules.trailing_stop.atr_period',
      ],
      [
        {
          execution_rules: {
            partial_exits: [
              { type: 'atr_multiple', atr_period: 14, value: 1, fraction: 0.5 },
              { type: 'r_multiple', atr_period: 14, value: 2, fraction: 0.5 },
            ],
          },
        },
        'CONFLICTING_VALUES execution_rules.partial_exits.1.atr_period',
      ],
    ],
  },
  'sizing states the field of its mode and no other': {
    kept: [
      { sizing: { mode: 'fixed_lots', lots: 0.1, capital: 5000 } },
      { sizing: { mode: 'fixed_units', units: 1000 } },
      { sizing: { mode: 'fixed_risk', amount: 50 } },
      { sizing: { mode: 'risk_fraction', fraction: 0.01, account_currency: 'EUR' } },
      { sizing: { lots: 1, units: 1 } },
    ],
    broken: [
      [{ sizing: { mode: 'fixed_lots' } }, 'MISSING_KEY sizing.mode'],
      [{ sizing: { mode: 'fixed_units' } }, 'MISSING_KEY sizing.mode'],
      [{ sizing: { mode: 'fixed_risk' } }, 'MISSING_KEY sizing.mode'],
      [{ sizing: { mode: 'risk_fraction' } }, 'MISSING_KEY sizing.mode'],
      [
        { sizing: { mode: 'fixed_lots', lots: 1, units: 1, amount: 1, fraction: 1 } },
        'CONFLICTING_VALUES sizing.units',
        'CONFLICTING_VALUES sizing.amount',
        'CONFLICTING_VALUES sizing.fraction',
      ],
    ],
  },
  'moving_average_cross.fast < slow': {
    kept: [
      { moving_average_cross: { fast: 10, slow: 11 } },
      { moving_average_cross: { fast: 10 } },
    ],
    broken: [
      [
        { moving_average_cross: { fast: 11, slow: 11 } },
        'CONFLICTING_VALUES moving_average_cross.fast',
      ],
    ],
  },
} as const satisfies RuleCases;
