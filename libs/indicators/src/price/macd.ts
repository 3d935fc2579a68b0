import { movingAverage, type AverageKind } from '../trend/moving-average.js';
import { assertPeriod } from '../window/period.js';
import { eachRun, undefinedColumn } from '../window/runs.js';

/** The three lines of the MACD, in the unit of the input. */
export interface Macd {
  readonly macd: Float64Array;
  readonly signal: Float64Array;
  readonly histogram: Float64Array;
}

/**
 * Moving average convergence divergence: average(`fast`) − average(`slow`), its average over
 * `signalPeriod`, and the difference of both. A fast EMA is seeded where the slow one is, as TA-Lib does;
 * given the other way round, the two periods are exchanged.
 *
 * Unit: that of `values`. First defined index: `slow − 1` after the first non-NaN value for macd,
 * `signalPeriod − 1` later for signal and histogram; NaN before it. Recursive: behind a NaN it begins
 * anew. Source: G. Appel; TA-Lib TA_MACD, TA_MACDEXT with one kind of average.
 * @throws RangeError when a period is not a whole number ≥ 1, or there is no such average.
 */
export function macd(
  values: Float64Array,
  fast = 12,
  slow = 26,
  signalPeriod = 9,
  average: AverageKind = 'ema',
): Macd {
  assertPeriod('macd', fast, 1, 'fast');
  assertPeriod('macd', slow, 1, 'slow');
  assertPeriod('macd', signalPeriod, 1, 'signalPeriod');
  const [short, long] = fast <= slow ? [fast, slow] : [slow, fast];
  const line = movingAverage(values, long, average);
  const quick = quickAverage(values, short, long, average);
  for (let i = 0; i < line.length; i += 1) line[i] = (quick[i] as number) - (line[i] as number);
  return withSignal(line, signalPeriod, average);
}

/** The three lines from the first of them. */
function withSignal(line: Float64Array, signalPeriod: number, average: AverageKind): Macd {
  const signal = movingAverage(line, signalPeriod, average);
  const histogram = new Float64Array(line.length);
  for (let i = 0; i < histogram.length; i += 1) {
    histogram[i] = (line[i] as number) - (signal[i] as number);
  }
  return { macd: line, signal, histogram };
}

/** The fast average; an EMA starts late, so that its seed ends where the slow seed ends. */
function quickAverage(
  values: Float64Array,
  short: number,
  long: number,
  average: AverageKind,
): Float64Array {
  if (average !== 'ema' || short === long) return movingAverage(values, short, average);
  const out = undefinedColumn(values.length);
  eachRun(values, (from, to) => {
    const late = from + long - short;
    if (late < to) out.set(movingAverage(values.subarray(late, to), short, average), late);
  });
  return out;
}
