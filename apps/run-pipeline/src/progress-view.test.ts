import { expect, test } from 'vitest';
import type { Progress, ProgressUpdate } from '@assay/cli';
import { progressView } from './progress-view.js';

function recorded() {
  const updates: ProgressUpdate[] = [];
  const finished: string[] = [];
  const progress: Progress = {
    update: (update) => updates.push(update),
    finish: (subject, verdict, note) =>
      finished.push([subject, verdict, note ?? ''].join(' ').trim()),
    above: () => undefined,
    close: () => undefined,
  };
  return { progress, updates, finished };
}

test('a symbol shows its stage while it works, and its speed when it is done', () => {
  const { progress, updates, finished } = recorded();
  let clockMs = 0;
  const show = progressView({ progress }, () => (clockMs += 250));
  const run = { directive: 'Cross', symbol: 'EURUSD' };
  show({ ...run, stage: '0.75', status: 'started' });
  show({ ...run, stage: '1', status: 'started' });
  show({ ...run, stage: '1', status: 'done', bars: 34_000 });
  show({ ...run, stage: '3A', status: 'done' });
  expect(updates.map((update) => `${update.subject} ${update.stage}`)).toEqual([
    'EURUSD stage 0.75',
    'EURUSD stage 1',
  ]);
  expect(finished).toEqual([expect.stringMatching(/^EURUSD done 34\.0k bars, 136\.0k bars\/s$/)]);
});

test('the directive shows how many of its runs are done', () => {
  const { progress, updates } = recorded();
  const show = progressView({ progress });
  show({ directive: 'Cross', stage: 'runs', status: 'started', runs: { done: 4, total: 11 } });
  expect(updates).toEqual([{ subject: 'Cross', stage: 'runs', done: 4, total: 11, unit: 'runs' }]);
});

test('a failed stage is named', () => {
  const { progress, finished } = recorded();
  const show = progressView({ progress });
  show({ directive: 'Cross', symbol: 'EURUSD', stage: '0.75', status: 'failed' });
  expect(finished).toEqual(['EURUSD failed stage 0.75']);
});
