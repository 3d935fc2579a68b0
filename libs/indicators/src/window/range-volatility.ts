import { rollingSum } from '../stats/rolling-sum.js';
import { assertNumber } from './period.js';

/** √(mean of the last `period` variances of single bars × `barsPerYear`). */
export function annualised(
  indicator: string,
  variances: Float64Array,
  period: number,
  barsPerYear: number,
): Float64Array {
  assertNumber(indicator, 'barsPerYear', barsPerYear, 0);
  const out = rollingSum(variances, period);
  const scale = barsPerYear / period;
  for (let i = 0; i < out.length; i += 1) {
    // The estimate of a window can come out below zero by rounding; NaN is kept.
    const sum = out[i] as number;
    out[i] = sum < 0 ? 0 : Math.sqrt(sum * scale);
  }
  return out;
}
