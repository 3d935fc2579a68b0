import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatDiagnostic, isAssayError, type AssayError } from '@assay/core';
import { expect, test } from 'vitest';
import { findWorkspace, type WorkspaceSearch } from './find-workspace.js';
import { temporaryFolder } from './testing/temporary-folder.js';

function workspaceFolder(config = '{}'): string {
  const root = temporaryFolder();
  mkdirSync(join(root, 'runs/deep'), { recursive: true });
  writeFileSync(join(root, 'assay.json'), config);
  return root;
}

function refusal(search: WorkspaceSearch): AssayError {
  try {
    findWorkspace(search);
  } catch (error) {
    if (isAssayError(error)) return error;
    throw error;
  }
  throw new Error('a workspace was found');
}

test('the workspace is found from any folder below it', () => {
  const root = workspaceFolder();
  for (const cwd of [root, join(root, 'runs'), join(root, 'runs/deep'), join(root, 'not/there')]) {
    expect(findWorkspace({ cwd }).root).toBe(root);
  }
});

test('the nearest workspace counts', () => {
  const root = workspaceFolder();
  writeFileSync(join(root, 'runs/assay.json'), '{}');
  expect(findWorkspace({ cwd: join(root, 'runs/deep') }).root).toBe(join(root, 'runs'));
});

test('a flag names the folder itself, relative to the current one or absolute', () => {
  const root = workspaceFolder();
  const other = workspaceFolder();
  expect(findWorkspace({ flag: '..', cwd: join(root, 'runs') }).root).toBe(root);
  expect(findWorkspace({ flag: other, cwd: root }).root).toBe(other);
  expect(refusal({ flag: join(root, 'runs'), cwd: root })).toMatchObject({
    code: 'WORKSPACE_NOT_FOUND',
    exitCode: 2,
  });
});

test('a workspace that is reached through a link has its real path as root', () => {
  const root = workspaceFolder();
  const link = join(temporaryFolder(), 'link');
  symlinkSync(root, link);
  expect(findWorkspace({ flag: link, cwd: '/' }).root).toBe(root);
});

test('data folders are absolute and keep their order', () => {
  const root = workspaceFolder('{"data": ["b", "../a", "/srv/bars"]}');
  expect(findWorkspace({ cwd: root }).dataFolders).toEqual([
    join(root, 'b'),
    join(root, '../a'),
    '/srv/bars',
  ]);
});

test('without a workspace the refusal says where was looked and what to do next', () => {
  const found = refusal({ cwd: temporaryFolder() }).diagnostic;
  expect(found).toMatchObject({ code: 'WORKSPACE_NOT_FOUND', expected: 'an assay.json' });
  expect(found.found).toMatch(/^neither .* nor a folder above has one$/);
  expect(found.next).toContain('run-pipeline init');
});

test('a wrong assay.json is WORKSPACE_INVALID with every problem and its place', () => {
  const root = workspaceFolder('{\n  "data": 1,\n  "dta": 2\n}\n');
  const error = refusal({ cwd: root });
  expect(error).toMatchObject({
    code: 'WORKSPACE_INVALID',
    exitCode: 2,
    message: 'assay.json has 2 problems',
  });
  const shown = error.diagnostics.map(formatDiagnostic).join('\n');
  expect(shown).toContain(`${root}/assay.json:2:11: error WRONG_TYPE`);
  expect(shown).toContain(`${root}/assay.json:3:3: error UNKNOWN_KEY`);
});

test('a folder of the name assay.json is refused with its path', () => {
  const root = temporaryFolder();
  mkdirSync(join(root, 'assay.json'));
  expect(refusal({ cwd: root })).toMatchObject({ code: 'PATH_NOT_A_FOLDER' });
});
