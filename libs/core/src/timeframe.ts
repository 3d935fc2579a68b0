import { MS_PER_DAY, MS_PER_HOUR, MS_PER_MINUTE } from './calendar.js';

/** The bar lengths a directive may name, shortest first. */
export const TIMEFRAMES = ['1m', '5m', '15m', '30m', '1h', '4h', '1d', '1w'] as const;
export type Timeframe = (typeof TIMEFRAMES)[number];

const LENGTH_MS: Readonly<Record<Timeframe, number>> = {
  '1m': MS_PER_MINUTE,
  '5m': 5 * MS_PER_MINUTE,
  '15m': 15 * MS_PER_MINUTE,
  '30m': 30 * MS_PER_MINUTE,
  '1h': MS_PER_HOUR,
  '4h': 4 * MS_PER_HOUR,
  '1d': MS_PER_DAY,
  '1w': 7 * MS_PER_DAY,
};

/** File names spell a timeframe either way: `1h` or `H1`. */
const ALIASES: ReadonlyMap<string, Timeframe> = new Map([
  ['M1', '1m'],
  ['M5', '5m'],
  ['M15', '15m'],
  ['M30', '30m'],
  ['H1', '1h'],
  ['H4', '4h'],
  ['D1', '1d'],
  ['W1', '1w'],
]);

/** The nominal length of a bar in milliseconds. */
export function timeframeMs(timeframe: Timeframe): number {
  return LENGTH_MS[timeframe];
}

/** Reads a timeframe in either spelling; undefined when it is none. */
export function parseTimeframe(text: string): Timeframe | undefined {
  return TIMEFRAMES.find((timeframe) => timeframe === text) ?? ALIASES.get(text);
}
