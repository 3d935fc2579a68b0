import type { DirectiveModel } from '@assay/directive';

/** A directive of hand-written rules; no recipe matches it. */
export function directiveModel(overrides: Partial<DirectiveModel> = {}): DirectiveModel {
  return {
    id: 'Plain_01',
    labels: {},
    strategy: 'Plain',
    broker: 'OctaFX',
    timeframe: '1h',
    session_time_reference: 'UTC',
    start_date: '2024-01-01',
    end_date: '2024-12-31',
    warmup_bars: 500,
    symbols: ['EURUSD'],
    indicators: [],
    rules: {},
    ...overrides,
  };
}

/** The rules of a session range breakout that its recipe interprets to the last field. */
export const RANGE_RULES: DirectiveModel['rules'] = {
  range_definition: { window_start: '03:00', window_end: '06:00' },
  order_placement: {
    time: '06:15',
    type: 'stop',
    orders: [
      { direction: 'long', level: 'range_high' },
      { direction: 'short', level: 'range_low' },
    ],
  },
  execution_rules: { cancel_opposite_on_fill: true, stop_loss: { type: 'session_opposite_range' } },
  exit_rules: { time_exit: { enabled: true, time: '18:00' } },
};

/** Indicators that exist for the tests. */
export const KNOWN = {
  library: [
    'price/rsi',
    'structure/rsi',
    'trend/sma',
    'volatility/atr',
    'volatility/volatility-regime',
  ],
  workspace: ['price/body-ratio'],
};
