import { linregSlope } from '../trend/linreg-slope.js';
import { sma } from '../trend/sma.js';

/** The value of each window's least-squares line `ahead` bars after its last bar; see `linregSlope`. */
export function linregLine(values: Float64Array, period: number, ahead: number): Float64Array {
  const out = linregSlope(values, period);
  const means = sma(values, period);
  const distance = (period - 1) / 2 + ahead;
  for (let i = 0; i < out.length; i += 1) {
    out[i] = (means[i] as number) + (out[i] as number) * distance;
  }
  return out;
}
