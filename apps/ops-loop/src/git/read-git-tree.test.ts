import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readGitTree } from './read-git-tree.js';

const ENV = { PATH: process.env['PATH'] ?? '', HOME: tmpdir() };

function repository() {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'assay-git-')));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const git = (...words: readonly string[]) =>
    execFileSync(
      'git',
      [
        '-c',
        'user.name=t',
        '-c',
        'user.email=t@example.org',
        '-c',
        'init.defaultBranch=main',
        ...words,
      ],
      { cwd: root, env: ENV, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] },
    ).trim();
  git('init');
  const write = (path: string, text = path) => {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  const commit = () => {
    git('add', '-A');
    git('commit', '-m', 'x');
  };
  return { root, git, write, commit };
}

const treeOf = (folder: string) => readGitTree(folder, ENV).tree;

test('a folder in no tree has none, and says why', () => {
  const folder = mkdtempSync(join(tmpdir(), 'assay-nogit-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  expect(readGitTree(folder, ENV)).toMatchObject({ tree: undefined, why: /not a git repository/ });
});

test('without the program there is no tree either', () => {
  expect(readGitTree(tmpdir(), { PATH: '/nonexistent' })).toMatchObject({ why: /ENOENT/ });
});

test('before the first commit there is a branch but no head', () => {
  const { root } = repository();
  expect(treeOf(root)).toMatchObject({ head: null, branch: 'main', upstream: null, ahead: null });
});

test('a clean tree has no changes, seen from below as well', () => {
  const { root, git, write, commit } = repository();
  write('a/b.txt');
  commit();
  const tree = treeOf(join(root, 'a'));
  expect(tree).toMatchObject({ root, branch: 'main', changes: [] });
  expect(tree?.head).toBe(git('rev-parse', 'HEAD'));
});

test('changes are told apart, whatever their names hold', () => {
  const { root, write, commit, git } = repository();
  const odd = 'dir with space/é "q" \t.txt';
  write('kept.txt');
  write('moved from.txt', 'a long enough text to be seen as renamed\n'.repeat(9));
  write('removed.txt');
  commit();
  write('kept.txt', 'other');
  write(odd);
  renameSync(join(root, 'moved from.txt'), join(root, 'moved to.txt'));
  rmSync(join(root, 'removed.txt'));
  git('add', '-A', 'moved from.txt', 'moved to.txt');
  expect(treeOf(root)?.changes).toEqual([
    { path: odd, kind: 'untracked' },
    { path: 'kept.txt', kind: 'changed' },
    { path: 'moved to.txt', kind: 'changed' },
    { path: 'removed.txt', kind: 'changed' },
  ]);
});

test('ahead and behind are counted against the upstream', () => {
  const { root, write, commit, git } = repository();
  write('a');
  commit();
  git('branch', 'other');
  git('branch', '--set-upstream-to=other');
  write('b');
  commit();
  expect(treeOf(root)).toMatchObject({ upstream: 'other', ahead: 1, behind: 0 });
  git('checkout', 'other');
  git('branch', '--set-upstream-to=main');
  expect(treeOf(root)).toMatchObject({ branch: 'other', ahead: 0, behind: 1 });
  git('checkout', '--detach');
  expect(treeOf(root)).toMatchObject({ branch: null, upstream: null });
});
