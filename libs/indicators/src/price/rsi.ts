import { columnOfRuns } from '../window/runs.js';
import { assertPeriod } from '../window/period.js';

/**
 * Relative strength index: 100 × average gain ÷ (average gain + average loss), both averages after
 * Wilder (weight 1 ÷ period), seeded with the plain means of the first `period` changes.
 *
 * With `begin` 'early' there is one value more in front: that of the `period − 1` changes there are by
 * then, as MetaStock shows it.
 * Unit: 0–100; 100 without losses, 0 without gains, 50 when nothing has moved at all (TA-Lib says 0
 * there, which reads as deeply oversold). First defined index: `period` after the first non-NaN value
 * (`period − 1` when early); NaN before it. Recursive: behind a NaN it begins anew.
 * Source: J. W. Wilder 1978; TA-Lib TA_RSI.
 * @throws RangeError when `period` is not a whole number ≥ 1, or `begin` neither full nor early.
 */
export function rsi(
  values: Float64Array,
  period: number,
  begin: 'full' | 'early' = 'full',
): Float64Array {
  assertPeriod('rsi', period);
  const isEarly = begin === 'early';
  if (!isEarly && begin !== 'full') {
    throw new RangeError(`rsi: begin must be full or early, got ${String(begin)}`);
  }
  return columnOfRuns(values, isEarly ? period - 1 : period, (out, from, to) =>
    fillRun(values, period, isEarly, out, from, to),
  );
}

function fillRun(
  values: Float64Array,
  period: number,
  isEarly: boolean,
  out: Float64Array,
  from: number,
  to: number,
): void {
  const first = from + period;
  let gain = 0;
  let loss = 0;
  let before = values[from] as number;
  for (let i = from + 1; i <= first && i < to; i += 1) {
    if (isEarly && i === first) out[i - 1] = strength(gain, loss);
    const change = (values[i] as number) - before;
    before = values[i] as number;
    gain += change > 0 ? change : 0;
    loss -= change < 0 ? change : 0;
  }
  if (isEarly && first === to) out[to - 1] = strength(gain, loss);
  if (first >= to) return;
  gain /= period;
  loss /= period;
  out[first] = strength(gain, loss);
  const weight = 1 / period;
  for (let i = first + 1; i < to; i += 1) {
    const now = values[i] as number;
    const change = now - before;
    before = now;
    // The rising and the falling part without a branch, which would be a coin toss for every bar.
    const size = Math.abs(change);
    gain += ((size + change) * 0.5 - gain) * weight;
    loss += ((size - change) * 0.5 - loss) * weight;
    out[i] = strength(gain, loss);
  }
}

function strength(gain: number, loss: number): number {
  const moved = gain + loss;
  return moved === 0 ? 50 : 100 * (gain / moved);
}
