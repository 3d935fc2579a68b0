import { ema } from '../trend/ema.js';
import { firstDefined } from '../window/first-defined.js';
import { assertPeriod } from '../window/period.js';

/** The three lines of the MACD, in the unit of the input. */
export interface Macd {
  readonly macd: Float64Array;
  readonly signal: Float64Array;
  readonly histogram: Float64Array;
}

/**
 * Moving average convergence divergence: EMA(`fast`) − EMA(`slow`), its EMA(`signalPeriod`), and the
 * difference of both. The fast average is seeded where the slow one is, as TA-Lib does; given the other
 * way round, the two periods are exchanged.
 *
 * Unit: that of `values`. First defined index: `slow − 1` after the first non-NaN value for macd,
 * `signalPeriod − 1` later for signal and histogram; NaN before it. Recursive: a NaN further on makes
 * every later value NaN. Source: G. Appel; TA-Lib TA_MACD.
 * @throws RangeError when a period is not a whole number ≥ 1.
 */
export function macd(values: Float64Array, fast = 12, slow = 26, signalPeriod = 9): Macd {
  assertPeriod('macd', fast);
  assertPeriod('macd', slow);
  const [short, long] = fast <= slow ? [fast, slow] : [slow, fast];
  const line = ema(values, long);
  // The late start seeds the fast average with the values that end where the slow seed ends.
  const from = Math.min(firstDefined(values) + long - short, values.length);
  const quick = ema(values.subarray(from), short);
  for (let i = 0; i < from; i += 1) line[i] = NaN;
  for (let i = from; i < line.length; i += 1)
    line[i] = (quick[i - from] as number) - (line[i] as number);
  const signal = ema(line, signalPeriod);
  const histogram = new Float64Array(values.length);
  for (let i = 0; i < histogram.length; i += 1) {
    histogram[i] = (line[i] as number) - (signal[i] as number);
  }
  return { macd: line, signal, histogram };
}
