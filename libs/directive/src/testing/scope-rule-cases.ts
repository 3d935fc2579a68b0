import type { RuleCases } from './rule-cases.js';

const WINDOW = { window_start: '03:00', window_end: '06:00' };
const LONG = { direction: 'long', level: 'range_high' } as const;
const SHORT = { direction: 'short', level: 'range_low' } as const;

/** Scope, session and fields that may stand in several places. */
export const SCOPE_RULE_CASES = {
  'days exist, and end_date is not before start_date': {
    kept: [
      { test: { start_date: '2020-02-29', end_date: '2020-02-29' } },
      { test: { start_date: '2020-01-01' } },
      { test: { end_date: '2020-01-01' } },
    ],
    broken: [
      [
        { test: { start_date: '2020-01-02', end_date: '2020-01-01' } },
        'CONFLICTING_VALUES test.end_date',
      ],
      [{ test: { start_date: '2100-02-29' } }, 'VALUE_NOT_ALLOWED test.start_date'],
      [
        { test: { start_date: '2020-00-10', end_date: '2020-04-31' } },
        'VALUE_NOT_ALLOWED test.start_date',
        'VALUE_NOT_ALLOWED test.end_date',
      ],
    ],
  },
  'no symbol stands twice, whatever its case': {
    kept: [{ symbols: ['EURUSD', 'EURUSD.a', undefined, undefined] }],
    broken: [
      [
        { symbols: ['EURUSD', 'eurusd', 'EurUsd'] },
        'VALUE_NOT_ALLOWED symbols.1',
        'VALUE_NOT_ALLOWED symbols.2',
      ],
      [
        { polarity_override: { symbols: ['A', 'a'] } },
        'VALUE_NOT_ALLOWED polarity_override.symbols.1',
      ],
    ],
  },
  'no indicator stands twice, and both lists are equal where both are written': {
    kept: [
      {
        indicators: ['indicators.volatility.volatility_regime', 'trend/sma'],
        test: { indicators: ['trend.sma', 'volatility/volatility-regime.ts'] },
      },
      { indicators: [], test: { indicators: [] } },
      { indicators: ['trend/sma'], test: { indicators: [undefined] } },
    ],
    broken: [
      [{ indicators: ['trend.sma', 'trend/sma'] }, 'VALUE_NOT_ALLOWED indicators.1'],
      [{ indicators: ['trend/sma'], test: { indicators: [] } }, 'CONFLICTING_VALUES indicators'],
      [
        { indicators: ['trend/sma'], test: { indicators: ['trend/ema', 'trend/ema'] } },
        'VALUE_NOT_ALLOWED test.indicators.1',
        'CONFLICTING_VALUES indicators',
      ],
    ],
  },
  'range_definition.calculation.timeframe is the timeframe of the directive': {
    kept: [
      { test: { timeframe: '15m' }, range_definition: { calculation: { timeframe: '15m' } } },
      { range_definition: { calculation: { timeframe: '5m' } } },
    ],
    broken: [
      [
        { test: { timeframe: '15m' }, range_definition: { calculation: { timeframe: '5m' } } },
        'CONFLICTING_VALUES range_definition.calculation.timeframe',
      ],
    ],
  },
  'window_start differs from window_end, and window_end <= freeze_at <= order_placement.time': {
    kept: [
      { range_definition: { window_start: '03:00', window_end: '03:01' } },
      { range_definition: { ...WINDOW, freeze_at: '06:00' }, order_placement: { time: '06:00' } },
      { range_definition: WINDOW, order_placement: { time: '06:00' } },
      {
        range_definition: { window_start: '22:00', window_end: '02:00', freeze_at: '02:00' },
        order_placement: { time: '02:15' },
      },
    ],
    broken: [
      [
        { range_definition: { window_start: '06:00', window_end: '06:00' } },
        'CONFLICTING_VALUES range_definition.window_end',
      ],
      [
        { range_definition: { ...WINDOW, freeze_at: '05:59' } },
        'CONFLICTING_VALUES range_definition.freeze_at',
      ],
      [
        { range_definition: WINDOW, order_placement: { time: '05:59' } },
        'CONFLICTING_VALUES order_placement.time',
      ],
      [
        { range_definition: { ...WINDOW, freeze_at: '06:30' }, order_placement: { time: '06:15' } },
        'CONFLICTING_VALUES order_placement.time',
      ],
    ],
  },
  'order_placement has a range and one order for each side': {
    kept: [{ range_definition: WINDOW, order_placement: { orders: [LONG, SHORT] } }],
    broken: [
      [{ order_placement: { orders: [LONG] } }, 'MISSING_KEY order_placement'],
      [
        { range_definition: WINDOW, order_placement: { orders: [LONG, LONG] } },
        'CONFLICTING_VALUES order_placement.orders.1.direction',
      ],
    ],
  },
  'an enabled filter has a required_regime': {
    kept: [
      { volatility_filter: { enabled: false }, trend_filter: { enabled: false } },
      { volatility_filter: { enabled: true, required_regime: 0 } },
    ],
    broken: [
      [{ volatility_filter: { enabled: true } }, 'MISSING_KEY volatility_filter'],
      [{ trend_filter: { enabled: true } }, 'MISSING_KEY trend_filter'],
    ],
  },
  'reentry.allowed_until_trade_count <= max_trades_per_session': {
    kept: [
      {
        trade_management: { max_trades_per_session: 2, reentry: { allowed_until_trade_count: 2 } },
      },
      { trade_management: { reentry: { allowed_until_trade_count: 9 } } },
    ],
    broken: [
      [
        {
          trade_management: {
            max_trades_per_session: 1,
            reentry: { allowed_until_trade_count: 2 },
          },
        },
        'CONFLICTING_VALUES trade_management.reentry.allowed_until_trade_count',
      ],
    ],
  },
  'a direction is the same in every place': {
    kept: [
      {
        direction: 'both',
        trade_management: { direction_restriction: 'none' },
        moving_average_cross: { direction: 'both' },
        regime_transition_rules: { direction: 'both' },
      },
      { direction: 'long' },
    ],
    broken: [
      [
        { direction: 'both', moving_average_cross: { direction: 'long' } },
        'CONFLICTING_VALUES moving_average_cross.direction',
      ],
      [
        {
          trade_management: { direction_restriction: 'none' },
          regime_transition_rules: { direction: 'short' },
        },
        'CONFLICTING_VALUES regime_transition_rules.direction',
      ],
    ],
  },
  'a limit of positions is the same in every place and fits position_management': {
    kept: [
      {
        max_concurrent_positions: 2,
        trade_management: { max_concurrent_positions: 2 },
        position_management: { mode: 'stop_and_reverse', max_positions: 2 },
      },
      { max_concurrent_positions: 1, position_management: { mode: 'single' } },
      { position_management: { mode: 'single' } },
    ],
    broken: [
      [
        { max_concurrent_positions: 2, position_management: { max_positions: 1 } },
        'CONFLICTING_VALUES position_management.max_positions',
      ],
      [
        {
          trade_management: { max_concurrent_positions: 2 },
          position_management: { mode: 'single' },
        },
        'CONFLICTING_VALUES position_management.mode',
      ],
    ],
  },
} as const satisfies RuleCases;
