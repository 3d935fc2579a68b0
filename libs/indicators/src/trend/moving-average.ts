import { dema } from './dema.js';
import { emaFromFirst } from './ema-from-first.js';
import { ema } from './ema.js';
import { kama } from './kama.js';
import { sma } from './sma.js';
import { t3 } from './t3.js';
import { tema } from './tema.js';
import { trima } from './trima.js';
import { wma } from './wma.js';
import { assertPeriod } from '../window/period.js';

/** The averages by name. Those of the library that need a period and nothing else. */
const AVERAGES = {
  sma,
  ema,
  'ema-from-first': emaFromFirst,
  wma,
  dema,
  tema,
  trima,
  kama,
  t3,
} as const;

/** Name of a moving average. */
export type AverageKind = keyof typeof AVERAGES;

/**
 * A moving average chosen by name: sma, ema, ema-from-first, wma, dema, tema, trima, kama or t3.
 *
 * Unit: that of `values`. First defined index, and what a NaN does: as the average chosen; for sma
 * `period − 1` after the first non-NaN value. Source: TA-Lib TA_MA.
 * @throws RangeError when there is no such average, or `period` is not a whole number ≥ 1.
 */
export function movingAverage(
  values: Float64Array,
  period: number,
  average: AverageKind = 'sma',
): Float64Array {
  assertPeriod('movingAverage', period);
  if (!Object.hasOwn(AVERAGES, average)) {
    const known = Object.keys(AVERAGES).join(', ');
    throw new RangeError(`movingAverage: average must be one of ${known}, got ${String(average)}`);
  }
  return AVERAGES[average](values, period);
}
