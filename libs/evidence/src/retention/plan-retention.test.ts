import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import {
  keepsNothing,
  planRetention,
  type RetentionItem,
  type RetentionPolicy,
} from './plan-retention.js';

/** 2026-01-31T09:08:07.006Z. */
const NOW = 1_769_850_487_006;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const FUTURE = NOW + 300_000;
const NONE: RetentionPolicy = {
  keepLast: 0,
  keepWithinMs: 0,
  keepDaily: 0,
  keepRedMs: 0,
  mayEmpty: false,
};

function item(key: string, ageMs: number, part: Partial<RetentionItem> = {}): RetentionItem {
  return { key, timeMs: NOW - ageMs, result: 'green', isReferenced: false, ...part };
}

function kept(items: readonly RetentionItem[], policy: Partial<RetentionPolicy>): string {
  return planRetention(items, { ...NONE, ...policy }, NOW, FUTURE)
    .filter(({ reasons }) => reasons.length > 0)
    .map(({ item: { key }, reasons }) => `${key}:${reasons.join('+')}`)
    .join(' ');
}

const red = { result: 'red' } as const;
const FIVE = ['a', 'b', 'c', 'd', 'e'].map((key, i) => item(key, i * HOUR));
const DAYS = ['a', 'b', 'c', 'd'].flatMap((key, i) => [
  item(`${key}1`, i * DAY),
  item(`${key}2`, i * DAY + HOUR),
]);

describe('each rule keeps what it says, and the rules are united', () => {
  // prettier-ignore
  const ROWS: readonly (readonly [string, readonly RetentionItem[], Partial<RetentionPolicy>, string])[] = [
    ['nothing of nothing', [], { keepLast: 3 }, ''],
    ['the newest always', FIVE, { keepRedMs: 1 }, 'a:newest+newest_green'],
    ['the newest so many', FIVE, { keepLast: 2 }, 'a:newest+newest_green+last b:last'],
    ['all that are younger, not as old', FIVE, { keepWithinMs: 2 * HOUR }, 'a:newest+newest_green+within b:within'],
    ['the newest of each of so many days', DAYS, { keepDaily: 3 }, 'a1:newest+newest_green+daily b1:daily c1:daily'],
    ['days without an item do not count', [item('a', 0), item('b', 30 * DAY)], { keepDaily: 2 }, 'a:newest+newest_green+daily b:daily'],
    ['the newest green behind red ones', [item('a', 0, red), item('b', HOUR, red), item('c', DAY)], { keepLast: 1 }, 'a:newest+last c:newest_green'],
    ['young red ones', [item('a', 0), item('b', HOUR, red), item('c', DAY, red)], { keepRedMs: DAY }, 'a:newest+newest_green b:red'],
    ['what is spoken of', [item('a', 0), item('b', 99 * DAY, { isReferenced: true })], { keepLast: 1 }, 'a:newest+newest_green+last b:referenced'],
    ['what is of the future, which pushes nothing out', [item('f', -DAY), item('a', 0), item('b', 1)], { keepLast: 1 }, 'f:future a:newest+newest_green+last'],
    ['nothing, when that is meant', FIVE, { mayEmpty: true }, ''],
    ['what is spoken of even then', [item('a', 0, { isReferenced: true })], { mayEmpty: true }, 'a:referenced'],
  ];
  test.each(ROWS)('%s', (_, items, policy, expected) => {
    expect(kept(items, policy)).toBe(expected);
  });

  test('48 of a snapshot every 5 minutes, and a day of them, and a fortnight of days', () => {
    const items = Array.from({ length: 10_000 }, (_, i) => item(`i${i}`, i * 300_000));
    const policy = { keepLast: 48, keepWithinMs: DAY, keepDaily: 14, keepRedMs: 7 * DAY };
    const count = kept(items, policy).split(' ').length;
    expect(count).toBe(DAY / 300_000 + 12);
  });
});

const SPAN = fc.integer({ min: 0, max: 20 * DAY });
const ITEMS = fc.uniqueArray(
  fc.record({
    key: fc.string({ minLength: 1, maxLength: 4 }),
    timeMs: fc.integer({ min: NOW - 20 * DAY, max: NOW + 2 * DAY }),
    result: fc.constantFrom('green' as const, 'red' as const),
    isReferenced: fc.boolean(),
  }),
  { selector: ({ key }) => key, maxLength: 40 },
);
const POLICY = fc.record({
  keepLast: fc.nat(10),
  keepWithinMs: SPAN,
  keepDaily: fc.nat(5),
  keepRedMs: SPAN,
  mayEmpty: fc.constant(false),
});

function split(items: readonly RetentionItem[], policy: RetentionPolicy) {
  const decisions = planRetention(items, policy, NOW, FUTURE);
  return {
    decisions,
    kept: decisions.filter(({ reasons }) => reasons.length > 0).map((one) => one.item),
    gone: decisions.filter(({ reasons }) => reasons.length === 0).map((one) => one.item),
  };
}

describe('whatever there is and whatever is asked for', () => {
  property.prop([ITEMS, POLICY])('every item is decided once, newest first', (items, policy) => {
    const { decisions } = split(items, policy);
    const times = decisions.map(({ item: { timeMs } }) => timeMs);
    expect(new Set(decisions.map((one) => one.item))).toEqual(new Set(items));
    expect(times).toEqual(times.toSorted((a, b) => b - a));
  });

  property.prop([ITEMS, POLICY])('a class is never emptied', (items, policy) => {
    if (items.length > 0) expect(split(items, policy).kept.length).toBeGreaterThan(0);
  });

  property.prop([ITEMS, POLICY])(
    'the newest, the newest green, what is spoken of and what is of the future stay',
    (items, policy) => {
      const { gone } = split(items, policy);
      const past = items.filter(({ timeMs }) => timeMs <= FUTURE);
      const newest = (some: readonly RetentionItem[]) =>
        Math.max(...some.map(({ timeMs }) => timeMs));
      const greens = past.filter(({ result }) => result === 'green');
      for (const one of gone) {
        expect(one.isReferenced).toBe(false);
        expect(one.timeMs).toBeLessThanOrEqual(newest(past));
      }
      const isLeft = (some: readonly RetentionItem[]) =>
        some.length === 0 || some.some((one) => one.timeMs === newest(some) && !gone.includes(one));
      expect(isLeft(past)).toBe(true);
      expect(isLeft(greens)).toBe(true);
      expect(gone.every(({ timeMs }) => timeMs <= FUTURE)).toBe(true);
    },
  );

  property.prop([ITEMS, POLICY])(
    'the order in which they come does not matter',
    (items, policy) => {
      const turned = [...items].reverse();
      expect(split(turned, policy).decisions).toEqual(split(items, policy).decisions);
    },
  );

  property.prop([ITEMS, POLICY])('doing it again finds nothing more to do', (items, policy) => {
    expect(split(split(items, policy).kept, policy).gone).toEqual([]);
  });

  property.prop([ITEMS, POLICY, fc.nat(3)])(
    'to keep more never lets more go',
    (items, policy, more) => {
      const generous = {
        ...policy,
        keepLast: policy.keepLast + more,
        keepDaily: policy.keepDaily + more,
        keepWithinMs: policy.keepWithinMs + more * DAY,
      };
      const gone = new Set(split(items, policy).gone);
      for (const one of split(items, generous).gone) expect(gone.has(one)).toBe(true);
    },
  );
});

test('a policy that keeps nothing is known as such', () => {
  expect(keepsNothing(NONE)).toBe(true);
  for (const rule of ['keepLast', 'keepWithinMs', 'keepDaily', 'keepRedMs'] as const) {
    expect(keepsNothing({ ...NONE, [rule]: 1 })).toBe(false);
  }
});
