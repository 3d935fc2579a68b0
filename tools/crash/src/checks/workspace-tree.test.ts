import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { differences, lostFiles, readTree, sha256, timelessTree } from './workspace-tree.js';

function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'assay-crash-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

function timeless(files: Readonly<Record<string, string>>): readonly string[] {
  const folder = folderOf(files);
  return timelessTree(folder, readTree(folder));
}

test('a tree names every file with its hash, and follows no link', () => {
  const folder = folderOf({ 'a/b.txt': 'b', 'c.txt': 'c' });
  symlinkSync('/', join(folder, 'a', 'out'));
  expect([...readTree(folder)]).toEqual([
    ['a/b.txt', sha256('b')],
    ['a/out', '-> /'],
    ['c.txt', sha256('c')],
  ]);
  expect(readTree(join(folder, 'nothing')).size).toBe(0);
});

test('two workspaces that did the same at other times are equal', () => {
  const early = timeless({
    'runs/r/run_state.json': '{"at": "2026-01-02T03:04:05.678Z", "state": "COMPLETE"}',
    'runs/r/run_state.json.bak.20260102T030405678Z': '{"at": "2026-01-01T00:00:00.000Z"}',
    'runs/r/audit.log': 'early',
    'runs/r/binding.json': 'early',
    'runs/r/manifest.json': 'same',
    '.assay/events.ndjson': 'early',
    '.assay/cache/1.bars': 'early',
  });
  const late = timeless({
    'runs/r/run_state.json': '{"at": "2027-01-02T03:04:05.678Z", "state": "COMPLETE"}',
    'runs/r/run_state.json.bak.20270102T030405678Z': '{"at": "2027-01-01T00:00:00.000Z"}',
    'runs/r/audit.log': 'late',
    'runs/r/binding.json': 'late',
    'runs/r/manifest.json': 'same',
    'runs/r/.manifest.json.123-0-4.tmp': 'half',
    '.assay/events.ndjson': 'late',
  });
  expect(differences(early, late)).toEqual([]);
});

test.each([
  ['another state', { 'runs/r/run_state.json': '{"state": "FAILED"}' }],
  ['no archived state', { 'runs/r/run_state.json': '{"state": "IDLE"}' }],
  ['another place', { 'active/Cross.txt': 'd' }],
])('%s is a difference', (_, files) => {
  const expected = timeless({
    'completed/Cross.txt': 'd',
    'runs/r/run_state.json': '{"state": "IDLE"}',
    'runs/r/run_state.json.bak.20260102T030405678Z': '{}',
  });
  expect(differences(expected, timeless(files)).length).toBeGreaterThan(0);
});

test('what is there twice and was expected once is a difference', () => {
  expect(differences(['a'], ['a', 'a', 'b'])).toEqual(['+ a', '+ b']);
  expect(differences(['a', 'a'], ['a'])).toEqual(['- a']);
});

test('bytes that are nowhere any more are lost, unless they always go', () => {
  const before = new Map([
    ['kept', '1'],
    ['moved', '2'],
    ['gone', '3'],
    ['a view', '4'],
  ]);
  const expected = new Map([
    ['kept', '1'],
    ['moved.bak', '2'],
    ['gone.bak', '3'],
  ]);
  const after = new Map([
    ['kept', '1'],
    ['elsewhere', '2'],
  ]);
  expect(lostFiles(before, after, expected)).toEqual(['gone']);
});
