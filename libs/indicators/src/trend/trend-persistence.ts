import { firstDefined } from '../window/first-defined.js';
import { assertPeriod } from '../window/period.js';

/**
 * Persistence of direction: (rising bars − falling bars) ÷ `period` over the last `period` changes.
 *
 * Unit: none, −1 (every bar fell) … 1 (every bar rose); unchanged bars count for neither side.
 * First defined index: `period` after the first non-NaN value; NaN before it and in every window that
 * contains a NaN. Source: the predecessor's trend_persistence, made one signed number.
 * @throws RangeError when `period` is not a whole number ≥ 1.
 */
export function trendPersistence(values: Float64Array, period: number): Float64Array {
  assertPeriod('trendPersistence', period);
  const n = values.length;
  const out = new Float64Array(n);
  let wholeSince = firstDefined(values);
  out.fill(NaN, 0, wholeSince);
  let balance = 0;
  for (let i = wholeSince; i < n; i += 1) {
    const now = values[i] as number;
    if (now !== now) wholeSince = i + 1;
    if (i <= wholeSince) {
      // A window starts anew: at the first value, and behind every NaN.
      balance = 0;
      out[i] = NaN;
      continue;
    }
    balance += direction(values, i);
    if (i - period > wholeSince) balance -= direction(values, i - period);
    out[i] = i - period < wholeSince ? NaN : balance / period;
  }
  return out;
}

/** −1, 0 or 1 for the change into bar `i`. */
function direction(values: Float64Array, i: number): number {
  const now = values[i] as number;
  const before = values[i - 1] as number;
  return Number(now > before) - Number(now < before);
}
