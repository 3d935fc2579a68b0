import { EMPTY_HEAD } from '@assay/ledger';
import { expect, test } from 'vitest';
import { FINDING_KINDS, FINDING_ORDER } from './finding-kinds.js';
import { finding } from './finding.js';
import { planSweep } from './plan-sweep.js';
import { reportDocument, reportMarkdown, type SweepReport } from './sweep-report.js';

const COUNTS = { events: 1, rows: 2, capsules: 3, portfolios: 4, files: 5 };

function reportOf(names: readonly string[]): SweepReport {
  const findings = names.map((path) =>
    finding('leftover', 'LEFTOVER', {
      subject: 's',
      path,
      message: `${path} is left`,
      found: 'f',
      expected: 'e',
      repairs: [{ do: 'quarantine', path }],
      files: [{ code: 'LEFTOVER', path, found: 'f', expected: 'e' }],
    }),
  );
  return {
    at: '2026-01-31T09:08:07.006Z',
    mode: 'dry-run',
    scan: { findings, counts: COUNTS },
    plan: planSweep(findings, EMPTY_HEAD),
    sweep: null,
    remaining: findings,
  };
}

test('a hostile file name is text on one line: no line break, no markup, no turned direction', () => {
  const hostile = 'runs/a\n# heading |<script>`x`\u202e\u001b[31m';
  const text = reportMarkdown(reportOf([hostile]));
  for (const sign of ['\u001b', '\u202e', '\n# heading', '<script>'])
    expect(text).not.toContain(sign);
  expect(text.split('\n').filter((line) => line.startsWith('# '))).toEqual(['# Integrity report']);
  const row = text.split('\n').find((line) => line.includes('| LEFTOVER |')) ?? '';
  expect(row.match(/(?<!\\)\|/g)).toHaveLength(5);
});

test('the document holds every finding and the plan, and is plain JSON', () => {
  const report = reportOf(['a', 'b']);
  const document = reportDocument(report);
  expect(JSON.parse(JSON.stringify(document))).toEqual(document);
  expect(document).toMatchObject({ counts: { findings: 2 }, plan: { quarantine: ['a', 'b'] } });
});

test('without findings it says that ledger and folders agree', () => {
  expect(reportMarkdown(reportOf([]))).toContain('Ledger and folders agree.');
});

test('kinds that a dry run calls altered are so for verify too; nothing of them is repaired but a copy', () => {
  for (const kind of FINDING_ORDER) {
    const { sweepExit, verifyExit, repair } = FINDING_KINDS[kind];
    expect(verifyExit).toBeGreaterThanOrEqual(sweepExit);
    if (sweepExit === 3 && kind !== 'edited-copy') expect(repair).toMatch(/^nothing/);
  }
});
