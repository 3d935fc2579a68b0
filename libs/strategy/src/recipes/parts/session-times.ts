import { parseTimeframe, parseTimeOfDay, timeframeMs } from '@assay/core';

/** Minutes after midnight of a time of day "HH:MM"; NaN for any other text. */
export function minuteOfDay(time: string): number {
  return parseTimeOfDay(time) ?? NaN;
}

/** Nominal length of a bar of a timeframe, ms; NaN for an unknown one. */
export function barLengthMs(timeframe: string): number {
  const known = parseTimeframe(timeframe);
  return known ? timeframeMs(known) : NaN;
}
