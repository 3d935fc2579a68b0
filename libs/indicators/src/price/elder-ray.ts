import type { Bars } from '@assay/core';
import { ema } from '../trend/ema.js';
import { assertPeriod } from '../window/period.js';

/** Power of either side; price units. */
export interface ElderRay {
  readonly bull: Float64Array;
  readonly bear: Float64Array;
}

/**
 * Elder ray: high (bull) and low (bear) − exponential average of the close.
 *
 * Unit: price. First defined index: `period − 1`; NaN before it. Recursive: behind a NaN close it begins
 * anew. Source: A. Elder 1993.
 * @throws RangeError when `period` is not a whole number ≥ 1.
 */
export function elderRay(bars: Bars, period = 13): ElderRay {
  assertPeriod('elderRay', period);
  const bull = ema(bars.close, period);
  const bear = bull.map((average, i) => (bars.low[i] as number) - average);
  for (let i = 0; i < bull.length; i += 1) bull[i] = (bars.high[i] as number) - (bull[i] as number);
  return { bull, bear };
}
