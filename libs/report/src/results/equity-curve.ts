import { formatDay, parseDay } from '@assay/core';
import type { DailyEquity } from '@assay/metrics';
import { csvText, parseCsv } from './csv-text.js';

const HEADER = [
  'date',
  'equity',
  'equity_low',
  'drawdown',
  'drawdown_pct',
  'buy_and_hold',
] as const;

/** Daily marks with buy and hold of the same capital beside them. */
export interface HeldEquity extends DailyEquity {
  readonly hold: Float64Array;
}

/**
 * `equity_curve.csv`: one row for each UTC day with bars. Equity at the last close, the worst mark of
 * the day, the day's largest distance from the running peak as money and as a fraction (0–1), and what
 * buy and hold of the same capital would be.
 */
export function equityCurveCsv(daily: DailyEquity, hold: Float64Array): string {
  return csvText(
    HEADER,
    Array.from(daily.day, (day, i) => [
      formatDay(day),
      daily.equity[i] as number,
      daily.equityLow[i] as number,
      daily.drawdown[i] as number,
      daily.drawdownFraction[i] as number,
      hold[i] as number,
    ]),
  );
}

/** Reads `equityCurveCsv` back, loss-free; undefined when the text is no such table. */
export function parseEquityCurveCsv(text: string): HeldEquity | undefined {
  const table = parseCsv(text);
  if (!table || table.header.join() !== HEADER.join()) return undefined;
  const column = (place: number): Float64Array =>
    Float64Array.from(table.rows, (row) => {
      const cell = row[place] ?? '';
      return cell === '' ? NaN : Number(cell);
    });
  const daily = {
    day: Float64Array.from(table.rows, (row) => parseDay(row[0] ?? '') ?? NaN),
    equity: column(1),
    equityLow: column(2),
    drawdown: column(3),
    drawdownFraction: column(4),
    hold: column(5),
  };
  const sound = Object.values(daily).every((values) => values.every(Number.isFinite));
  const ascending = daily.day.every((day, i) => i === 0 || day > (daily.day[i - 1] as number));
  return sound && ascending ? daily : undefined;
}
