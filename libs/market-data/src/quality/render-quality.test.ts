import { expect, test } from 'vitest';
import { barsOf, plainBars, plainRow } from '../testing/sample-bars.js';
import { assessQuality } from './assess-quality.js';
import { qualityMarkdown } from './render-quality.js';

test('a report as Markdown names facts and findings, and nothing of a file breaks its table', () => {
  const bars = barsOf([plainRow(0), plainRow(1), [2, 1, 1, 1, 1], plainRow(5)]);
  const report = assessQuality(bars, { timeframe: '1h', calendar: 'fx', isUnterminated: true });
  expect(qualityMarkdown(report, 'A|B_1h.csv')).toMatchInlineSnapshot(`
    "## A\\|B\\_1h.csv

    - bars: 4 of 1h, 2013-01-07T00:00:00Z to 2013-01-07T05:00:00Z
    - missing while open: 2 (calendar \`fx\`)
    - gate: ok

    | check | severity | count | first | what | detail |
    |---|---|---:|---|---|---|
    | \`gap\` | warn | 1 | 2013-01-07T05:00:00Z | bars are missing while the market is open | 2 bars are missing; most, 2, after 2013-01-07T02:00:00Z |
    | \`flat_bar\` | warn | 1 | 2013-01-07T02:00:00Z | open, high, low and close are equal | all four prices are 1 |
    | \`unterminated\` | warn | 1 | 2013-01-07T05:00:00Z | the last line has no line end: it may be cut off | its close is 1.1005 |
    "
  `);
});

test('a report without findings says so', () => {
  const report = assessQuality(plainBars(5), { timeframe: '1h', calendar: 'fx' });
  expect(qualityMarkdown(report, 'X_1h.csv')).toContain('Nothing was found.');
});
