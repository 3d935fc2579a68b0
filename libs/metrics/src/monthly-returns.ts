import { MS_PER_DAY, civilFromDays } from '@assay/core';

/** A month of an equity curve. */
export interface MonthReturn {
  readonly year: number;
  /** 1–12. */
  readonly month: number;
  /** Equity at its last day ÷ equity before its first − 1; null when it began without equity. */
  readonly returnFraction: number | null;
}

/** Months from the first to the last day that have days, oldest first. Days ascending, ms UTC. */
export function monthlyReturns(
  day: Float64Array,
  equity: Float64Array,
  capital: number,
): MonthReturn[] {
  const months: MonthReturn[] = [];
  let before = capital;
  for (let i = 0; i < day.length; i++) {
    const { year, month } = civilFromDays((day[i] as number) / MS_PER_DAY);
    const next = i + 1 < day.length ? civilFromDays((day[i + 1] as number) / MS_PER_DAY) : null;
    if (next !== null && next.month === month && next.year === year) continue;
    const after = equity[i] as number;
    months.push({ year, month, returnFraction: before > 0 ? after / before - 1 : null });
    before = after;
  }
  return months;
}
