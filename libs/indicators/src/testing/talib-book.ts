import type { Bars } from '@assay/core';
import { adx } from '../structure/adx.js';
import type { TalibRow } from './talib-vectors.js';

const WILDER_HIGH = [
  51.12, 52.35, 52.1, 51.8, 52.1, 52.5, 52.8, 52.5, 53.5, 53.5, 53.8, 54.2, 53.4, 53.5, 54.4, 55.2,
  55.7, 57, 57.5, 58, 57.7, 58, 57.5, 57, 56.7, 57.5, 56.7, 56, 56.2, 54.8, 55.5, 54.7, 54, 52.5,
  51, 51.5, 51.7, 53,
];
const WILDER_LOW = [
  50, 51.5, 51, 50.5, 51.25, 51.7, 51.85, 51.5, 52.3, 52.5, 53, 53.5, 52.5, 52.1, 53, 54, 55, 56,
  56.5, 57, 56.5, 57.3, 56.7, 56.3, 56.2, 56, 55.5, 55, 54.9, 54, 54.5, 53.8, 53, 51.5, 50, 50.5,
  50.2, 51.5,
];

/** The number of Wilder's bars. */
export const WILDER_BARS = WILDER_HIGH.length;

/** The bars of Wilder's book, which the table's rows of the parabolic stop mean but do not hold. */
export function wilderBars(): Bars {
  const high = Float64Array.from(WILDER_HIGH);
  const low = Float64Array.from(WILDER_LOW);
  const time = Float64Array.from(high, (_, i) => i * 86_400_000);
  return { length: WILDER_BARS, time, open: low, high, low, close: high, volume: high };
}

/** Rows of whole numbers are from Wilder's book, which rounded after every step. */
export function isFromTheBook({ file, label }: TalibRow): boolean {
  return file === 'test_adx.c' && Number(label.split(' ')[1]) >= 30;
}

/** The directional system as the book computes it: whole numbers throughout. */
export function bookLine(bars: Bars, period: number, name: string): Float64Array {
  const system = adx(bars, period);
  const plus = system.plusDi.map(Math.round);
  const minus = system.minusDi.map(Math.round);
  const strength = plus.map((up, i) => {
    const down = minus[i] as number;
    return Math.round((100 * Math.abs(up - down)) / (up + down));
  });
  const average = new Float64Array(bars.length).fill(NaN);
  const first = 2 * period - 1;
  const seed = strength.subarray(period, first + 1).reduce((a, b) => a + b);
  average[first] = Math.round(seed / period);
  for (let i = first + 1; i < bars.length; i += 1) {
    const before = (average[i - 1] as number) * (period - 1);
    average[i] = Math.round((before + (strength[i] as number)) / period);
  }
  const rating = average.map((value, i) =>
    Math.round((value + (average[i - period + 1] ?? NaN)) / 2),
  );
  const lines = { PLUS_DI: plus, MINUS_DI: minus, DX: strength, ADX: average, ADXR: rating };
  return lines[name as keyof typeof lines];
}
