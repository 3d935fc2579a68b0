import { fc, test as property } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { didYouMean } from './did-you-mean.js';

const KNOWN = ['symbols', 'timeframe', 'broker', 'start_date', 'end_date', 'fast', 'slow'];

test.each([
  ['sybmols', 'symbols'], // neighbours swapped
  ['symbol', 'symbols'], // one missing
  ['timeframes', 'timeframe'], // one too many
  ['Broker', 'broker'], // letter case
  ['strat_date', 'start_date'],
  ['fsat', 'fast'],
  ['START_DATE', 'start_date'],
])('%s is taken for %s', (word, expected) => {
  expect(didYouMean(word, KNOWN)).toBe(expected);
});

test.each(['leverage', 'xyz', 'brk', ''])('%j is taken for nothing', (word) => {
  expect(didYouMean(word, KNOWN)).toBeUndefined();
});

test('of two words equally near, the first known one is meant', () => {
  expect(didYouMean('bat', ['cat', 'rat'])).toBe('cat');
  expect(didYouMean('bat', ['rat', 'cat'])).toBe('rat');
});

property.prop([fc.constantFrom(...KNOWN)])('a known word is taken for itself', (word) => {
  expect(didYouMean(word, KNOWN)).toBe(word);
});

property.prop([fc.string({ maxLength: 5000, unit: 'binary' })])(
  'any text gives a known word or nothing, in bounded time',
  (word) => {
    const found = didYouMean(word, KNOWN);
    expect(found === undefined || KNOWN.includes(found)).toBe(true);
  },
);
