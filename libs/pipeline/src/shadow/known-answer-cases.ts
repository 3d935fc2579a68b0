import { MS_PER_DAY, parseDay, UTC_OFFSETS, timeframeMs, type Timeframe } from '@assay/core';
import type { DirectiveRules } from '@assay/directive';
import type { BrokerSpec } from '@assay/instruments';
import { synthesizeBars } from '@assay/market-data';
import {
  movingAverageCross,
  sessionRangeBreakout,
  type StrategyDefinition,
} from '@assay/strategy/sdk';
import type { SimulationInput } from '@assay/engine/v1_0_0';

/** One backtest whose answer is known: a recipe, its rules, and the bars that are made for it. */
export interface KnownAnswerCase {
  readonly name: string;
  readonly timeframe: Timeframe;
  readonly days: number;
  readonly rules: DirectiveRules;
  readonly recipe: typeof movingAverageCross | typeof sessionRangeBreakout;
}

/** An instrument with every cost there is, quoted in the currency of the account. */
const SPEC: BrokerSpec = {
  symbol: 'EURUSD',
  kind: 'currency_pair',
  base: 'EUR',
  quote: 'USD',
  contract_size: 100_000,
  min_lot: 0.01,
  lot_step: 0.01,
  max_lot: 50,
  tick_size: 0.00001,
  digits: 5,
  spread: 7,
  commission: { per_lot_per_side: 3.5, currency: 'USD' },
  swap: { long: -7.1, short: 2.4, triple_day: 'wednesday', rollover: '22:00', zone: 'UTC' },
  session: { calendar: 'fx' },
};

/** What the cases touch of the engine: market and stop orders, stops, targets, sizing, every cost. */
export const KNOWN_ANSWER_CASES: readonly KnownAnswerCase[] = [
  {
    name: 'moving-average cross, hourly',
    timeframe: '1h',
    days: 120,
    recipe: movingAverageCross,
    rules: {
      moving_average_cross: { type: 'ema', fast: 8, slow: 24 },
      execution_rules: {
        stop_loss: { type: 'atr_multiple', multiple: 2 },
        take_profit: { enabled: true, type: 'r_multiple', value: 1.5 },
      },
      sizing: { mode: 'risk_fraction', fraction: 0.005 },
    },
  },
  {
    name: 'session range breakout, quarters of an hour',
    timeframe: '15m',
    days: 30,
    recipe: sessionRangeBreakout,
    rules: {
      range_definition: { window_start: '00:00', window_end: '07:00' },
      order_placement: {
        time: '07:00',
        type: 'stop',
        orders: [
          { direction: 'long', level: 'range_high' },
          { direction: 'short', level: 'range_low' },
        ],
      },
      execution_rules: {
        cancel_opposite_on_fill: true,
        stop_loss: { type: 'session_opposite_range' },
      },
      trade_management: { max_trades_per_session: 1 },
      exit_rules: { time_exit: { enabled: true, time: '17:00' } },
      sizing: { mode: 'risk_fraction', fraction: 0.005 },
    },
  },
];

const START = parseDay('2019-01-07') ?? 0;
const SEED = 20_190_107;

function strategyOf({ recipe, timeframe, rules }: KnownAnswerCase): StrategyDefinition {
  return recipe({
    version: 1,
    strategy: 'Known_Answer',
    timeframe,
    indicators: [],
    session_time_reference: 'UTC',
    rules: { ...rules },
  });
}

/** Everything that the simulation of a case depends on; the same on every machine. */
export function knownAnswerInput(one: KnownAnswerCase): SimulationInput {
  const { timeframe, days, rules } = one;
  const span = { startMs: START, endMs: START + days * MS_PER_DAY };
  return {
    symbol: SPEC.symbol,
    bars: synthesizeBars({ symbol: SPEC.symbol, timeframe, seed: SEED, ...span }),
    firstBar: 48,
    barMs: timeframeMs(timeframe),
    spec: SPEC,
    rules,
    zone: UTC_OFFSETS,
    rolloverZone: UTC_OFFSETS,
    conversions: [],
    strategy: strategyOf(one),
  };
}
