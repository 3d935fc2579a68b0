/** Labels of the market at the signal bar, as the engine captured them. */
export interface MetricMarketState {
  readonly volatilityRegime: string;
  readonly trendLabel: string;
}

/**
 * What the metrics need to know of a closed trade; the engine's own trade is assignable to it.
 * Prices in quote currency, money in account currency, times ms UTC (open of the bar).
 */
export interface MetricTrade {
  readonly direction: 1 | -1;
  readonly entryBar: number;
  readonly exitBar: number;
  readonly entryTime: number;
  readonly exitTime: number;
  readonly entryPrice: number;
  readonly exitPrice: number;
  readonly exitReason: string;
  /** Bid-to-bid profit before any cost. */
  readonly gross: number;
  readonly spreadCost: number;
  readonly commission: number;
  readonly slippage: number;
  /** Signed: negative is a charge. */
  readonly swap: number;
  readonly net: number;
  /** Null when the trade had no protective stop, as are the next two. */
  readonly r: number | null;
  readonly mfeR: number | null;
  readonly maeR: number | null;
  /** Largest favourable and adverse excursion, price units, ≥ 0. */
  readonly mfePrice: number;
  readonly maePrice: number;
  readonly barsHeld: number;
  readonly notional: number;
  readonly marketState: MetricMarketState;
}

/** Bars as the metrics read them; the engine's bars are assignable. */
export interface MetricBars {
  readonly time: Float64Array;
  readonly open: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
}
