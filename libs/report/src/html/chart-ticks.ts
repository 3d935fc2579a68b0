import { MS_PER_DAY, civilFromDays, daysFromCivil } from '@assay/core';

const TICKS_WANTED = 5;
const YEARS_SHOWN_MAX = 14;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Round values that enclose low … high: steps of 1, 2 or 5 times a power of ten, 3 to 8 of them. */
export function niceTicks(low: number, high: number): readonly number[] {
  const range = high - low;
  if (!(range > 0)) return [low - 1, low, low + 1];
  const rough = range / TICKS_WANTED;
  // A power of ten is taken from its text, because logarithms round.
  const exponent = Number(rough.toExponential(0).split('e')[1]);
  const power = Number(`1e${exponent}`);
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough);
  const size = step ?? 10 * power;
  const from = Math.floor(low / size);
  const to = Math.ceil(high / size);
  return Array.from({ length: to - from + 1 }, (_, i) =>
    Number(((from + i) * size).toPrecision(12)),
  );
}

/** A mark on the axis of time. */
export interface TimeTick {
  readonly ms: number;
  readonly text: string;
}

/** Beginnings of years inside the series; of months when there are fewer than two such years. */
export function yearTicks(time: Float64Array): readonly TimeTick[] {
  const first = time[0];
  const last = time[time.length - 1];
  if (first === undefined || last === undefined) return [];
  const from = civilFromDays(Math.floor(first / MS_PER_DAY)).year;
  const to = civilFromDays(Math.floor(last / MS_PER_DAY)).year;
  const inside = ({ ms }: TimeTick): boolean => ms >= first && ms <= last;
  const every = Math.ceil((to - from + 1) / YEARS_SHOWN_MAX);
  const years: TimeTick[] = [];
  const months: TimeTick[] = [];
  for (let year = from; year <= to; year++) {
    const ms = daysFromCivil(year, 1, 1) * MS_PER_DAY;
    if ((year - from) % every === 0) years.push({ ms, text: String(year) });
    MONTHS.forEach((name, month) => {
      const start = daysFromCivil(year, month + 1, 1) * MS_PER_DAY;
      months.push({ ms: start, text: month === 0 ? String(year) : name });
    });
  }
  const shown = years.filter(inside);
  return shown.length >= 2 ? shown : months.filter(inside);
}
