import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sealsOf } from '../testing/evidence-reader.js';
import { editLedger, editLedgerUnseen } from '../testing/ledger-editor.js';
import { REPOSITORY, runJson, runTool } from '../testing/spawn-tool.js';
import { makeWorkspace } from '../testing/workspace-maker.js';

const PAGE = readFileSync(join(REPOSITORY, 'docs', 'threat-model.md'), 'utf8');

/** Tests that a row names in its last column: of processes by a word, others by their path. */
function namedTests(): readonly string[] {
  const rows = PAGE.split('\n').filter((line) => line.startsWith('| ') && line.endsWith(' |'));
  const cells = rows.flatMap((row) => row.split(' | ').slice(2));
  const names = cells.flatMap((cell) => [...cell.matchAll(/`([a-z][\w./-]*)`/g)]);
  return [...new Set(names.map(([, name = '']) => name))];
}

test('every test that the threat model names is there', () => {
  const paths = namedTests().filter((name) => name.startsWith('libs/'));
  expect(paths.length).toBeGreaterThan(10);
  for (const path of paths)
    expect(existsSync(join(REPOSITORY, `${path}.test.ts`)), path).toBe(true);
  for (const name of [
    'sweep-bytes',
    'sweep-findings',
    'sweep-commands',
    'tampering',
    'surroundings',
  ]) {
    expect(namedTests()).toContain(name);
    expect(existsSync(join(import.meta.dirname, `${name}.test.ts`)), name).toBe(true);
  }
});

test.each([
  ['forgotten', 'DELETE FROM views; DELETE FROM publications'],
  ['remembered wrongly', `UPDATE views SET sha256 = '${'0'.repeat(64)}'`],
])('what is %s of files changes no evidence: views are made again', (_what, sql) => {
  for (const edit of [editLedger, editLedgerUnseen]) {
    const folder = makeWorkspace({ symbols: ['EURUSD'] });
    expect(runJson(['Cross'], folder).exit).toBe(0);
    const before = sealsOf(folder);
    edit(folder, sql);
    const again = runJson(['Cross'], folder);
    expect(again.exit, again.stderr).toBe(0);
    expect(sealsOf(folder)).toEqual(before);
    const verified = runTool(['verify'], folder, 'integrity-sweep');
    expect(verified.exit, verified.stdout + verified.stderr).toBe(0);
  }
});
