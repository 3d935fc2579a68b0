import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { builtTool } from '../testing/spawn-tool.js';
import { temporaryFolder } from '../testing/workspace-maker.js';

interface Envelope {
  readonly ok: boolean;
  readonly token: string;
  readonly reason: string | null;
  readonly checks: readonly { readonly id: string; readonly ok: boolean }[];
  readonly artifacts: { readonly pin: string; readonly evidence: string } | null;
  readonly data?: { readonly items?: readonly { item: string; state: string }[] };
  readonly error?: { readonly code: string };
}

/** An empty workspace in a folder of a git tree. */
function tree({ hasGit = true } = {}) {
  const root = temporaryFolder();
  const workspace = join(root, 'research');
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: root,
    GIT_CEILING_DIRECTORIES: dirname(root),
  };
  const git = (...words: readonly string[]): string =>
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
      { cwd: root, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] },
    ).trim();
  const write = (path: string, text = 'x\n'): void => {
    mkdirSync(dirname(join(workspace, path)), { recursive: true });
    writeFileSync(join(workspace, path), text);
  };
  const ops = (...words: readonly string[]) => {
    const { status, stdout } = spawnSync(
      process.execPath,
      [builtTool('ops-loop'), ...words, '--json', '--workspace', workspace],
      { encoding: 'utf8', env },
    );
    return { exit: status, document: JSON.parse(stdout) as Envelope };
  };
  write('assay.json', '{}\n');
  write('.gitignore', 'out/\n.assay/\n');
  if (hasGit) {
    git('init');
    git('add', '-A');
    git('commit', '-m', 'first');
  }
  return { root, workspace, git, write, ops };
}

describe('the baseline', () => {
  test('a clean tree is pinned green with its head', () => {
    const { git, ops, workspace } = tree();
    const { exit, document } = ops('baseline', 'pin');
    expect(document).toMatchObject({ ok: true, token: 'REPO_CLEAN_BASELINE_PIN_OK' });
    expect(exit).toBe(0);
    const text = readFileSync(
      join(workspace, 'out/ops', (document.artifacts?.pin ?? '').replace(/json$/, 'txt')),
      'utf8',
    );
    expect(text.split('\n')[0]).toBe('REPO_CLEAN_BASELINE_PIN_OK');
    expect(text).toContain(`main_head=${git('rev-parse', 'HEAD')}`);
    // What the loop wrote is no dirt of the next baseline.
    expect(ops('baseline', 'pin').exit).toBe(0);
  });

  test('a dirty tree is pinned as well, red', () => {
    const { ops, write, workspace } = tree();
    write('left.txt');
    const { exit, document } = ops('baseline', 'pin');
    expect(exit).toBe(1);
    expect(document).toMatchObject({
      token: 'REPO_CLEAN_BASELINE_PIN_FAIL',
      reason: 'tree_clean',
      error: { code: 'OPS_GATE_RED' },
    });
    const status = join(
      workspace,
      'out/ops',
      document.artifacts?.evidence ?? '',
      'data/status.txt',
    );
    expect(readFileSync(status, 'utf8')).toContain('left.txt');
  });

  test('without a tree there is nothing to pin', () => {
    const { ops, workspace } = tree({ hasGit: false });
    expect(ops('baseline', 'pin')).toMatchObject({
      exit: 1,
      document: { error: { code: 'NOT_A_GIT_TREE' } },
    });
    expect(existsSync(join(workspace, 'out/ops/pins'))).toBe(false);
  });
});

describe('tidying', () => {
  test('what lies about is listed, then parked where git does not look', () => {
    const { ops, write, git, workspace } = tree();
    write('notes.txt', 'mine\n');
    write('strategies/X/strategy.ts');
    expect(ops('tidy')).toMatchObject({ exit: 1, document: { reason: 'untracked_files' } });
    expect(existsSync(join(workspace, 'notes.txt'))).toBe(true);
    ops('tidy', '--park');
    expect(existsSync(join(workspace, 'notes.txt'))).toBe(false);
    expect(existsSync(join(workspace, 'strategies/X/strategy.ts'))).toBe(true);
    const [stamp = ''] = readdirSync(join(workspace, 'out/ops/_scratch'));
    const parked = join(workspace, 'out/ops/_scratch', stamp, 'notes.txt');
    expect(readFileSync(parked, 'utf8')).toBe('mine\n');
    git('add', '-A');
    git('commit', '-m', 'second');
    expect(ops('tidy')).toMatchObject({ exit: 0, document: { token: 'TIDY_OK' } });
  });

  test('git is told once, in this clone only', () => {
    const { ops, write, root, git } = tree();
    for (const name of ['a.txt', 'b.txt']) {
      write(name);
      ops('tidy', '--park');
    }
    const lines = readFileSync(join(root, '.git/info/exclude'), 'utf8').split('\n');
    expect(lines.filter((line) => line === '/research/out/ops/_scratch/')).toHaveLength(1);
    expect(git('status', '--short')).toBe('');
  });

  test('a dry run moves nothing; a path that is not there is a usage error', () => {
    const { ops, write, workspace } = tree();
    write('a.txt');
    ops('tidy', '--park', '--dry-run');
    expect(existsSync(join(workspace, 'a.txt'))).toBe(true);
    expect(ops('tidy', '--park', 'b.txt')).toMatchObject({
      exit: 2,
      document: { error: { code: 'USAGE' } },
    });
  });
});

describe('documents', () => {
  test('a path that does not exist is found, fixed and not found again', () => {
    const { ops, write, workspace } = tree();
    write('docs/a.md', 'See `docs/a.md` and `nowhere/at.all`.\n');
    expect(ops('docs', 'paths')).toMatchObject({
      exit: 1,
      document: { error: { code: 'DOCS_PATHS_FOUND' }, reason: 'paths_found' },
    });
    expect(ops('docs', 'paths', '--fix')).toMatchObject({ exit: 0, document: { ok: true } });
    expect(readFileSync(join(workspace, 'docs/a.md'), 'utf8')).toBe(
      'See `docs/a.md` and `nowhere&#47;at.all`.\n',
    );
    expect(ops('docs', 'paths')).toMatchObject({ exit: 0, document: { token: 'DOCS_PATHS_OK' } });
  });

  test('only what changed is looked at when asked; a base that git does not know is told', () => {
    const { ops, write, git } = tree();
    write('old.md', '`no/where`\n');
    git('add', '-A');
    git('commit', '-m', 'second');
    write('new.md', 'nothing\n');
    expect(ops('docs', 'paths', '--changed', '--base', 'HEAD').exit).toBe(0);
    expect(ops('docs', 'paths', '--changed', '--base', 'HEAD~1').exit).toBe(1);
    expect(ops('docs', 'paths', '--changed', '--base', 'nosuch').exit).toBe(2);
    expect(ops('docs', 'paths', '--changed', '--base=--output=x').exit).toBe(2);
  });
});

describe('the finish lines', () => {
  test('what is missing is listed, and a red state is pinned all the same', () => {
    const { ops, workspace } = tree();
    ops('baseline', 'pin');
    const { exit, document } = ops('done', 'check');
    expect({ exit, code: document.error?.code }).toEqual({ exit: 1, code: 'DONE_INCOMPLETE' });
    const reached = document.checks.filter(({ ok }) => ok).map(({ id }) => id);
    expect(reached).toEqual(['baseline_pinned']);
    const pinned = ops('done', 'pin').document;
    expect(pinned).toMatchObject({ ok: false, token: 'FINAL_DONE_PIN_FAIL', reason: 'incomplete' });
    expect(existsSync(join(workspace, 'out/ops', pinned.artifacts?.pin ?? ''))).toBe(true);
  });

  test('before automation four lines must be true, and a new commit takes the baseline away', () => {
    const { ops, write, git } = tree();
    const red = () =>
      ops('done', 'check', '--preflight')
        .document.checks.filter(({ ok }) => !ok)
        .map(({ id }) => id);
    expect(red()).toEqual(['baseline_pinned', 'done_pinned']);
    ops('baseline', 'pin');
    expect(red()).toEqual(['done_pinned']);
    write('strategies/X/strategy.ts');
    expect(red()).toEqual(['tree_clean', 'done_pinned']);
    git('add', '-A');
    git('commit', '-m', 'second');
    expect(red()).toEqual(['baseline_pinned', 'done_pinned']);
  });
});

describe('the plan', () => {
  test('items are opened, parked and closed, and a dry run keeps nothing', () => {
    const { ops } = tree();
    ops('plan', 'open', 'gaps', '--reason', 'see why', '--dry-run');
    expect(ops('plan').document.data?.items).toEqual([]);
    ops('plan', 'open', 'gaps', '--reason', 'see why');
    ops('plan', 'park', 'gaps', '--reason', 'later');
    expect(ops('plan').document.data?.items).toMatchObject([{ item: 'gaps', state: 'parked' }]);
    expect(ops('plan', 'close', 'gaps', '--reason', 'done').exit).toBe(0);
    expect(ops('plan', 'close', 'gaps', '--reason', 'done')).toMatchObject({
      exit: 2,
      document: { error: { code: 'PLAN_ITEM_UNKNOWN' } },
    });
    expect(ops('plan', 'open', '', '--reason', 'x').exit).toBe(2);
  });

  test('a plan that was damaged is told with its line, exit 3', () => {
    const { ops, workspace } = tree();
    ops('plan', 'open', 'a', '--reason', 'b');
    writeFileSync(join(workspace, 'out/ops/plan.ndjson'), 'half a li');
    expect(ops('plan')).toMatchObject({
      exit: 3,
      document: { error: { code: 'OPS_RECORD_INVALID' } },
    });
  });
});
