import { fc, test as check } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { planCuts } from './plan-cuts.js';

const bars = (from: number, count: number, step: number): number[] =>
  Array.from({ length: count }, (_, k) => from + k * step);

describe('the cuts', () => {
  test('are 32 right after signals, 16 right after exits and 16 even ones', () => {
    const signalBars = bars(601, 300, 30);
    const exitBars = bars(612, 300, 30);
    const cuts = planCuts({ length: 10_000, firstBar: 500, signalBars, exitBars });
    expect(cuts).toHaveLength(64);
    expect(cuts.filter((cut) => signalBars.includes(cut - 1)).length).toBeGreaterThanOrEqual(32);
    expect(cuts.filter((cut) => exitBars.includes(cut - 1)).length).toBeGreaterThanOrEqual(16);
    expect(cuts).toContain(601 + 299 * 30 + 1);
  });

  test('are even ones only when the full run decided nothing', () => {
    expect(planCuts({ length: 650, firstBar: 0, signalBars: [], exitBars: [] })).toEqual(
      bars(10, 64, 10),
    );
  });

  test('after the few signals there are come all, the rest is even', () => {
    const cuts = planCuts({
      length: 5000,
      firstBar: 500,
      signalBars: [777, 4000],
      exitBars: [800],
    });
    expect(cuts).toHaveLength(64);
    expect(cuts).toEqual(expect.arrayContaining([778, 801, 4001]));
  });

  test('never lie before the first bar, nor at the end of the data', () => {
    expect(planCuts({ length: 12, firstBar: 9, signalBars: [3, 11], exitBars: [8, 10] })).toEqual([
      10, 11,
    ]);
    expect(planCuts({ length: 10, firstBar: 9, signalBars: [9], exitBars: [] })).toEqual([]);
    expect(planCuts({ length: 0, firstBar: 0, signalBars: [], exitBars: [] })).toEqual([]);
  });
});

const ascending = fc
  .uniqueArray(fc.nat(2000), { maxLength: 200 })
  .map((list) => list.sort((a, b) => a - b));

check.prop([
  fc.integer({ min: 1, max: 2000 }),
  fc.nat(300),
  ascending,
  ascending,
  fc.integer({ min: 1, max: 80 }),
])(
  'cuts ascend without repetition, lie inside the data, and are as many as wanted or possible',
  (length, firstBar, signalBars, exitBars, total) => {
    const cuts = planCuts({ length, firstBar, signalBars, exitBars, total });
    expect(cuts).toHaveLength(Math.max(0, Math.min(total, length - 1 - firstBar)));
    for (const [k, cut] of cuts.entries()) {
      expect(cut).toBeGreaterThan(Math.max(firstBar, cuts[k - 1] ?? 0));
      expect(cut).toBeLessThan(length);
    }
  },
);
