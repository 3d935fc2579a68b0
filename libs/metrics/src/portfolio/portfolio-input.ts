import type { DailyEquity } from '../equity-scan.js';

/** A closed trade as the portfolio needs it; every field stands in a run's trade list. */
export interface PortfolioTrade {
  readonly direction: 1 | -1;
  readonly entryTime: number;
  readonly exitTime: number;
  readonly net: number;
  /** Notional value at entry, account currency. */
  readonly notional: number;
  readonly volatilityRegime: string;
}

/** One run of a portfolio. All runs share one account currency. */
export interface PortfolioRun {
  readonly runId: string;
  readonly symbol: string;
  /** Capital set aside for this run, > 0; fixed, nothing is moved between runs. */
  readonly capital: number;
  /** One entry for each UTC day with bars, ascending. */
  readonly daily: Pick<DailyEquity, 'day' | 'equity' | 'equityLow'>;
  /** In order of entry. */
  readonly trades: readonly PortfolioTrade[];
}
