import type { MetricMarketState, MetricTrade, RunMetrics, RunRigour } from '@assay/metrics';

/** Market state at the signal bar, as the engine captured it. */
export interface ReportMarketState extends MetricMarketState {
  readonly atr: number | null;
  readonly trendScore: number | null;
  readonly trendRegime: number | null;
}

/** A closed trade as reports show it; the engine's own trade is assignable to it. */
export interface ReportTrade extends MetricTrade {
  /** 0-based, in the order in which trades closed. */
  readonly index: number;
  /** The position that it belongs to: 0-based, in order of entry. */
  readonly position: number;
  /** Parts of that position that had left before. */
  readonly part: number;
  readonly signalBar: number;
  readonly units: number;
  readonly lots: number;
  readonly initialStop: number | null;
  readonly riskAccount: number | null;
  readonly tradeHigh: number;
  readonly tradeLow: number;
  readonly conversionRate: number;
  readonly marketState: ReportMarketState;
}

/** What a simulation left; the engine's result is assignable to it. */
export interface RunOutcome {
  readonly trades: readonly ReportTrade[];
  /** Starting capital, account currency. */
  readonly capital: number;
  /** ISO code; names the money columns in lower case. */
  readonly accountCurrency: string;
  readonly rejections: Readonly<Record<string, number>>;
  readonly notReadyBars: number;
  readonly settings: Readonly<Record<string, string | number | boolean | null>>;
}

/**
 * Everything the artifacts of one run are rendered from. No clock, host or path is in it, so the
 * same run gives the same bytes anywhere.
 */
export interface RunResultModel {
  readonly directiveId: string;
  readonly symbol: string;
  /** First 16 hex characters of `runKey`. */
  readonly runId: string;
  readonly runKey: string;
  /** Name of the strategy. */
  readonly strategy: string;
  readonly broker: string;
  readonly timeframe: string;
  /** The directive's dates, YYYY-MM-DD, both inclusive. */
  readonly startDate: string;
  readonly endDate: string;
  readonly engineName: string;
  readonly engineVersion: string;
  /** Hashes of all inputs by name (`directive_hash`, `strategy_hash`, `data_hash`, …). */
  readonly inputs: Readonly<Record<string, string>>;
  /** True when any bar series was generated; every report says so. */
  readonly synthetic: boolean;
  /** Open time of the first and last bar that could trade, ms UTC; null without bars. */
  readonly firstBarTime: number | null;
  readonly lastBarTime: number | null;
  /** Bars that could trade, and warm-up bars before them. */
  readonly bars: number;
  readonly warmupBars: number;
  /** Median spacing of bars; null for fewer than two. */
  readonly medianBarSeconds: number | null;
  /** One tick of the instrument, price units. */
  readonly pointSize: number;
  readonly result: RunOutcome;
  readonly metrics: RunMetrics;
  /** How far the metrics can be trusted; drawn from the run key. */
  readonly rigour: RunRigour;
}

/** One text artifact of a run; `path` is relative to the run's artifacts folder. */
export interface TextArtifact {
  readonly path: string;
  readonly text: string;
}

/** TRADED, or NO_TRADES for a run that finished without one. */
export function runOutcomeLabel({
  result,
}: Pick<RunResultModel, 'result'>): 'TRADED' | 'NO_TRADES' {
  return result.trades.length === 0 ? 'NO_TRADES' : 'TRADED';
}

/** Suffix of money columns: the account currency in lower case, `usd` for USD. */
export function moneySuffix(accountCurrency: string): string {
  return accountCurrency.toLowerCase();
}
