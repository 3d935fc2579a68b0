import { describe, expect, it } from 'vitest';
import type { EntryIntent, IndicatorColumns } from '@assay/strategy/sdk';
import { simulate } from './index.js';
import { barsOf, inputOf, scripted, tradeLines, type Row } from './testing/scenario.js';

const CALM: Row = [100, 101, 99, 100];
const bars = barsOf([CALM, CALM, CALM, CALM, CALM, CALM]);
const LONG: EntryIntent = { direction: 1 };

function run(
  columns: Record<string, number[]>,
  entries = {},
  firstBar = 0,
): ReturnType<typeof simulate> {
  const prepared: IndicatorColumns = Object.fromEntries(
    Object.entries(columns).map(([name, values]) => [name, Float64Array.from(values)]),
  );
  const strategy = scripted({ entries }, { prepareIndicators: () => prepared });
  return simulate(inputOf(bars, strategy, { firstBar }));
}

describe('bars that are not ready', () => {
  it.each([
    ['none without columns', {}, 0],
    [
      'those before every column has a value',
      { a: [NaN, NaN, 1, 1, 1, 1], b: [NaN, 1, 1, 1, 1, 1] },
      2,
    ],
    ['holes within a column too', { a: [NaN, 1, 1, NaN, 1, NaN] }, 3],
    ['all when a column never has a value', { a: [NaN, NaN, NaN, NaN, NaN, NaN] }, 6],
    ['none where infinities cancel', { a: [1, Infinity, 1, -Infinity, 1, 1] }, 0],
  ])('are counted: %s', (_, columns, expected) => {
    expect(run(columns).notReadyBars).toBe(expected);
  });

  it('do not count when they gave a signal all the same', () => {
    expect(run({ a: [NaN, NaN, NaN, 1, 1, 1] }, { 1: LONG }).notReadyBars).toBe(2);
  });

  it('refuse an intent with a NaN price, and count it', () => {
    const result = run({ a: [NaN, NaN, 1, 1, 1, 1] }, { 1: { direction: 1, stopLoss: NaN } });
    expect(result.rejections).toEqual({ NOT_READY: 1 });
    expect(result.notReadyBars).toBe(2);
  });
});

describe('warm-up bars', () => {
  it('are not asked for decisions: the first decision is at the first bar, its fill one later', () => {
    const result = run({}, { 0: LONG, 1: LONG, 2: LONG, 3: LONG }, 2);
    expect(tradeLines(result)).toEqual(['long 100@3 -> 100@5 END_OF_DATA']);
  });

  it('feed indicators, and are not in the equity', () => {
    const lengths: number[] = [];
    const strategy = scripted(
      {},
      {
        prepareIndicators: (all) => {
          lengths.push(all.length);
          return {};
        },
      },
    );
    const result = simulate(inputOf(bars, strategy, { firstBar: 4 }));
    expect(lengths).toEqual([6]);
    expect([...result.equity]).toEqual([1000, 1000]);
  });

  it('may be all there is', () => {
    const result = run({}, { 0: LONG }, 6);
    expect([result.trades.length, result.equity.length]).toEqual([0, 0]);
  });
});
