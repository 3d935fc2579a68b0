import { MS_PER_HOUR, UTC_OFFSETS, type Bars } from '@assay/core';
import type { DirectiveRules } from '@assay/directive';
import type { BrokerSpec } from '@assay/instruments';
import type {
  EntryDecision,
  ExitDecision,
  StrategyContext,
  StrategyDefinition,
} from '@assay/strategy/sdk';
import {
  simulate,
  type DecisionObserver,
  type SimulationInput,
  type SimulationResult,
} from '../index.js';

/** One bar: open, high, low, close. */
export type Row = readonly [number, number, number, number];

/** Monday 2024-01-08 00:00 UTC. */
export const MONDAY = 1_704_672_000_000;

/** Bars of one hour from Monday midnight on, or at the given times. */
export function barsOf(
  rows: readonly Row[],
  times?: readonly number[],
  spread?: readonly number[],
): Bars {
  const column = (at: number): Float64Array => Float64Array.from(rows, (row) => row[at] as number);
  const bars = {
    length: rows.length,
    time: Float64Array.from(rows, (_, i) => times?.[i] ?? MONDAY + i * MS_PER_HOUR),
    open: column(0),
    high: column(1),
    low: column(2),
    close: column(3),
    volume: new Float64Array(rows.length),
  };
  return spread ? { ...bars, spread: Float64Array.from(spread) } : bars;
}

/** Bars that open and close at given prices, high and low one half beyond. */
export function quietBars(closes: readonly number[]): Bars {
  return barsOf(
    closes.map((close, i) => {
      const open = closes[i - 1] ?? close;
      return [open, Math.max(open, close) + 0.5, Math.min(open, close) - 0.5, close];
    }),
  );
}

/** An instrument quoted in USD: contract 1, tick 1, no cost. */
export const PLAIN_SPEC: BrokerSpec = {
  symbol: 'TEST',
  kind: 'index',
  quote: 'USD',
  contract_size: 1,
  min_lot: 1,
  lot_step: 1,
  max_lot: 1000,
  tick_size: 1,
  digits: 0,
};

/** EURUSD as a broker lists it. */
export const EURUSD_SPEC: BrokerSpec = {
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
};

/** Decisions by bar index; bars that are not named decide nothing. */
export interface Script {
  readonly entries?: Readonly<Record<number, EntryDecision>>;
  readonly exits?: Readonly<Record<number, ExitDecision>>;
}

/** A strategy that decides by a script; hooks may be replaced. */
export function scripted(
  script: Script,
  hooks: Partial<StrategyDefinition> = {},
): StrategyDefinition {
  return {
    name: 'Scripted',
    timeframe: '1h',
    signature: {},
    prepareIndicators: () => ({}),
    checkEntry: (ctx: StrategyContext) => script.entries?.[ctx.i] ?? null,
    checkExit: (ctx: StrategyContext) => script.exits?.[ctx.i] ?? null,
    ...hooks,
  };
}

/** Rules without costs and with one lot, unless others are given. */
export function plainRules(rules: DirectiveRules = {}): DirectiveRules {
  return { costs: 'none', sizing: { mode: 'fixed_lots', lots: 1, capital: 1000 }, ...rules };
}

/** An input with defaults for everything but bars and strategy. */
export function inputOf(
  bars: Bars,
  strategy: StrategyDefinition,
  over: Partial<SimulationInput> = {},
): SimulationInput {
  return {
    symbol: 'TEST',
    bars,
    firstBar: 0,
    barMs: MS_PER_HOUR,
    spec: PLAIN_SPEC,
    rules: plainRules(),
    zone: UTC_OFFSETS,
    conversions: [],
    strategy,
    ...over,
  };
}

/** Runs a script over bars. */
export function runScript(
  bars: Bars,
  script: Script,
  over: Partial<SimulationInput> = {},
  observer?: DecisionObserver,
): SimulationResult {
  return simulate(inputOf(bars, scripted(script), over), observer);
}

/** Entry and exit of each trade on one line: `long 100@2 -> 105@4 SIGNAL`. */
export function tradeLines(result: SimulationResult): string[] {
  return result.trades.map(
    (trade) =>
      `${trade.direction === 1 ? 'long' : 'short'} ${trade.entryPrice}@${trade.entryBar} -> ` +
      `${trade.exitPrice}@${trade.exitBar} ${trade.exitReason}`,
  );
}

/** Everything that a result says, as text; numbers in their shortest decimals. */
export function resultText(result: SimulationResult): string {
  // Table and stretches say the same again, and may be longer than what they say.
  const { table, stretches, ...rest } = result;
  void [table, stretches];
  return JSON.stringify({
    ...rest,
    equity: [...result.equity],
    equityLow: [...result.equityLow],
  });
}
