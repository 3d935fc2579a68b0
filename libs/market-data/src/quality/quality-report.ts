import type { Timeframe } from '@assay/core';
import type { TradingCalendar } from '../time/trading-week.js';

/**
 * What can be found in bars. Blocking ones make results meaningless; the others are facts about the
 * market or the vendor that a researcher should know.
 */
export const QUALITY_CHECKS = {
  non_finite_price: { severity: 'block', title: 'price is not a finite number' },
  non_positive_price: { severity: 'block', title: 'price is zero or negative' },
  disorder: { severity: 'block', title: 'bar is older than the one before it' },
  conflicting_duplicate: { severity: 'block', title: 'two bars of one time differ' },
  impossible_range: { severity: 'block', title: 'open or close lies outside low … high' },
  same_duplicate: { severity: 'warn', title: 'a bar stands twice' },
  gap: { severity: 'warn', title: 'bars are missing while the market is open' },
  weekend_bar: { severity: 'warn', title: 'bar lies wholly in the weekly closure' },
  flat_bar: { severity: 'warn', title: 'open, high, low and close are equal' },
  jump: { severity: 'warn', title: 'true range is many times the average one' },
  negative_spread: { severity: 'warn', title: 'spread is negative or not a number' },
  bad_volume: { severity: 'warn', title: 'volume is negative or not a number' },
  off_grid: { severity: 'warn', title: 'bar does not open on the grid of its timeframe' },
  other_timeframe: { severity: 'warn', title: 'most bars are not one timeframe apart' },
  unterminated: { severity: 'warn', title: 'the last line has no line end: it may be cut off' },
  clock: { severity: 'warn', title: 'the weekly open moves by an hour: wrong time zone?' },
} as const satisfies Readonly<Record<string, { severity: 'block' | 'warn'; title: string }>>;

export type QualityCheckId = keyof typeof QUALITY_CHECKS;

/** One kind of finding, with how often and where first. */
export interface QualityFinding {
  readonly id: QualityCheckId;
  readonly severity: 'block' | 'warn';
  readonly count: number;
  /** Index of the first bar concerned, 0-based. */
  readonly firstBar: number;
  /** Open time of that bar, ms UTC. */
  readonly firstTime: number;
  readonly detail: string;
}

/** What is known about the quality of one series of bars. */
export interface QualityReport {
  readonly timeframe: Timeframe;
  readonly calendar: TradingCalendar;
  readonly rows: number;
  /** Open time of the first and the last bar, ms UTC. */
  readonly firstTime: number;
  readonly lastTime: number;
  /** Bars that the calendar expects between the first and the last and that are not there. */
  readonly missingBars: number;
  /** In the order of `QUALITY_CHECKS`; only what was found. */
  readonly findings: readonly QualityFinding[];
  /** True when a finding forbids any result on these bars. */
  readonly blocking: boolean;
}
