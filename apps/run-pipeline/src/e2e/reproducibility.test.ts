import { expect, test } from 'vitest';
import { sealsOf } from '../testing/evidence-reader.js';
import { editLedgerUnseen } from '../testing/ledger-editor.js';
import { runJson } from '../testing/spawn-tool.js';
import { makeWorkspace, textOf } from '../testing/workspace-maker.js';

test('two workspaces with equal inputs give equal run ids and equal bytes, with one job and with three', () => {
  const one = makeWorkspace();
  const two = makeWorkspace();
  const a = runJson(['Cross', '--jobs', '1'], one);
  const b = runJson(['Cross', '--jobs', '3'], two);
  expect(a.exit).toBe(0);
  expect(b.directive.runs).toEqual(a.directive.runs);
  expect(sealsOf(two)).toEqual(sealsOf(one));
  expect(Object.keys(sealsOf(one))).toHaveLength(4);
});

test('1, 2, 4 and 8 jobs seal the same bytes', () => {
  const seals = ['1', '2', '4', '8'].map((jobs) => {
    const folder = makeWorkspace();
    expect(runJson(['Cross', '--jobs', jobs], folder).exit).toBe(0);
    return sealsOf(folder);
  });
  for (const seal of seals) expect(seal).toEqual(seals[0]);
  expect(Object.keys(seals[0] ?? {})).toHaveLength(4);
});

test('a forced second execution reproduces every byte and starts a new attempt', () => {
  const folder = makeWorkspace({ symbols: ['EURUSD', 'USDJPY'] });
  runJson(['Cross'], folder);
  const before = sealsOf(folder);
  const again = runJson(['Cross', '--force', '--reason', 'prove it'], folder);
  expect(again.exit).toBe(0);
  expect(again.directive).toMatchObject({ state: 'PORTFOLIO_COMPLETE', attempt: 2 });
  expect(sealsOf(folder)).toEqual(before);
});

test('a recorded result that execution cannot reproduce is reported as a defect, exit 3', () => {
  const folder = makeWorkspace({ symbols: ['EURUSD'] });
  const first = runJson(['Cross'], folder);
  const runId = first.directive.runs[0]?.run_id ?? '';
  // The compute code is an input too; what stays is to have recorded other bytes under this run id.
  editLedgerUnseen(
    folder,
    `UPDATE artifacts SET sha256 = '${'0'.repeat(64)}' WHERE path LIKE '%tradelevel.csv'`,
  );
  const again = runJson(['Cross', '--force', '--reason', 'again'], folder);
  expect(again.exit).toBe(3);
  expect(again.document.error?.code).toBe('NON_DETERMINISTIC_RUN');
  expect(again.directive.runs[0]).toMatchObject({ run_id: runId, state: 'FAILED' });
  expect(textOf(folder, 'runs', runId, 'manifest.json')).toContain(runId);
});
