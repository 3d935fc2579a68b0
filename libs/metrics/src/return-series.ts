import { pow } from '@assay/core';
import { linearFit, momentsOf } from './moments.js';

/**
 * Statistics of a series of simple returns (0.01 = 1 % per period), oldest first. A NaN means "no
 * observation" and is skipped. A function gives null where the statistic has no value, never
 * Infinity or NaN. Definitions follow empyrical (Apache-2.0), whose cases are the oracle.
 */
export interface ReturnOptions {
  /** Periods in a year; 252 (trading days) unless stated. */
  readonly periodsPerYear?: number;
  /** Risk-free or required return per period; 0 unless stated. */
  readonly requiredReturn?: number;
}

/** Periods in a year unless a report says otherwise. */
export const PERIODS_PER_YEAR = 252;

function periods(options: ReturnOptions | undefined): number {
  return options?.periodsPerYear ?? PERIODS_PER_YEAR;
}

/** Compounded value after each period, starting from `start`; with start 0 the return so far. */
export function cumulativeReturns(returns: ArrayLike<number>, start = 0): Float64Array {
  const out = new Float64Array(returns.length);
  let growth = 1;
  for (let i = 0; i < returns.length; i++) {
    const value = returns[i] as number;
    if (!Number.isNaN(value)) growth *= 1 + value;
    out[i] = start === 0 ? growth - 1 : growth * start;
  }
  return out;
}

/** Return over the whole series; null for an empty one. */
export function totalReturn(returns: ArrayLike<number>): number | null {
  if (returns.length === 0) return null;
  return cumulativeReturns(returns)[returns.length - 1] as number;
}

/**
 * Largest fall from a peak as a fraction of that peak, ≥ 0; the start counts as a peak. Null for an
 * empty series.
 */
export function maxDrawdownOfReturns(returns: ArrayLike<number>): number | null {
  if (returns.length === 0) return null;
  let growth = 1;
  let peak = 1;
  let worst = 0;
  for (let i = 0; i < returns.length; i++) {
    const value = returns[i] as number;
    if (!Number.isNaN(value)) growth *= 1 + value;
    if (growth > peak) peak = growth;
    worst = Math.max(worst, (peak - growth) / peak);
  }
  return worst;
}

/** Compound annual growth: (1 + total)^(periods ÷ n) − 1. Null when empty or everything is lost. */
export function annualReturn(returns: ArrayLike<number>, options?: ReturnOptions): number | null {
  const total = totalReturn(returns);
  if (total === null || total <= -1) return null;
  return pow(1 + total, periods(options) / returns.length) - 1;
}

/** Sample standard deviation × √periods. Null for fewer than two observations. */
export function annualVolatility(
  returns: ArrayLike<number>,
  options?: ReturnOptions,
): number | null {
  const { count, squares } = momentsOf(returns);
  if (count < 2) return null;
  return Math.sqrt(squares / (count - 1)) * Math.sqrt(periods(options));
}

/** √(mean of squared shortfalls below the required return, over all periods) × √periods. */
export function downsideRisk(returns: ArrayLike<number>, options?: ReturnOptions): number | null {
  const required = options?.requiredReturn ?? 0;
  let count = 0;
  let squares = 0;
  for (let i = 0; i < returns.length; i++) {
    const excess = (returns[i] as number) - required;
    if (Number.isNaN(excess)) continue;
    count++;
    if (excess < 0) squares += excess * excess;
  }
  if (count === 0) return null;
  return Math.sqrt(squares / count) * Math.sqrt(periods(options));
}

/** Mean excess ÷ sample deviation × √periods. Null below two observations or without variation. */
export function sharpeRatio(returns: ArrayLike<number>, options?: ReturnOptions): number | null {
  const { count, mean, squares } = momentsOf(returns);
  if (count < 2 || squares === 0) return null;
  const excess = mean - (options?.requiredReturn ?? 0);
  return (excess / Math.sqrt(squares / (count - 1))) * Math.sqrt(periods(options));
}

/** Annualised mean excess ÷ downside risk. Null below two observations or without a shortfall. */
export function sortinoRatio(returns: ArrayLike<number>, options?: ReturnOptions): number | null {
  const { count, mean } = momentsOf(returns);
  const risk = downsideRisk(returns, options);
  if (count < 2 || risk === null || risk === 0) return null;
  return ((mean - (options?.requiredReturn ?? 0)) * periods(options)) / risk;
}

/** Annual return ÷ largest drawdown. Null when either has no value or nothing was ever lost. */
export function calmarRatio(returns: ArrayLike<number>, options?: ReturnOptions): number | null {
  const drawdown = maxDrawdownOfReturns(returns);
  const annual = annualReturn(returns, options);
  if (drawdown === null || annual === null || drawdown === 0) return null;
  return annual / drawdown;
}

/**
 * Sum of excesses above the required annual return ÷ sum of shortfalls below it (Keating and
 * Shadwick). Null below two observations or without a shortfall.
 */
export function omegaRatio(
  returns: ArrayLike<number>,
  options?: ReturnOptions & { readonly riskFree?: number },
): number | null {
  const annual = options?.requiredReturn ?? 0;
  const perPeriod = annual <= -1 ? NaN : pow(1 + annual, 1 / periods(options)) - 1;
  if (returns.length < 2 || Number.isNaN(perPeriod)) return null;
  let above = 0;
  let below = 0;
  for (let i = 0; i < returns.length; i++) {
    const excess = (returns[i] as number) - (options?.riskFree ?? 0) - perPeriod;
    if (excess > 0) above += excess;
    else if (excess < 0) below -= excess;
  }
  return below === 0 ? null : above / below;
}

/** R² of a straight line through cumulative log returns, 0–1. Null below two observations. */
export function stabilityOfReturns(returns: ArrayLike<number>): number | null {
  const logs: number[] = [];
  let sum = 0;
  for (let i = 0; i < returns.length; i++) {
    const value = returns[i] as number;
    if (Number.isNaN(value)) continue;
    if (value <= -1) return null;
    sum += Math.log1p(value);
    logs.push(sum);
  }
  return linearFit(logs)?.rSquared ?? null;
}

/** Sharpe of the difference to a benchmark, not annualised (information ratio). */
export function excessSharpe(
  returns: ArrayLike<number>,
  benchmark: ArrayLike<number>,
): number | null {
  const active = Float64Array.from(returns, (value, i) => value - (benchmark[i] as number));
  return sharpeRatio(active, { periodsPerYear: 1 });
}

/** Slope on a benchmark's returns; null below two common observations or a flat benchmark. */
export function beta(returns: ArrayLike<number>, benchmark: ArrayLike<number>): number | null {
  const pairs: (readonly [number, number])[] = [];
  for (let i = 0; i < returns.length; i++) {
    const pair = [returns[i] as number, benchmark[i] as number] as const;
    if (!Number.isNaN(pair[0]) && !Number.isNaN(pair[1])) pairs.push(pair);
  }
  const own = momentsOf(pairs.map(([value]) => value));
  const other = momentsOf(pairs.map(([, value]) => value));
  if (own.count < 2 || other.squares === 0) return null;
  let products = 0;
  for (const [value, reference] of pairs) {
    products += (value - own.mean) * (reference - other.mean);
  }
  return products / other.squares;
}
