import { expect, test } from 'vitest';
import { compareRatios, isRegression, settleNoise, type Verdict } from './compare-ratios.js';

const one = (ratio: number, data?: string) => [{ name: 'a', ratio, ...(data && { data }) }];

test.each<[string, number, number, Verdict]>([
  ['equal ratios are the same', 5, 5, 'same'],
  ['a fifth worse is noise', 5, 6, 'same'],
  ['more than a fifth worse is worse', 5, 6.01, 'worse'],
  ['a small ratio is held to the same', 0.1, 0.121, 'worse'],
  ['a sixth less is noise', 6, 5.01, 'same'],
  ['more than that is better', 6, 4.99, 'better'],
  ['no number is worse', 5, NaN, 'worse'],
  ['infinity is worse', 5, Infinity, 'worse'],
])('%s: %d, then %d', (_rule, baseline, measured, verdict) => {
  const [comparison] = compareRatios(one(baseline), one(measured));
  expect(comparison).toMatchObject({ name: 'a', baseline, measured, verdict });
});

test('the change is told as a share of the baseline', () => {
  expect(compareRatios(one(5), one(6.5))[0]?.change).toBeCloseTo(0.3, 12);
  expect(compareRatios(one(5), one(4))[0]?.change).toBeCloseTo(-0.2, 12);
});

test('what was not measured is missing, what has no baseline is new; neither has a change', () => {
  const comparisons = compareRatios([{ name: 'gone', ratio: 1 }], [{ name: 'fresh', ratio: 2 }]);
  expect(comparisons).toEqual([
    { name: 'gone', verdict: 'missing', baseline: 1 },
    { name: 'fresh', verdict: 'new', measured: 2 },
  ]);
});

test.each([
  ['real', 'sample'],
  ['sample', 'real'],
])('ratios over %s and over %s bars are not compared', (before, now) => {
  const [comparison] = compareRatios(one(1, before), one(9, now));
  expect(comparison).toEqual({ name: 'a', verdict: 'other-data', baseline: 1, measured: 9 });
});

test('only what is worse or missing fails', () => {
  const fails = (['same', 'better', 'worse', 'missing', 'new', 'other-data'] as const).filter(
    (verdict) => isRegression({ name: 'a', verdict }),
  );
  expect(fails).toEqual(['worse', 'missing']);
});

test.each<[string, number[], number, number]>([
  ['what is not worse is not measured again', [5.9], 5.9, 0],
  ['noise in the first try is forgotten after the second', [9, 5.5, 1], 5.5, 1],
  ['noise in two tries is forgotten after the third', [9, 8, 5.5], 5.5, 2],
  ['what is worse three times stays, with its best try', [9, 7, 8, 1], 7, 2],
  ['a try that gave no number does not hide a better one', [NaN, 7, NaN], 7, 2],
])('%s', (_rule, tries, best, further) => {
  const [first = NaN, ...later] = tries;
  const asked: string[] = [];
  const settled = settleNoise(one(5), one(first), (name) => {
    asked.push(name);
    return { name, ratio: later.shift() ?? NaN };
  });
  expect(settled).toEqual([{ name: 'a', ratio: best }]);
  expect(asked).toEqual(Array.from({ length: further }, () => 'a'));
});

test('only the suspicious bench is measured again, and the order stays', () => {
  const baseline = ['a', 'b', 'c'].map((name) => ({ name, ratio: 1 }));
  const measured = [1, 2, 1].map((ratio, k) => ({ name: 'abc'.charAt(k), ratio }));
  const settled = settleNoise(baseline, measured, (name) => ({ name, ratio: 1.1 }));
  expect(settled).toEqual([
    { name: 'a', ratio: 1 },
    { name: 'b', ratio: 1.1 },
    { name: 'c', ratio: 1 },
  ]);
});
