import { exponentialAverage, type EmaKind } from '../window/exponential.js';
import { windowMean } from '../window/moments.js';
import { assertPeriod } from '../window/period.js';
import { eachRun, undefinedColumn } from '../window/runs.js';
import type { Macd } from './macd.js';

const FAST = { period: 12, weight: 0.15 } as const;
const SLOW = { period: 26, weight: 0.075 } as const;

/**
 * MACD in its first form: averages over 12 and 26 bars with the weights 0.15 and 0.075 that were read from
 * tables (2 ÷ 13 and 2 ÷ 27 are a little more and a little less), the signal an EMA of `signalPeriod`.
 *
 * `average` says how the averages begin. Unit: that of `values`. First defined index: 25 after the first
 * non-NaN value for macd, `signalPeriod − 1` later for signal and histogram; NaN before it. Recursive:
 * behind a NaN it begins anew. Source: G. Appel; TA-Lib TA_MACDFIX.
 * @throws RangeError when `signalPeriod` is not a whole number ≥ 1, or `average` is no exponential one.
 */
export function macdFix(values: Float64Array, signalPeriod = 9, average: EmaKind = 'ema'): Macd {
  assertPeriod('macdFix', signalPeriod, 1, 'signalPeriod');
  const line = undefinedColumn(values.length);
  eachRun(values, (from, to) => fillRun(values, average, line, from, to));
  const signal = exponentialAverage(line, signalPeriod, average);
  const histogram = line.map((value, i) => value - (signal[i] as number));
  return { macd: line, signal, histogram };
}

function fillRun(
  values: Float64Array,
  average: EmaKind,
  line: Float64Array,
  from: number,
  to: number,
): void {
  const first = from + SLOW.period - 1;
  if (first >= to) return;
  // Both begin together: with their means up to the first value shown, or with the first value of all.
  const begin = average === 'ema' ? first : from;
  let quickly = begin === first ? windowMean(values, first, FAST.period) : (values[from] as number);
  let slowly = begin === first ? windowMean(values, first, SLOW.period) : (values[from] as number);
  for (let i = begin; i < to; i += 1) {
    const now = values[i] as number;
    if (i > begin) {
      quickly += (now - quickly) * FAST.weight;
      slowly += (now - slowly) * SLOW.weight;
    }
    if (i >= first) line[i] = quickly - slowly;
  }
}
