import { ema } from '../trend/ema.js';
import { emaFromFirst } from '../trend/ema-from-first.js';

/** How an exponential average begins: with a simple mean, or with the first value. */
export type EmaKind = 'ema' | 'ema-from-first';

/**
 * The exponential average of a kind.
 * @throws RangeError when there is no such kind, or for a bad period.
 */
export function exponentialAverage(
  values: Float64Array,
  period: number,
  kind: EmaKind,
): Float64Array {
  if (kind === 'ema') return ema(values, period);
  if (kind === 'ema-from-first') return emaFromFirst(values, period);
  throw new RangeError(`average must be ema or ema-from-first, got ${String(kind)}`);
}
