import type { Bars } from '@assay/core';
import type { IndicatorEntry } from '../catalogue/indicator-entry.js';
import * as library from '../index.js';

type Callable = (input: Float64Array | Bars, ...parameters: number[]) => unknown;

/** Calls an indicator by its catalogue entry and returns its lines, one for a single series. */
export function callIndicator(
  entry: IndicatorEntry,
  bars: Bars,
  parameters: readonly number[],
): readonly Float64Array[] {
  const found = (library as unknown as Record<string, Callable | undefined>)[entry.name];
  if (!found) throw new Error(`${entry.name} is in the catalogue but not exported`);
  const result = found(entry.input === 'bars' ? bars : bars.close, ...parameters);
  if (result instanceof Float64Array) return [result];
  return entry.lines.map((line) => (result as Record<string, Float64Array>)[line] as Float64Array);
}

/** Parameters of an entry with its first one (the window) replaced, the rest as by default. */
export function parametersOf(entry: IndicatorEntry, window?: number): number[] {
  const values = entry.parameters.map((parameter) => parameter.value);
  if (window !== undefined && values.length > 0) values[0] = window;
  return values;
}
