import type { Bars, ZoneOffsets } from '@assay/core';
import type { DirectiveRules } from '@assay/directive';
import type { BrokerSpec } from '@assay/instruments';
import type { Direction, StrategyDefinition } from '@assay/strategy/sdk';
import type { EquityStretches } from './equity-pieces.js';
import type { TradeTable } from './trade-book.js';

/** Bars of a pair that converts profits; by name in `SimulationInput.conversions`. */
export interface ConversionSeries {
  readonly base: string;
  readonly quote: string;
  readonly time: Float64Array;
  readonly close: Float64Array;
  /** Length of one of its bars; a close is known only after it. */
  readonly barMs: number;
}

/** Bars of a finer timeframe of the same symbol. */
export interface FinerSeries {
  readonly bars: Bars;
  /** Nominal length of one of its bars, ms; shorter than the run's. */
  readonly barMs: number;
}

/** Everything a simulation depends on. Pure in, pure out. */
export interface SimulationInput {
  readonly symbol: string;
  /** Warm-up bars first, then the bars that may trade. */
  readonly bars: Bars;
  /** Index of the first bar that may trade; earlier bars feed indicators only. */
  readonly firstBar: number;
  /** Nominal length of a bar, ms. */
  readonly barMs: number;
  readonly spec: BrokerSpec;
  readonly rules: DirectiveRules;
  readonly zone: ZoneOffsets;
  /** Offsets of the rollover zone; required when swap is charged. */
  readonly rolloverZone?: ZoneOffsets;
  /** Every pair that a conversion path uses; empty when quote = account currency. */
  readonly conversions: readonly ConversionSeries[];
  /** Bars that decide what a bar leaves open, with `execution.intrabar: resolve`. */
  readonly finer?: FinerSeries;
  readonly strategy: StrategyDefinition;
}

export type VolatilityRegime = 'low' | 'normal' | 'high' | 'unknown';
export type TrendLabel =
  'strong_up' | 'weak_up' | 'neutral' | 'weak_down' | 'strong_down' | 'unknown';

/** State of the market at the signal bar, from bars up to it. */
export interface MarketState {
  readonly volatilityRegime: VolatilityRegime;
  /** ATR of the signal bar, price units; null while warming up. */
  readonly atr: number | null;
  /** Sum of the directional components, −5…5; null while warming up. */
  readonly trendScore: number | null;
  /** −2…2; null while warming up. */
  readonly trendRegime: number | null;
  readonly trendLabel: TrendLabel;
}

/**
 * A closed trade: a position, or a part of one that left by itself. Prices in quote currency, money in account currency, unrounded.
 *
 * The engine's trades are views: read their fields, or take plain data with `toJSON()` (which
 * `JSON.stringify` does). Spreading one copies nothing.
 */
export interface Trade {
  /** 0-based, in the order in which trades closed. */
  readonly index: number;
  readonly direction: Direction;
  readonly signalBar: number;
  readonly entryBar: number;
  readonly exitBar: number;
  /** Open time of the bar, ms UTC. */
  readonly signalTime: number;
  readonly entryTime: number;
  readonly exitTime: number;
  readonly entryPrice: number;
  readonly exitPrice: number;
  /**
   * STOP_LOSS, BREAK_EVEN, TRAILING_STOP, TAKE_PROFIT, PARTIAL_EXIT, TIME_EXIT, MAX_BARS, SIGNAL,
   * REVERSE, END_OF_DATA, or the strategy's own.
   */
  readonly exitReason: string;
  readonly tag: string;
  readonly units: number;
  readonly lots: number;
  /** Null when the trade had no protective stop. */
  readonly initialStop: number | null;
  /** Distance of fill and initial stop, price units; null without stop. */
  readonly riskPrice: number | null;
  /** The same in account currency. */
  readonly riskAccount: number | null;
  /** Profit of bid-to-bid movement, before any cost. */
  readonly gross: number;
  /** Costs are ≥ 0 and reduce net. */
  readonly spreadCost: number;
  readonly commission: number;
  readonly slippage: number;
  /** Signed: negative is a charge. */
  readonly swap: number;
  /** gross − spreadCost − commission − slippage + swap. */
  readonly net: number;
  /** net ÷ riskAccount; null without stop. */
  readonly r: number | null;
  /** Highest high and lowest low from the fill to the exit. */
  readonly tradeHigh: number;
  readonly tradeLow: number;
  /** Largest favourable and adverse excursion from the fill on, price units, ≥ 0. */
  readonly mfePrice: number;
  readonly maePrice: number;
  readonly mfeR: number | null;
  readonly maeR: number | null;
  readonly barsHeld: number;
  readonly marketState: MarketState;
  /** Quote → account rate used for the profit. */
  readonly conversionRate: number;
  /** Notional value at entry, account currency. */
  readonly notional: number;
  /** The position it belongs to: 0-based, in order of entry. */
  readonly position: number;
  /** Parts of that position that had left before; 0 for all of it or for the first part. */
  readonly part: number;
  /** The trade as plain data; absent where it is plain data already. */
  toJSON?(): Trade;
}

/** Orders refused, by reason; never silent. */
export type RejectionCounts = Readonly<Record<string, number>>;

/**
 * What a simulation gives. Trades and equity are made when they are first read; until then table and
 * stretches say the same.
 */
export interface SimulationResult {
  readonly trades: readonly Trade[];
  readonly table: TradeTable;
  readonly stretches: EquityStretches;
  /** Starting capital, account currency. */
  readonly capital: number;
  readonly accountCurrency: string;
  /** Equity at each close, account currency, marks of open positions included; bars.length − firstBar long. */
  readonly equity: Float64Array;
  /** Worst mark inside each bar, same length; ≤ equity. */
  readonly equityLow: Float64Array;
  readonly rejections: RejectionCounts;
  /** Bars at which a column was not ready, so that no signal was possible. */
  readonly notReadyBars: number;
  /** Settings in force, resolved from rules and spec; shown in every report. */
  readonly settings: Readonly<Record<string, string | number | boolean | null>>;
}

/** Hears each decision of a strategy, for the look-ahead proof; bar index and the decision's canonical text. */
export interface DecisionObserver {
  decided(bar: number, kind: 'entry' | 'exit', decision: string): void;
}
