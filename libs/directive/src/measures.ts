/** What thresholds can be stated on, by the name that stands in a directive, with the library's module. */
export const MEASURES = {
  rsi: 'price/rsi',
  zscore: 'stats/rolling-zscore',
  cci: 'price/cci',
  williams_r: 'price/williams-r',
  stochastic: 'price/stochastic',
  mfi: 'volume/mfi',
  roc: 'price/roc',
  /** −1 oversold, 0, 1 overbought. */
  ultimate_signal: 'price/ultimate-c-percent',
} as const;

/** Name of a measure, `rsi`. */
export type MeasureName = keyof typeof MEASURES;

export const MEASURE_NAMES = Object.keys(MEASURES) as readonly MeasureName[];

/** The measure that a name or a module path (`price/rsi`) means; undefined for anything else. */
export function measureOf(text: string): MeasureName | undefined {
  return MEASURE_NAMES.find((name) => name === text || MEASURES[name] === text);
}
