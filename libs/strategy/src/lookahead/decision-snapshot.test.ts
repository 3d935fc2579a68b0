import { fc, test as property } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { isSame, snapshotOf } from './decision-snapshot.js';

const plain = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom(null, true, false, NaN, 0, -0, 1.5, 'x', undefined),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('direction', 'level', 'tag'), tie('value'), {
      noNullPrototype: true,
    }),
  ),
})).value;

property.prop([plain])('a decision is the same as its copy', (value) => {
  expect(isSame(snapshotOf(value), structuredClone(value))).toBe(true);
});

property.prop([plain, plain])(
  'two decisions are the same when they say the same to the bit',
  (a, b) => {
    const text = (value: unknown): string =>
      JSON.stringify(value, (_key, item: unknown) => {
        if (Object.is(item, -0)) return '-0';
        return item === undefined ? 'undefined' : item !== item ? 'NaN' : item;
      });
    expect(isSame(snapshotOf(a), b)).toBe(text(a) === text(b));
  },
);

test('a decision that is used again does not change its copy', () => {
  const intent = { direction: 1, level: 2 };
  const snapshot = snapshotOf(intent);
  intent.level = 3;
  expect(isSame(snapshot, intent)).toBe(false);
  expect(isSame(snapshot, { direction: 1, level: 2 })).toBe(true);
});

test('what is not plain data is never the same', () => {
  const odd = { direction: () => 1 };
  expect(isSame(snapshotOf(odd), odd)).toBe(false);
  const deep = [[[[[1]]]]];
  expect(isSame(snapshotOf(deep), deep)).toBe(false);
});
