import { pow } from '@assay/core';
import { momentsOf, ratio } from './moments.js';
import { PERIODS_PER_YEAR, annualReturn, beta } from './return-series.js';
import type { ReturnOptions } from './return-series.js';

/**
 * Statistics of returns against a benchmark's returns of the same periods, oldest first. A pair with a
 * NaN on either side is no observation. Null where the statistic has no value. Definitions follow
 * empyrical (Apache-2.0), whose cases are the oracle.
 */
export interface AlphaBeta {
  /** Annualised return that the benchmark does not explain (Jensen). */
  readonly alpha: number | null;
  /** Slope on the benchmark's returns. */
  readonly beta: number | null;
}

/** Which periods count: those in which the benchmark rose, or fell. */
export type BenchmarkSide = 'up' | 'down';

interface Pairs {
  readonly returns: Float64Array;
  readonly benchmark: Float64Array;
}

/** The periods in which the benchmark rose, or fell; a benchmark of zero or NaN is in neither. */
function onSide(
  returns: ArrayLike<number>,
  benchmark: ArrayLike<number>,
  side: BenchmarkSide,
): Pairs {
  const places: number[] = [];
  for (let i = 0; i < benchmark.length; i++) {
    const value = benchmark[i] as number;
    if (side === 'up' ? value > 0 : value < 0) places.push(i);
  }
  return {
    returns: Float64Array.from(places, (i) => returns[i] as number),
    benchmark: Float64Array.from(places, (i) => benchmark[i] as number),
  };
}

/** Alpha and beta of a least-squares line; (1 + mean unexplained return)^periods − 1 and its slope. */
export function alphaBeta(
  returns: ArrayLike<number>,
  benchmark: ArrayLike<number>,
  options?: ReturnOptions,
): AlphaBeta {
  const slope = beta(returns, benchmark);
  if (slope === null) return { alpha: null, beta: null };
  const unexplained = Float64Array.from(
    returns,
    (value, i) => value - slope * (benchmark[i] as number),
  );
  const mean = 1 + momentsOf(unexplained).mean;
  const periods = options?.periodsPerYear ?? PERIODS_PER_YEAR;
  return { alpha: mean > 0 ? pow(mean, periods) - 1 : null, beta: slope };
}

/** Alpha and beta over the periods in which the benchmark rose, or fell. */
export function sidedAlphaBeta(
  returns: ArrayLike<number>,
  benchmark: ArrayLike<number>,
  side: BenchmarkSide,
  options?: ReturnOptions,
): AlphaBeta {
  const pairs = onSide(returns, benchmark, side);
  return alphaBeta(pairs.returns, pairs.benchmark, options);
}

/** Annual return ÷ the benchmark's annual return; null when either has no value. */
export function captureRatio(
  returns: ArrayLike<number>,
  benchmark: ArrayLike<number>,
  options?: ReturnOptions,
): number | null {
  const own = annualReturn(returns, options);
  const other = annualReturn(benchmark, options);
  return own === null || other === null ? null : ratio(own, other);
}

/** The capture ratio over the periods in which the benchmark rose, or fell. */
export function sidedCaptureRatio(
  returns: ArrayLike<number>,
  benchmark: ArrayLike<number>,
  side: BenchmarkSide,
  options?: ReturnOptions,
): number | null {
  const pairs = onSide(returns, benchmark, side);
  return captureRatio(pairs.returns, pairs.benchmark, options);
}

/** Up capture ÷ down capture; above 1 gains more with the benchmark than it loses with it. */
export function upDownCapture(
  returns: ArrayLike<number>,
  benchmark: ArrayLike<number>,
  options?: ReturnOptions,
): number | null {
  const up = sidedCaptureRatio(returns, benchmark, 'up', options);
  const down = sidedCaptureRatio(returns, benchmark, 'down', options);
  return up === null || down === null ? null : ratio(up, down);
}

/**
 * How much worse the extremes of the benchmark are than its middle, in return: negative is fragile.
 * Compares the returns at the lowest, the middle and the highest benchmark return. Null below three
 * observations. Source: Taleb and others 2012, "A New Heuristic Measure of Fragility"; empyrical.
 */
export function betaFragility(
  returns: ArrayLike<number>,
  benchmark: ArrayLike<number>,
): number | null {
  const pairs = Array.from(returns, (value, i) => [value, benchmark[i] as number] as const)
    .filter(([value, reference]) => !Number.isNaN(value) && !Number.isNaN(reference))
    .sort(([, a], [, b]) => a - b);
  const [first] = pairs;
  const last = pairs.at(-1);
  const middle = pairs[halfToEven(pairs.length)];
  if (pairs.length < 3 || !first || !last || !middle) return null;
  const range = last[1] - first[1];
  const startWeight = range === 0 ? 0.5 : (middle[1] - first[1]) / range;
  const endWeight = range === 0 ? 0.5 : (last[1] - middle[1]) / range;
  return startWeight * first[0] + endWeight * last[0] - middle[0];
}

/** Half of a count, a half rounded to the even neighbour, as the source's library rounds. */
function halfToEven(count: number): number {
  const below = Math.floor(count / 2);
  return count % 2 === 0 || below % 2 === 0 ? below : below + 1;
}
