/**
 * What thresholds can be stated on, by the name that stands in a directive, with the library module
 * that measures it and the period that is meant where none is stated (bars).
 */
export const MEASURES = {
  rsi: { path: 'price/rsi', period: 14 },
  zscore: { path: 'stats/rolling-zscore', period: 20 },
  cci: { path: 'price/cci', period: 20 },
  williams_r: { path: 'price/williams-r', period: 14 },
  stochastic: { path: 'price/stochastic', period: 14 },
  mfi: { path: 'volume/mfi', period: 14 },
  roc: { path: 'price/roc', period: 5 },
} as const satisfies Readonly<Record<string, { readonly path: string; readonly period: number }>>;

/** Name of a measure, `rsi`. */
export type MeasureName = keyof typeof MEASURES;

export const MEASURE_NAMES = Object.keys(MEASURES) as readonly MeasureName[];

/** The measure that a name or a module path (`price/rsi`) means; undefined for anything else. */
export function measureOf(text: string): MeasureName | undefined {
  return MEASURE_NAMES.find((name) => name === text || MEASURES[name].path === text);
}
