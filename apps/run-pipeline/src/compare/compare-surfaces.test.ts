import { displayWidth, PLAIN_STYLE } from '@assay/cli';
import { describe, expect, test } from 'vitest';
import { comparedSubject } from '../testing/compared-subject.js';
import { comparisonJson } from './compare-json.js';
import { comparePage } from './compare-page.js';
import { comparisonText } from './compare-text.js';
import { compareSubjects } from './comparison.js';

const HOSTILE: readonly (readonly [string, string])[] = [
  ['HTML', '</td><script>alert(1)</script><img src=x onerror=alert(1)>'],
  ['a formula', '=cmd|"/c calc"!A1'],
  ['control characters', 'a\u001b[2Jb\u0007\r\nc'],
  ['text that turns around', '\u202eevil\u2066'],
  ['200 characters', 'x'.repeat(200)],
];

function hostileComparison(name: string) {
  const run = { symbol: name, settings: { sizing: name } };
  return compareSubjects(
    [
      comparedSubject('A', run, { id: name, strategy: name, verdict: name, currency: name }),
      comparedSubject('B', { ...run, end: name }),
    ],
    ['windows', 'data'],
  ).comparison;
}

describe.each(HOSTILE)('a name of %s', (_what, name) => {
  test('is text on the page', () => {
    const page = comparePage(hostileComparison(name));
    expect(page).not.toMatch(/<script|<img|<[a-z]+[^>]* on[a-z]+=/i);
    expect(page).toContain('default-src &#39;none&#39;');
  });

  test('cannot steer a terminal, and no line is wider than it', () => {
    const view = { style: PLAIN_STYLE, width: 80 };
    const text = comparisonText(hostileComparison(name), view, true);
    // eslint-disable-next-line no-control-regex -- they are what must not be there
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
    for (const line of text.split('\n')) expect(displayWidth(line), line).toBeLessThanOrEqual(80);
  });
});

test('every surface says what differs before it shows a number', () => {
  const { comparison } = compareSubjects(
    [comparedSubject('A'), comparedSubject('B', { end: '2025-01-01' })],
    ['windows'],
  );
  const text = comparisonText(comparison, { style: PLAIN_STYLE, width: undefined }, false);
  expect(text.indexOf('Different windows')).toBe(2);
  const page = comparePage(comparison);
  expect(page.indexOf('Different windows')).toBeLessThan(page.indexOf('<table'));
  expect(comparisonJson(comparison)).toMatchObject({
    comparable: false,
    across: ['windows'],
    cautions: ['Different windows: not comparable as they stand'],
    differences: [{ aspect: 'windows', what: 'end', values: ['2024-06-30', '2025-01-01'] }],
  });
});

test('a number is shown with its distance from the first, a missing one with its reason', () => {
  const { comparison } = compareSubjects(
    [
      comparedSubject('A'),
      comparedSubject('B', {}, { metrics: { net_profit: -2.5, win_rate: 0.75 } }),
    ],
    [],
  );
  const row = comparison.metrics.find(({ id }) => id === 'net_profit');
  expect(row).toMatchObject({ values: [12.5, -2.5], changes: [0, -15], reasons: [null, null] });
  expect(comparison.metrics.find(({ id }) => id === 'sharpe_ratio')).toMatchObject({
    values: [null, null],
    reasons: ['too few days', 'too few days'],
  });
  const text = comparisonText(comparison, { style: PLAIN_STYLE, width: 80 }, false);
  expect(text).toMatch(/Net profit\s+12\.50\s+−2\.50\s+−15\.00/);
  expect(text).toMatch(/Win rate\s+50\.00 %\s+75\.00 %\s+\+25\.00 pp/);
  expect(comparePage(comparison)).toContain('title="too few days"');
});

test('equal comparisons give equal bytes', () => {
  expect(comparePage(hostileComparison('x'))).toBe(comparePage(hostileComparison('x')));
});

test('eight subjects fit a terminal of 80 columns', () => {
  const subjects = [...'ABCDEFGH'].map((label) =>
    comparedSubject(label, {}, { metrics: { net_profit: -1_234_567.89 } }),
  );
  const { comparison } = compareSubjects(subjects, []);
  const text = comparisonText(comparison, { style: PLAIN_STYLE, width: 80 }, true);
  for (const line of text.split('\n')) expect(displayWidth(line), line).toBeLessThanOrEqual(80);
});
