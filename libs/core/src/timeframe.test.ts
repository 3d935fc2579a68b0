import { expect, test } from 'vitest';
import { parseTimeframe, timeframeMs, TIMEFRAMES } from './timeframe.js';

test.each([
  ['1m', 'M1', 60_000],
  ['5m', 'M5', 300_000],
  ['15m', 'M15', 900_000],
  ['30m', 'M30', 1_800_000],
  ['1h', 'H1', 3_600_000],
  ['4h', 'H4', 14_400_000],
  ['1d', 'D1', 86_400_000],
  ['1w', 'W1', 604_800_000],
] as const)('%s is also spelled %s and lasts %d ms', (timeframe, alias, ms) => {
  expect(parseTimeframe(timeframe)).toBe(timeframe);
  expect(parseTimeframe(alias)).toBe(timeframe);
  expect(timeframeMs(timeframe)).toBe(ms);
});

test('timeframes are listed shortest first', () => {
  const lengths = TIMEFRAMES.map(timeframeMs);
  expect(lengths).toEqual([...lengths].sort((a, b) => a - b));
});

test.each(['', '2h', '1H', 'h1', '60', 'constructor', '__proto__', 'toString'])(
  '%j is no timeframe',
  (text) => {
    expect(parseTimeframe(text)).toBeUndefined();
  },
);
