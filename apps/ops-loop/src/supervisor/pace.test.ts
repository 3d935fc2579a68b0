import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { backoff, DEGRADED_AFTER, defaultTimeout, nextTick } from './pace.js';

const PACE = { startMs: 10_000, intervalMs: 1_000 };

describe('the next tick', () => {
  // prettier-ignore
  test.each([
    ['at the next slot when the tick ended in its own',     0, 10_400, 0,     { slot: 1, dueMs: 11_000, missed: 0 }],
    ['at once when it ended exactly where a slot begins',   0, 12_000, 0,     { slot: 2, dueMs: 12_000, missed: 1 }],
    ['at the next free slot, the passed ones counted',      0, 13_100, 0,     { slot: 4, dueMs: 14_000, missed: 3 }],
    ['on the grid when the back-off is over before it',     3, 13_200, 700,   { slot: 4, dueMs: 14_000, missed: 0 }],
    ['after the back-off, which misses nothing',            3, 13_200, 2_100, { slot: 5, dueMs: 15_300, missed: 0 }],
  ])('comes %s', (_what, slot, endedMs, backoffMs, expected) => {
    expect(nextTick(PACE, slot, endedMs, backoffMs)).toEqual(expected);
  });

  property.prop([
    fc.integer({ min: 1, max: 600_000 }),
    fc.array(fc.integer({ min: 0, max: 2_000_000 }), { minLength: 1, maxLength: 50 }),
  ])(
    'never overlaps, never drifts off the grid, and every slot is used or missed',
    (intervalMs, took) => {
      const pace = { startMs: 5, intervalMs };
      let [slot, dueMs, used, missed] = [0, 5, 0, 0];
      for (const ms of took) {
        const endedMs = dueMs + ms;
        const next = nextTick(pace, slot, endedMs, 0);
        expect(next.dueMs).toBeGreaterThanOrEqual(endedMs);
        expect((next.dueMs - pace.startMs) % intervalMs).toBe(0);
        used += 1;
        missed += next.missed;
        expect(next.slot).toBe(used + missed);
        ({ slot, dueMs } = next);
      }
    },
  );
});

describe('back-off', () => {
  test('doubles from one interval to eight and no further', () => {
    const waits = [0, 1, 2, 3, 4, 5, 60].map((failures) => backoff(failures, 1_000, 0));
    expect(waits).toEqual([0, 1_000, 2_000, 4_000, 8_000, 8_000, 8_000]);
  });

  test('is at most a quarter of an hour, or one interval where that is longer', () => {
    expect(backoff(8, 300_000, 0)).toBe(900_000);
    expect(backoff(8, 7_200_000, 0)).toBe(7_200_000);
  });

  property.prop([
    fc.integer({ min: 1, max: 40 }),
    fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
  ])('is lengthened by less than a quarter by chance, never shortened', (failures, chance) => {
    const plain = backoff(failures, 1_000, 0);
    expect(backoff(failures, 1_000, chance)).toBeGreaterThanOrEqual(plain);
    expect(backoff(failures, 1_000, chance)).toBeLessThanOrEqual(plain * 1.25);
  });

  test('degraded comes after eight failures', () => {
    expect(DEGRADED_AFTER).toBe(8);
  });
});

test.each([
  [1_000, 15_000],
  [60_000, 60_000],
  [300_000, 120_000],
])('at an interval of %d ms a tick may take %d ms', (intervalMs, timeoutMs) => {
  expect(defaultTimeout(intervalMs)).toBe(timeoutMs);
});
