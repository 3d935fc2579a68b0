import { describe, expect, test } from 'vitest';
import type { GitTree } from '../git/read-git-tree.js';
import { encodeDocPaths, findDocPaths } from './find-doc-paths.js';
import { judgeBaseline } from './judge-baseline.js';
import { planTidy } from './plan-tidy.js';

const CLEAN: GitTree = {
  root: '/w',
  head: 'a'.repeat(40),
  branch: 'main',
  upstream: 'origin/main',
  ahead: 0,
  behind: 0,
  changes: [],
};
const isOurs = (path: string): boolean => path.startsWith('out/ops/');

describe('a baseline', () => {
  // prettier-ignore
  test.each<readonly [what: string, tree: Partial<GitTree>, red: readonly string[]]>([
    ['clean and with its upstream',     {},                                                              []],
    ['without upstream',                { upstream: null, ahead: null, behind: null },                   []],
    ['without a branch',                { branch: null },                                                []],
    ['ahead',                           { ahead: 1 },                                                    ['with_upstream']],
    ['behind',                          { behind: 2 },                                                   ['with_upstream']],
    ['without a commit',                { head: null },                                                  ['has_commit']],
    ['with a changed file',             { changes: [{ path: 'a', kind: 'changed' }] },                   ['tree_clean']],
    ['with an untracked file',          { changes: [{ path: 'a', kind: 'untracked' }] },                 ['tree_clean']],
    ['with what the loop itself wrote', { changes: [{ path: 'out/ops/x', kind: 'untracked' }] },         []],
    ['with a neighbour of that',        { changes: [{ path: 'out/opsy', kind: 'untracked' }] },          ['tree_clean']],
  ])('%s: red is %#', (_what, change, red) => {
    const checks = judgeBaseline({ ...CLEAN, ...change }, isOurs);
    const found = checks.filter(({ ok, severity }) => !ok && severity === 'error');
    expect(found.map(({ id }) => id)).toEqual(red);
  });
});

describe('tidying', () => {
  test('what people wrote is to be committed, the rest parked', () => {
    const untracked = [
      'notes.txt',
      'strategies/X/strategy.ts',
      'assay.json',
      'tmp/a',
      '.gitignore',
    ];
    expect(planTidy(untracked, [])).toEqual({
      park: ['notes.txt', 'tmp/a'],
      work: ['.gitignore', 'assay.json', 'strategies/X/strategy.ts'],
    });
  });

  test('what is named is parked, whatever it is, and nothing else', () => {
    const untracked = ['strategies/X/a.ts', 'strategies/X/b.ts', 'strategies/XY/c.ts', 'n'];
    expect(planTidy(untracked, ['strategies/X/'])).toEqual({
      park: ['strategies/X/a.ts', 'strategies/X/b.ts'],
      work: ['n', 'strategies/XY/c.ts'],
    });
  });
});

describe('paths in documents', () => {
  const exists = (path: string): boolean => path === 'docs/real.md';
  const kinds = (text: string) => findDocPaths(text, exists).map(({ kind }) => kind);

  test.each([
    ['`docs/real.md`', ['real']],
    ['`docs/unreal.md`', ['illustrative']],
    ['`docs&#47;unreal.md`', ['encoded']],
    ['`https://example.org/x`', ['url']],
    ['`bash scripts/x.sh`', ['command']],
    ['`./a` `../a` `~/a` `/etc/x`', ['local_path', 'local_path', 'local_path', 'local_path']],
    ['`origin/main`', ['branch']],
    ['`@assay/core`', ['package']],
    ['`noslash`', []],
    ['not code: docs/unreal.md', []],
    ['```\n`docs/unreal.md`\n```', []],
    ['~~~\n`a/b`\n~~~\n`a/b`', ['illustrative']],
    ['````\n```\n`a/b`\n````', []],
  ])('%j', (text, found) => {
    expect(kinds(text)).toEqual(found);
  });

  test('fixing marks exactly these, and a second look finds nothing', () => {
    const text = 'See `a/b/c` and `docs/real.md` and `d/e`.\n```\n`a/b`\n```\n- `f/g`\n';
    const spans = findDocPaths(text, exists).filter(({ kind }) => kind === 'illustrative');
    const fixed = encodeDocPaths(text, spans);
    expect(fixed).toBe(
      'See `a&#47;b&#47;c` and `docs/real.md` and `d&#47;e`.\n```\n`a/b`\n```\n- `f&#47;g`\n',
    );
    expect(kinds(fixed).filter((kind) => kind === 'illustrative')).toEqual([]);
  });

  test('a place is the first sign inside of the quotes', () => {
    expect(findDocPaths('x\n  `a/b`', exists)).toMatchObject([{ line: 2, column: 4, text: 'a/b' }]);
  });
});
