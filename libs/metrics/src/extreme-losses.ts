import { pow } from '@assay/core';
import { nelderMead } from './nelder-mead.js';

/** A generalised Pareto tail fitted to the losses beyond a threshold. */
export interface TailFit {
  /** Loss per period from which on the tail was fitted, > 0. */
  readonly threshold: number;
  readonly scale: number;
  /** Above 0: a fat tail. */
  readonly shape: number;
  /** Loss that is exceeded with the probability asked for. */
  readonly valueAtRisk: number;
  /** Mean loss beyond it. */
  readonly expectedShortfall: number;
}

const FIRST_THRESHOLD = 0.2;
const LAST_THRESHOLD = 1e-9;

/** −log likelihood of excesses under a generalised Pareto distribution; the largest number outside it. */
function disagreement(scale: number, shape: number, losses: readonly number[]): number {
  if (scale === 0 || shape / scale < 0 || scale < 0) return Number.MAX_VALUE;
  const logs = losses.reduce((sum, loss) => sum + Math.log((shape / scale) * loss + 1), 0);
  return losses.length * Math.log(scale) + (1 / shape + 1) * logs;
}

function fitAt(
  threshold: number,
  losses: readonly number[],
  probability: number,
): TailFit | undefined {
  const beyond = losses.filter((loss) => loss >= threshold);
  if (beyond.length === 0) return undefined;
  const { at, converged } = nelderMead(
    ([scale = 0, shape = 0]) => disagreement(scale, shape, beyond),
    [1, 1],
  );
  const [scale = 0, shape = 0] = at;
  if (!converged || !(shape > 0)) return undefined;
  const share = (losses.length / beyond.length) * probability;
  const risk = threshold + (scale / shape) * (pow(share, 0 - shape) - 1);
  if (!(risk > 0)) return undefined;
  const expectedShortfall = risk / (1 - shape) + (scale - shape * threshold) / (1 - shape);
  return { threshold, scale, shape, valueAtRisk: risk, expectedShortfall };
}

/**
 * Peaks over threshold: halves the threshold from 20 % down until a fat tail fits the losses beyond it;
 * null below three returns or when none fits. `probability` is that of exceeding the value at risk, one
 * percent unless stated. Source: Gilli and Këllezi 2006, "An Application of Extreme Value Theory for
 * Measuring Financial Risk"; empyrical, gpd_risk_estimates.
 */
export function extremeLosses(returns: ArrayLike<number>, probability = 0.01): TailFit | null {
  if (returns.length < 3) return null;
  const losses = Array.from(returns, (value) => 0 - value).filter((loss) => loss > 0);
  for (let threshold = FIRST_THRESHOLD; threshold > LAST_THRESHOLD; threshold /= 2) {
    const fit = fitAt(threshold, losses, probability);
    if (fit) return fit;
  }
  return null;
}
