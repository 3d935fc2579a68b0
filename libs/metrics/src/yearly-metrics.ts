import { MS_PER_DAY, civilFromDays, daysFromCivil, firstBarAtOrAfter } from '@assay/core';
import { accountFacts } from './account-facts.js';
import { ACCOUNT_METRICS } from './account-metrics.js';
import { ACTIVITY_METRICS } from './activity-metrics.js';
import type { EquityMarks } from './equity-scan.js';
import { evaluateMetrics, undefinedMetrics } from './metric-definition.js';
import type { MetricSet } from './metric-definition.js';
import type { MetricTrade } from './metric-trade.js';
import { PROFIT_METRICS } from './profit-metrics.js';
import type { TradeFacts } from './trade-facts.js';
import { sumTrades } from './trade-sums.js';

const TRADE_IDS = [
  'net_profit',
  'gross_profit',
  'gross_loss',
  'profit_factor',
  'expectancy',
  'trade_count',
  'winning_trades',
  'losing_trades',
  'win_rate',
  'average_bars_held',
] as const;
const ACCOUNT_IDS = ['max_drawdown', 'max_drawdown_pct', 'return_dd_ratio'] as const;

/** What is shown for a year; the account's part is measured from the equity it began with. */
export type YearMetricId = (typeof TRADE_IDS)[number] | (typeof ACCOUNT_IDS)[number];

/** A calendar year (UTC) of a run. */
export interface YearMetrics {
  readonly year: number;
  /** Equity before its first bar and at its last close. */
  readonly startEquity: number;
  readonly endEquity: number;
  /** Trades count in the year of their exit. */
  readonly metrics: MetricSet<YearMetricId>;
}

const YEAR_TRADE_METRICS = [...PROFIT_METRICS, ...ACTIVITY_METRICS].filter(({ id }) =>
  (TRADE_IDS as readonly string[]).includes(id),
);
const YEAR_ACCOUNT_METRICS = ACCOUNT_METRICS.filter(({ id }) =>
  (ACCOUNT_IDS as readonly string[]).includes(id),
);

function yearOf(ms: number): number {
  return civilFromDays(Math.floor(ms / MS_PER_DAY)).year;
}

/** One entry for each year from the first to the last bar; none for a run without trades. */
export function yearlyMetrics(marks: EquityMarks, facts: TradeFacts): YearMetrics[] {
  if (facts.trades.length === 0 || marks.time.length === 0) return [];
  const exits = new Map<number, MetricTrade[]>();
  for (const trade of facts.trades) {
    const year = yearOf(trade.exitTime);
    const group = exits.get(year);
    if (group) group.push(trade);
    else exits.set(year, [trade]);
  }
  const years: YearMetrics[] = [];
  let startEquity = facts.capital;
  for (let year = yearOf(facts.firstTime); year <= yearOf(facts.lastTime); year++) {
    const from = firstBarAtOrAfter(marks.time, daysFromCivil(year, 1, 1) * MS_PER_DAY);
    const to = firstBarAtOrAfter(marks.time, daysFromCivil(year + 1, 1, 1) * MS_PER_DAY);
    const part = {
      time: marks.time.subarray(from, to),
      equity: marks.equity.subarray(from, to),
      equityLow: marks.equityLow.subarray(from, to),
    };
    const endEquity = to > from ? (marks.equity[to - 1] as number) : startEquity;
    years.push({
      year,
      startEquity,
      endEquity,
      metrics: yearMetrics(part, startEquity, { ...facts, trades: exits.get(year) ?? [] }),
    });
    startEquity = endEquity;
  }
  return years;
}

function yearMetrics(
  part: EquityMarks,
  startEquity: number,
  facts: Omit<TradeFacts, 'nets' | 'sums'>,
): MetricSet<YearMetricId> {
  const trades = evaluateMetrics(YEAR_TRADE_METRICS, { ...facts, ...sumTrades(facts.trades) });
  const account =
    startEquity > 0
      ? evaluateMetrics(YEAR_ACCOUNT_METRICS, accountFacts(part, startEquity, 1))
      : undefinedMetrics(YEAR_ACCOUNT_METRICS, 'equity was used up before the year began');
  return {
    values: { ...trades.values, ...account.values },
    reasons: { ...trades.reasons, ...account.reasons },
  } as MetricSet<YearMetricId>;
}
