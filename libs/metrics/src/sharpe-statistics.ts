import { normalCdf, normalQuantile } from './normal-distribution.js';

/** Euler–Mascheroni. */
const EULER_GAMMA = 0.5772156649015329;

/** What is known of a Sharpe ratio's sampling; all per period, not annualised. */
export interface SharpeSample {
  /** Sharpe ratio per period. */
  readonly sharpe: number;
  /** Number of returns. */
  readonly count: number;
  /** Skewness of the returns, 0 for a normal distribution. */
  readonly skewness: number;
  /** Kurtosis of the returns, 3 for a normal distribution. */
  readonly kurtosis: number;
}

/** Variance of the estimate times n − 1 (Mertens 2002); null when the moments make it negative. */
function spread({ sharpe, skewness, kurtosis }: SharpeSample): number | null {
  const value = 1 - skewness * sharpe + ((kurtosis - 1) / 4) * sharpe * sharpe;
  return value > 0 ? value : null;
}

/** Standard deviation of the estimated Sharpe ratio; null below two returns. */
export function sharpeDeviation(sample: SharpeSample): number | null {
  const variance = spread(sample);
  return variance === null || sample.count < 2 ? null : Math.sqrt(variance / (sample.count - 1));
}

/**
 * Probability that the true Sharpe ratio exceeds `reference` (per period), given the sample.
 * Null below two returns. Source: Bailey and López de Prado 2012, "The Sharpe Ratio Efficient Frontier".
 */
export function probabilisticSharpe(sample: SharpeSample, reference = 0): number | null {
  const deviation = sharpeDeviation(sample);
  return deviation === null ? null : normalCdf((sample.sharpe - reference) / deviation);
}

/**
 * Expected largest of `trials` independent standard normal numbers; 0 for one trial.
 * Source: Bailey, Borwein, López de Prado and Zhu 2014.
 */
export function expectedMaxOfNormals(trials: number): number {
  if (trials <= 1) return 0;
  return (
    (1 - EULER_GAMMA) * normalQuantile(1 - 1 / trials) +
    EULER_GAMMA * normalQuantile(1 - 1 / (trials * Math.E))
  );
}

/**
 * Probability that the true Sharpe ratio exceeds what the best of `trials` strategies without skill
 * would have shown. `trialDeviation` is the standard deviation of the trials' Sharpe ratios, per period.
 * Null below two returns. Source: Bailey and López de Prado 2014, "The Deflated Sharpe Ratio".
 */
export function deflatedSharpe(
  sample: SharpeSample,
  trials: number,
  trialDeviation: number,
): number | null {
  return probabilisticSharpe(sample, trialDeviation * expectedMaxOfNormals(trials));
}

/**
 * Returns needed until the Sharpe ratio exceeds `reference` with the confidence asked for; null when it
 * does not exceed it at all. Source: Bailey and López de Prado 2012.
 */
export function minTrackRecordLength(
  sample: Omit<SharpeSample, 'count'>,
  reference = 0,
  confidence = 0.95,
): number | null {
  const variance = spread({ ...sample, count: 2 });
  const excess = sample.sharpe - reference;
  if (variance === null || !(excess > 0)) return null;
  const needed = normalQuantile(confidence) / excess;
  return 1 + variance * needed * needed;
}

/**
 * Years of data below which the best of `trials` strategies without skill is expected to show the annual
 * Sharpe ratio `sharpe`. Source: Bailey, Borwein, López de Prado and Zhu 2014, "Pseudo-Mathematics".
 */
export function minBacktestYears(trials: number, sharpe: number): number | null {
  if (!(sharpe > 0)) return null;
  const ratio = expectedMaxOfNormals(trials) / sharpe;
  return ratio * ratio;
}
