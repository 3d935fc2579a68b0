import { monthlyReturns } from '@assay/metrics';
import type { DailyEquity, HourlyResult } from '@assay/metrics';
import { tableMarkup } from './data-table.js';
import type { TableCell } from './data-table.js';
import type { Markup } from './markup.js';
import { decimalText } from './number-text.js';
import { heatOf } from './result-cells.js';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

function largestOf(values: readonly (number | null)[]): number {
  return values.reduce<number>((most, value) => Math.max(most, Math.abs(value ?? 0)), 0);
}

/** Returns of all months, one row for each year from the first to the last that has a day. */
export function monthHeatMap(daily: Pick<DailyEquity, 'day' | 'equity'>, capital: number): Markup {
  const months = monthlyReturns(daily.day, daily.equity, capital);
  const largest = largestOf(months.map(({ returnFraction }) => returnFraction));
  const years = [...new Set(months.map(({ year }) => year))];
  return tableMarkup({
    caption: 'Return by month, percent of the equity it began with',
    columns: [{ title: 'Year' }, ...MONTHS.map((title) => ({ title, number: true }))],
    rows: years.map((year) => [
      { text: String(year) },
      ...MONTHS.map((_, i): TableCell => {
        const found = months.find((month) => month.year === year && month.month === i + 1);
        const value = found?.returnFraction ?? null;
        const text = value === null ? '' : decimalText(value * 100, 2);
        return { text, number: true, heat: heatOf(value, largest) };
      }),
    ]),
  });
}

/** Expectancy by weekday and hour of entry; days and hours without a trade in them are left out. */
export function hourHeatMap(results: readonly HourlyResult[], currency: string): Markup {
  const largest = largestOf(results.map(({ metrics }) => metrics.values.expectancy));
  const hours = [...new Set(results.map(({ hour }) => hour))].sort((a, b) => a - b);
  const days = [...new Set(results.map((cell) => cell.weekday))].sort((a, b) => a - b);
  return tableMarkup({
    caption: `Expectancy by weekday and hour of entry, ${currency} a trade, UTC; trades below`,
    columns: [
      { title: 'Hour' },
      ...hours.map((hour) => ({ title: String(hour).padStart(2, '0'), number: true })),
    ],
    rows: days.map((day) => [
      { text: WEEKDAYS[day] ?? '' },
      ...hours.map((hour): TableCell => {
        const cell = results.find((one) => one.weekday === day && one.hour === hour);
        if (!cell) return { text: '', number: true };
        const { expectancy, trade_count: trades } = cell.metrics.values;
        return {
          text: decimalText(expectancy ?? 0, Math.abs(expectancy ?? 0) < 100 ? 1 : 0),
          small: decimalText(trades ?? 0, 0),
          number: true,
          heat: heatOf(expectancy, largest),
        };
      }),
    ]),
  });
}
