import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { projects, readText, repositoryFiles, ROOT } from '../testing/repository.js';

const documents = repositoryFiles('*.md', '**/*.md').filter(
  (path) => !/(^|\/)(files|fixtures)\//.test(path),
);

test('generated documents are what the code says today', () => {
  const run = spawnSync(process.execPath, [join(ROOT, 'tools/generate-docs.mjs'), '--check'], {
    encoding: 'utf8',
  });
  expect(run.stderr).toBe('');
  expect(run.status).toBe(0);
});

test('links between documents lead somewhere', () => {
  const broken = documents.flatMap((path) =>
    [...readText(path).matchAll(/\]\((?!https?:|mailto:|#)([^)\s#]+)(#[^)]*)?\)/g)]
      .map((match) => match[1] ?? '')
      .filter((target) => !existsSync(join(ROOT, dirname(path), target)))
      .map((target) => `${path}: ${target}`),
  );
  expect(broken).toEqual([]);
});

test('the first pages stay short enough to be read', () => {
  const limits = { 'README.md': 150, 'ARCHITECTURE.md': 200 };
  for (const [path, lines] of Object.entries(limits)) {
    expect(readText(path).split('\n').length, path).toBeLessThanOrEqual(lines);
  }
});

test('every decision record stands in the list of decisions', () => {
  const list = readText('docs/adr/README.md');
  const records = repositoryFiles('docs/adr/*.md').filter((path) => /\/\d{4}-/.test(path));
  expect(records.length).toBeGreaterThan(10);
  expect(records.filter((path) => !list.includes(path.split('/').at(-1) ?? path))).toEqual([]);
});

test('every app and lib stands in the map of ARCHITECTURE.md', () => {
  const map = readText('ARCHITECTURE.md');
  const names = projects().map(({ folder }) => folder.split('/')[1] ?? '');
  expect(names.filter((name) => !new RegExp(`(^|\\s)${name}\\s`, 'm').test(map))).toEqual([]);
});

test('shell scripts are accepted by bash', () => {
  const scripts = repositoryFiles('.ci/*', '*.sh', '**/*.sh');
  expect(scripts).toContain('.ci/run');
  for (const script of scripts) execFileSync('bash', ['-n', join(ROOT, script)]);
});
