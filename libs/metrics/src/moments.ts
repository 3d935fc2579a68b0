/** Plain statistics of samples. A NaN in a sample means "no observation" and is left out. */
export interface Moments {
  /** Observations that are not NaN. */
  readonly count: number;
  readonly sum: number;
  readonly mean: number;
  /** Sum of squared deviations from the mean; exactly 0 when all observations are equal. */
  readonly squares: number;
}

/** a ÷ b; null when b is zero. */
export function ratio(a: number, b: number): number | null {
  return b === 0 ? null : a / b;
}

/** Count, mean and squared deviations of a sample, in two passes and in the order given. */
export function momentsOf(sample: ArrayLike<number>): Moments {
  let count = 0;
  let sum = 0;
  let smallest = Infinity;
  let largest = -Infinity;
  for (let i = 0; i < sample.length; i++) {
    const value = sample[i] as number;
    if (Number.isNaN(value)) continue;
    count++;
    sum += value;
    if (value < smallest) smallest = value;
    if (value > largest) largest = value;
  }
  const mean = count === 0 ? NaN : sum / count;
  // Equal observations have no spread, whatever rounding did to their mean.
  if (count === 0 || smallest === largest) return { count, sum, mean, squares: 0 };
  let squares = 0;
  for (let i = 0; i < sample.length; i++) {
    const value = sample[i] as number;
    if (Number.isNaN(value)) continue;
    squares += (value - mean) * (value - mean);
  }
  return { count, sum, mean, squares };
}

/** Standard deviation with n − 1 in the denominator; null for fewer than two observations. */
export function sampleDeviation(sample: ArrayLike<number>): number | null {
  const { count, squares } = momentsOf(sample);
  return count < 2 ? null : Math.sqrt(squares / (count - 1));
}

/** Mean of (value − mean)^order ÷ (population deviation)^order; null without variation. */
function standardMoment(sample: ArrayLike<number>, order: 3 | 4): number | null {
  const { count, mean, squares } = momentsOf(sample);
  if (count < 2 || squares === 0) return null;
  const deviation = Math.sqrt(squares / count);
  let sum = 0;
  for (let i = 0; i < sample.length; i++) {
    const scaled = ((sample[i] as number) - mean) / deviation;
    if (!Number.isNaN(scaled)) sum += scaled * scaled * scaled * (order === 4 ? scaled : 1);
  }
  return sum / count;
}

/** Skewness from population moments, 0 for a symmetric sample; null without variation. */
export function skewness(sample: ArrayLike<number>): number | null {
  return standardMoment(sample, 3);
}

/** Kurtosis from population moments, 3 for a normal distribution; null without variation. */
export function kurtosis(sample: ArrayLike<number>): number | null {
  return standardMoment(sample, 4);
}

/** The arithmetic mean; null for an empty sample. */
export function meanOf(sample: ArrayLike<number>): number | null {
  const { count, mean } = momentsOf(sample);
  return count === 0 ? null : mean;
}

/**
 * Quantile by linear interpolation between order statistics (Hyndman–Fan type 7, NumPy's default);
 * null for an empty sample. `share` is 0–1.
 */
export function quantile(sample: ArrayLike<number>, share: number): number | null {
  const buffer = new Float64Array(sample.length);
  let count = 0;
  for (let i = 0; i < sample.length; i++) {
    const value = sample[i] as number;
    if (!Number.isNaN(value)) buffer[count++] = value;
  }
  if (count === 0) return null;
  const sorted = buffer.subarray(0, count).sort();
  const at = (sorted.length - 1) * share;
  const below = Math.floor(at);
  const low = sorted[below] as number;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] as number;
  return low + (high - low) * (at - below);
}

/** Pearson's correlation of two samples of one length; null when either does not vary. */
export function correlation(a: ArrayLike<number>, b: ArrayLike<number>): number | null {
  if (a.length !== b.length) throw new Error('correlation needs two samples of one length');
  const left = momentsOf(a);
  const right = momentsOf(b);
  if (left.count < 2 || left.squares === 0 || right.squares === 0) return null;
  let products = 0;
  for (let i = 0; i < a.length; i++) {
    products += ((a[i] as number) - left.mean) * ((b[i] as number) - right.mean);
  }
  const value = products / Math.sqrt(left.squares * right.squares);
  // Rounding may push a perfect correlation past one.
  return Math.max(-1, Math.min(1, value));
}

/** Least squares of a series on its own index 0, 1, 2, …. */
export interface LinearFit {
  readonly slope: number;
  readonly intercept: number;
  /** Standard error of the slope, n − 2 degrees of freedom; null for fewer than three points. */
  readonly slopeError: number | null;
  /** Share of variance explained, 0–1; null when the series does not vary. */
  readonly rSquared: number | null;
}

/** Fits a straight line; null for fewer than two points. */
export function linearFit(series: ArrayLike<number>): LinearFit | null {
  const n = series.length;
  if (n < 2) return null;
  const middle = (n - 1) / 2;
  const { mean, squares } = momentsOf(series);
  let products = 0;
  let spread = 0;
  for (let i = 0; i < n; i++) {
    products += (i - middle) * ((series[i] as number) - mean);
    spread += (i - middle) * (i - middle);
  }
  const slope = products / spread;
  let residual = 0;
  for (let i = 0; i < n; i++) {
    const error = (series[i] as number) - mean - slope * (i - middle);
    residual += error * error;
  }
  return {
    slope,
    intercept: mean - slope * middle,
    slopeError: n < 3 ? null : Math.sqrt(residual / (n - 2) / spread),
    rSquared: squares === 0 ? null : Math.max(0, 1 - residual / squares),
  };
}
