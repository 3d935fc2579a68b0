import { describe, expect, test } from 'vitest';
import type { CampaignReport, TrialReport } from './campaign-report.js';
import type { CheckName } from './problem.js';
import { isGreen, reportRows, reportText } from './report-text.js';

function trial(name: string, ...checks: readonly CheckName[]): TrialReport {
  return {
    name,
    step: 'main:7',
    place: 'rename runs/a',
    struck: 1,
    litter: 2,
    problems: checks.map((check) => ({ check, text: `${check} is wrong` })),
    folder: checks.length > 0 ? '/kept' : undefined,
  };
}

function report(
  trials: readonly TrialReport[],
  more: Partial<CampaignReport> = {},
): CampaignReport {
  const empty = { scenarios: [], untried: [], notBegun: 0, installation: [] };
  return { seed: 9, seconds: 3, ...empty, trials, ...more };
}

describe('a campaign', () => {
  test('is green when something was tried and nothing found', () => {
    expect(isGreen(report([trial('run')]))).toBe(true);
  });

  test.each([
    ['nothing was tried', report([])],
    ['a trial found something', report([trial('run'), trial('run', 'tree')])],
    ['the installation was written to', report([trial('run')], { installation: ['dist/a.js'] })],
  ])('is red when %s', (_, found) => {
    expect(isGreen(found)).toBe(false);
    expect(reportText(found, ['run'])).toContain('FAILED');
  });
});

test('each trial counts once in its row: as recovered, divergent, repeated or otherwise wrong', () => {
  const trials = [
    trial('run'),
    trial('run', 'seals', 'tree', 'lost'),
    trial('run', 'repeated'),
    trial('run', 'chain', 'ending'),
    trial('reset'),
  ];
  expect(reportRows(trials, ['reset', 'run', 'never'])).toEqual([
    {
      name: 'reset',
      trials: 1,
      kills: 1,
      recovered: 1,
      divergences: 0,
      repeated: 0,
      otherProblems: 0,
    },
    {
      name: 'run',
      trials: 4,
      kills: 4,
      recovered: 1,
      divergences: 1,
      repeated: 1,
      otherProblems: 1,
    },
  ]);
});

test('a failure is told with its place, how to do it again and where it was kept; the sums come last', () => {
  const text = reportText(report([trial('run', 'tree')], { notBegun: 4 }), ['run']);
  expect(text).toContain('FAILED run at rename runs/a');
  expect(text).toContain('npm run crash -- --seed 9 --only run --step main:7');
  expect(text).toContain('/kept');
  expect(text).toContain('not begun for want of time: 4 trials');
  expect(text.trimEnd().split('\n').at(-1)).toBe(
    'seed 9, 1 trials, 1 kills, 0 recovered, 1 divergences, 0 repeated commits, 1 failed, 3 s',
  );
});
