import type { StressedTrade } from '../rigour/cost-stress.js';
import type { DailyEquity } from '../equity-scan.js';

/** A closed trade as the portfolio needs it; every field stands in a run's trade list. */
export interface PortfolioTrade extends StressedTrade {
  /** The position of its run that it belongs to; parts of one position are trades of their own. */
  readonly position: number;
  readonly direction: 1 | -1;
  readonly entryTime: number;
  readonly exitTime: number;
  /** Notional value at entry, account currency. */
  readonly notional: number;
  readonly volatilityRegime: string;
  /** Initial risk, account currency; null for a trade without a stop. */
  readonly riskAccount: number | null;
}

/** A trade of a portfolio with the place of its run. */
export interface PlacedTrade extends PortfolioTrade {
  readonly run: number;
}

/** One run of a portfolio. All runs share one account currency. */
export interface PortfolioRun {
  readonly runId: string;
  readonly symbol: string;
  /** One tick of the instrument, price units. */
  readonly pointSize: number;
  /** Capital set aside for this run, > 0; fixed, nothing is moved between runs. */
  readonly capital: number;
  /** One entry for each UTC day with bars, ascending. */
  readonly daily: Pick<DailyEquity, 'day' | 'equity' | 'equityLow'>;
  /** In the order in which they closed. */
  readonly trades: readonly PortfolioTrade[];
}
