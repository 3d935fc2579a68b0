import { expect, test } from 'vitest';
import { formatSpan, parseDuration } from './duration.js';
import { formatCount, formatShort } from './number-format.js';

test.each([
  ['500ms', 500],
  ['60s', 60_000],
  ['5m', 300_000],
  ['2h', 7_200_000],
  ['30d', 2_592_000_000],
  ['0s', 0],
])('%s is %i ms', (text, expected) => {
  expect(parseDuration(text)).toBe(expected);
});

test.each(['', '60', 's', '-1s', '1.5s', '1 s', '60S', '1w', '999999999999d', '0x10s', '1s '])(
  '%j is no duration',
  (text) => {
    expect(parseDuration(text)).toBeUndefined();
  },
);

test.each([
  [0, '0:00'],
  [999, '0:00'],
  [7_000, '0:07'],
  [750_000, '12:30'],
  [10_931_000, '3:02:11'],
  [-5, '0:00'],
])('%i ms reads as %s', (spanMs, expected) => {
  expect(formatSpan(spanMs)).toBe(expected);
});

test.each([
  [0, '0'],
  [999, '999'],
  [57_600, '57,600'],
  [-1_234_567, '-1,234,567'],
])('%i reads as %s', (value, expected) => {
  expect(formatCount(value)).toBe(expected);
});

test.each([
  [412.4, '412'],
  [57_600, '57.6k'],
  [21_300_000, '21.3M'],
  [1_200_000_000, '1.2G'],
])('%d is short for %s', (value, expected) => {
  expect(formatShort(value)).toBe(expected);
});
