import { MS_PER_DAY, pow } from '@assay/core';
import type { AccountFacts } from './account-facts.js';
import type { MetricDefinition } from './metric-definition.js';
import { linearFit, ratio } from './moments.js';
import { DISTRIBUTION_METRICS } from './distribution-metrics.js';
import { SIGNIFICANCE_METRICS } from './significance-metrics.js';
import { annualVolatility, sharpeRatio, sortinoRatio } from './return-series.js';

const CONVENTION = 'trading convention';
const DAILY =
  'calendar-day returns of equity, idle days (weekends too) carried as zeros, the first from the starting capital';

/** Compound annual growth of the account; null when it was wiped out or there is no day. */
function annualGrowth({ calendar, capital, returns }: AccountFacts): number | null {
  const days = calendar.length;
  if (days === 0 || returns === null) return null;
  return pow((calendar[days - 1] as number) / capital, 365.25 / days) - 1;
}

/** Ulcer index: root of the mean squared distance of daily equity from its peak. */
function ulcer({ calendar, capital }: AccountFacts): number | null {
  if (calendar.length === 0) return null;
  let peak = capital;
  let squares = 0;
  for (let i = 0; i < calendar.length; i++) {
    const value = calendar[i] as number;
    if (value > peak) peak = value;
    squares += ((peak - value) / peak) * ((peak - value) / peak);
  }
  return Math.sqrt(squares / calendar.length);
}

function kRatio({ calendar, capital, returns, periodsPerYear }: AccountFacts): number | null {
  if (returns === null || calendar.length < 3) return null;
  const fit = linearFit(calendar.map((value) => Math.log(value / capital)));
  if (fit === null || fit.slopeError === null || fit.slopeError === 0) return null;
  return ((fit.slope / fit.slopeError) * Math.sqrt(periodsPerYear)) / calendar.length;
}

/** Days between two bars of the scan; −1 as a beginning is the first bar. */
function daysBetween({ time }: AccountFacts, from: number, to: number): number {
  return ((time[to] as number) - (time[Math.max(from, 0)] as number)) / MS_PER_DAY;
}

/** Growth, risk and risk-adjusted return of an equity curve. */
const CURVE_METRICS = [
  {
    id: 'final_equity',
    name: 'Final equity',
    unit: 'money',
    formula: 'equity at the last close',
    undefinedWhen: null,
    source: CONVENTION,
    compute: ({ finalEquity }) => finalEquity,
  },
  {
    id: 'max_drawdown',
    name: 'Maximum drawdown',
    unit: 'money',
    formula:
      'largest distance from a peak of equity (starting capital included) to a later mark, lows inside bars included',
    undefinedWhen: null,
    source: CONVENTION,
    compute: ({ drawdown }) => drawdown.money,
  },
  {
    id: 'max_drawdown_pct',
    name: 'Maximum drawdown, share of the peak',
    unit: 'fraction',
    formula: 'largest distance from a peak to a later mark ÷ that peak, lows inside bars included',
    undefinedWhen: null,
    source: CONVENTION,
    compute: ({ drawdown }) => drawdown.fraction,
  },
  {
    id: 'max_drawdown_days',
    name: 'Length of the maximum drawdown',
    unit: 'days',
    formula: 'days from the peak to the trough of the largest drawdown in money',
    undefinedWhen: 'equity never fell',
    source: CONVENTION,
    compute: (facts) => {
      const { peakAt, troughAt } = facts.drawdown;
      return troughAt < 0 ? null : daysBetween(facts, peakAt, troughAt);
    },
  },
  {
    id: 'recovery_days',
    name: 'Recovery of the maximum drawdown',
    unit: 'days',
    formula:
      'days from the trough of the largest drawdown in money to the close that regains the peak',
    undefinedWhen: 'equity never fell, or has not regained the peak',
    source: CONVENTION,
    compute: (facts) => {
      const { troughAt, recoveryAt } = facts.drawdown;
      return recoveryAt < 0 ? null : daysBetween(facts, troughAt, recoveryAt);
    },
  },
  {
    id: 'longest_drawdown_days',
    name: 'Longest time under a peak',
    unit: 'days',
    formula: 'longest time from a peak to the close that regains it, or to the last bar',
    undefinedWhen: null,
    source: CONVENTION,
    compute: (facts) => {
      const { longestFrom, longestTo } = facts.drawdown;
      return longestTo < 0 ? 0 : daysBetween(facts, longestFrom, longestTo);
    },
  },
  {
    id: 'return_dd_ratio',
    name: 'Return to drawdown',
    unit: 'ratio',
    formula: '(final equity − starting capital) ÷ maximum drawdown, sign kept',
    undefinedWhen: 'equity never fell',
    source: CONVENTION,
    compute: ({ finalEquity, capital, drawdown }) => ratio(finalEquity - capital, drawdown.money),
  },
  {
    id: 'ulcer_index',
    name: 'Ulcer index',
    unit: 'fraction',
    formula: '√ mean of squared (peak − equity) ÷ peak over calendar days',
    undefinedWhen: 'there is no bar',
    source: 'Martin and McCann 1989, as a fraction instead of percent',
    compute: ulcer,
  },
  {
    id: 'cagr',
    name: 'Compound annual growth rate',
    unit: 'fraction',
    formula: '(final equity ÷ starting capital)^(365.25 ÷ calendar days) − 1',
    undefinedWhen: 'there is no bar, or equity fell to zero',
    source: CONVENTION,
    compute: annualGrowth,
  },
  {
    id: 'calmar',
    name: 'Calmar ratio',
    unit: 'ratio',
    formula: 'compound annual growth rate ÷ maximum drawdown as a share of the peak',
    undefinedWhen: 'equity never fell, or fell to zero',
    source: 'Young 1991, over the whole period (MAR)',
    compute: (facts) => {
      const growth = annualGrowth(facts);
      return growth === null ? null : ratio(growth, facts.drawdown.fraction);
    },
  },
  {
    id: 'volatility',
    name: 'Volatility',
    unit: 'fraction',
    formula: `sample standard deviation × √periods per year of ${DAILY}`,
    undefinedWhen: 'there are fewer than two days, or equity fell to zero',
    source: 'empyrical, annual_volatility',
    compute: ({ returns, periodsPerYear }) =>
      returns === null ? null : annualVolatility(returns, { periodsPerYear }),
  },
  {
    id: 'sharpe_ratio',
    name: 'Sharpe ratio',
    unit: 'ratio',
    formula: `mean ÷ sample standard deviation × √periods per year of ${DAILY}; no risk-free rate`,
    undefinedWhen: 'there are fewer than two days, equity never moved, or it fell to zero',
    source: 'Sharpe 1994; empyrical, sharpe_ratio',
    compute: ({ returns, periodsPerYear }) =>
      returns === null ? null : sharpeRatio(returns, { periodsPerYear }),
  },
  {
    id: 'sortino_ratio',
    name: 'Sortino ratio',
    unit: 'ratio',
    formula: `mean ÷ downside deviation about zero (over all days) × √periods per year of ${DAILY}`,
    undefinedWhen: 'there are fewer than two days, no day lost, or equity fell to zero',
    source: 'Sortino and Price 1994; empyrical, sortino_ratio',
    compute: ({ returns, periodsPerYear }) =>
      returns === null ? null : sortinoRatio(returns, { periodsPerYear }),
  },
  {
    id: 'k_ratio',
    name: 'K-ratio',
    unit: 'ratio',
    formula:
      'slope ÷ its standard error × √periods per year ÷ days, of a straight line through log equity of calendar days',
    undefinedWhen:
      'there are fewer than three days, equity fell to zero, or it lies exactly on a line',
    source: 'Kestner 2013, (Re-)Introducing the K-Ratio',
    compute: kRatio,
  },
  {
    id: 'positive_days_share',
    name: 'Share of winning days',
    unit: 'fraction',
    formula: 'days with a positive return ÷ days with a return other than zero',
    undefinedWhen: 'equity never moved, or fell to zero',
    source: CONVENTION,
    compute: ({ returns }) => {
      if (returns === null) return null;
      const moved = returns.filter((value) => value !== 0);
      return ratio(moved.filter((value) => value > 0).length, moved.length);
    },
  },
] as const satisfies readonly MetricDefinition<AccountFacts>[];

/** Numbers of an equity curve, marked at every bar. */
export const ACCOUNT_METRICS = [
  ...CURVE_METRICS,
  ...DISTRIBUTION_METRICS,
  ...SIGNIFICANCE_METRICS,
] as const;
