import { MS_PER_DAY, type Bars } from '@assay/core';
import { firstIndex } from '../catalogue/first-index.js';
import type { IndicatorEntry } from '../catalogue/indicator-entry.js';
import * as library from '../index.js';
import type { DailyCloses } from '../price/usd-stress-index.js';

type Callable = (...parameters: unknown[]) => unknown;

/** Bars of a day in the bars that tests make: they are hours from a midnight on. */
export const BARS_PER_DAY = 24;

/** Calls an indicator by its catalogue entry and returns its lines, one for a single series. */
export function callIndicator(
  entry: IndicatorEntry,
  bars: Bars,
  parameters: readonly number[],
): readonly Float64Array[] {
  const found = (library as unknown as Record<string, Callable | undefined>)[entry.name];
  if (!found) throw new Error(`${entry.name} is in the catalogue but not exported`);
  const result = found(...inputOf(entry, bars), ...parameters);
  if (result instanceof Float64Array) return [result];
  return entry.lines.map((line) => (result as Record<string, Float64Array>)[line] as Float64Array);
}

function inputOf(entry: IndicatorEntry, bars: Bars): readonly unknown[] {
  if (entry.input === 'values') return [bars.close];
  if (entry.input === 'pair') return [bars.close, bars.low];
  return entry.input === 'bars' ? [bars] : [bars, dailyClosesOf(bars)];
}

/** The days of some bars, the last of them unfinished. */
export function dailyClosesOf(bars: Bars): DailyCloses {
  const days = Math.ceil(bars.length / BARS_PER_DAY);
  const start = (bars.time[0] ?? 0) - ((bars.time[0] ?? 0) % MS_PER_DAY);
  return {
    time: Float64Array.from({ length: days }, (_, day) => start + day * MS_PER_DAY),
    close: Float64Array.from(
      { length: days },
      (_, day) => bars.close[Math.min((day + 1) * BARS_PER_DAY, bars.length) - 1] as number,
    ),
  };
}

/** Whether the first parameter is a window of bars. */
export function hasWindow(entry: IndicatorEntry): boolean {
  return entry.parameters[0]?.unit === 'bars' && entry.parameters[0].whole;
}

/** Parameters of an entry with its window, where it has one, replaced; the rest as by default. */
export function parametersOf(entry: IndicatorEntry, window?: number): number[] {
  const values = entry.parameters.map((parameter) => parameter.value);
  const [first] = entry.parameters;
  if (window === undefined || !first || !hasWindow(entry)) return values;
  values[0] = Math.max(window, first.least);
  return values;
}

/** First index at which all lines are defined on the bars that tests make. */
export function firstIndexOf(entry: IndicatorEntry, parameters: readonly number[]): number {
  return firstIndex(entry, parameters, BARS_PER_DAY);
}
