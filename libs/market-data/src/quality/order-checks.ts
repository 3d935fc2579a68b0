import { formatInstant, type Bars } from '@assay/core';
import type { FindingCounter } from './finding-counter.js';

/** Looks at the order of times and at bars of one time, wherever in the file they stand. */
export function checkOrder(bars: Bars, counter: FindingCounter): void {
  const { length, time } = bars;
  let disorder = 0;
  for (let i = 1; i < length; i += 1) {
    const now = time[i] as number;
    const before = time[i - 1] as number;
    if (now > before) continue;
    if (now === before) countDuplicate(bars, counter, i - 1, i);
    else {
      disorder += 1;
      counter.add('disorder', i, () => `${shown(now)} comes after ${shown(before)}`);
    }
  }
  if (disorder > 0) checkDistantDuplicates(bars, counter);
}

/** In a series out of order, bars of one time need not be neighbours: look at them sorted. */
function checkDistantDuplicates(bars: Bars, counter: FindingCounter): void {
  const { length, time } = bars;
  const order = Uint32Array.from({ length }, (_, i) => i).sort(
    (a, b) => (time[a] as number) - (time[b] as number) || a - b,
  );
  for (let k = 1; k < length; k += 1) {
    const earlier = order[k - 1] as number;
    const later = order[k] as number;
    if (time[earlier] === time[later] && later - earlier > 1)
      countDuplicate(bars, counter, earlier, later);
  }
}

function countDuplicate(bars: Bars, counter: FindingCounter, a: number, b: number): void {
  const columns = [
    bars.open,
    bars.high,
    bars.low,
    bars.close,
    bars.volume,
    ...(bars.spread ? [bars.spread] : []),
  ];
  const same = columns.every((column) => Object.is(column[a], column[b]));
  counter.add(same ? 'same_duplicate' : 'conflicting_duplicate', b, () => {
    const closes = same ? '' : `, closes ${bars.close[a]} and ${bars.close[b]}`;
    return `bars ${a} and ${b} are both of ${shown(bars.time[b] as number)}${closes}`;
  });
}

/** An instant without fractions of a second. */
function shown(ms: number): string {
  return formatInstant(ms).replace('.000Z', 'Z');
}
