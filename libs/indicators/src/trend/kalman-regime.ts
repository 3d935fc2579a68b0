import { assertNumber } from '../window/period.js';
import { eachRun, undefinedColumn } from '../window/runs.js';

/**
 * Regime by a Kalman filter: the sign of the last change of a level that wanders and is observed with
 * noise. Only the ratio of the two variances enters, so that the regime of a price and of a hundred times
 * that price is the same.
 *
 * `noiseRatio` is the variance of the level's step ÷ the variance of the observation: smaller is smoother.
 * Unit: −1, 0 (unchanged) or 1. First defined index: 1 after the first non-NaN value; NaN before it.
 * Recursive: behind a NaN it begins anew. Source: R. Kalman 1960, local level model; the predecessor's
 * kalman_regime.
 * @throws RangeError when `noiseRatio` is below 0.
 */
export function kalmanRegime(values: Float64Array, noiseRatio = 0.01): Float64Array {
  assertNumber('kalmanRegime', 'noiseRatio', noiseRatio, 0);
  const out = undefinedColumn(values.length);
  eachRun(values, (from, to) => {
    let level = values[from] as number;
    let uncertainty = 1;
    for (let i = from + 1; i < to; i += 1) {
      const predicted = uncertainty + noiseRatio;
      const gain = predicted / (predicted + 1);
      const step = gain * ((values[i] as number) - level);
      uncertainty = (1 - gain) * predicted;
      level += step;
      out[i] = Math.sign(step);
    }
  });
  return out;
}
