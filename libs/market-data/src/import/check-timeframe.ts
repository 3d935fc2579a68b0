import {
  AssayError,
  TIMEFRAMES,
  timeframeMs,
  type Bars,
  type Place,
  type Timeframe,
} from '@assay/core';

/** Steps of the named timeframe that are enough to believe it. */
const SHARE_MIN = 0.1;
/** Bars that say something about how far apart they are. */
const BARS_MIN = 4;

/**
 * Refuses bars that are not of the timeframe that was named: hardly any of them follow each other at its
 * distance. Order of the file; steps back and repeated times do not count.
 * @throws AssayError IMPORT_TIMEFRAME_MISMATCH.
 */
export function checkTimeframe(bars: Bars, timeframe: Timeframe, place: Place): void {
  if (bars.length < BARS_MIN) return;
  const barMs = timeframeMs(timeframe);
  // A day of a zone that changes its clock has 23 or 25 hours.
  const slack = barMs >= timeframeMs('1d') ? 3_600_000 : 0;
  const { time, length } = bars;
  let forward = 0;
  let fitting = 0;
  for (let i = 1; i < length; i += 1) {
    const step = (time[i] as number) - (time[i - 1] as number);
    if (step > 0) forward += 1;
    if (step > 0 && Math.abs(step - barMs) <= slack) fitting += 1;
  }
  if (forward === 0 || fitting >= SHARE_MIN * forward) return;
  const steps = new Map<number, number>();
  for (let i = 1; i < length; i += 1) {
    const step = (time[i] as number) - (time[i - 1] as number);
    if (step > 0) steps.set(step, (steps.get(step) ?? 0) + 1);
  }
  const [usual, count] = [...steps].sort(([a, m], [b, n]) => n - m || a - b)[0] ?? [0, 0];
  const share = Math.round((100 * count) / forward);
  const known = TIMEFRAMES.find((one) => timeframeMs(one) === usual);
  const isMonthly = usual >= 27 * 86_400_000 && usual <= 32 * 86_400_000;
  throw new AssayError('IMPORT_TIMEFRAME_MISMATCH', `the bars are not ${timeframe} apart`, {
    place,
    found: `${share} % follow after ${known ?? lengthText(usual)}${isMonthly ? ' (months)' : ''}, ${fitting} of ${forward} after ${timeframe}`,
    expected: `bars of ${timeframe}`,
    ...(isMonthly && { next: 'Get weekly or finer bars: there is no monthly timeframe.' }),
  });
}

function lengthText(ms: number): string {
  const days = ms / 86_400_000;
  if (days >= 1) return `${Math.round(days * 100) / 100} days`;
  return `${Math.round(ms / 600) / 100} minutes`;
}
