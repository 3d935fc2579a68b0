import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { filesBelow, ROOT } from './repository.mjs';
import { countReport } from './test-counts.mjs';
import { closureBytes, staticClosure } from './static-closure.mjs';

const LIBS = ['core', 'hashing', 'cli', 'workspace', 'documents', 'evidence'];

/** A repository with what the smallest tool needs, in a folder of its own. */
function miniature(folder) {
  const root = join(mkdtempSync(join(tmpdir(), 'assay-bundle-')), folder);
  const skip = (path) => !/(^|\/)(node_modules|dist|out-tsc)(\/|$)/.test(path.slice(ROOT.length));
  mkdirSync(join(root, 'node_modules/@assay'), { recursive: true });
  for (const path of [
    'tools/bundle.mjs',
    'tools/build',
    'apps/generate-engine-manifest',
    'package.json',
  ]) {
    cpSync(join(ROOT, path), join(root, path), { recursive: true, filter: skip });
  }
  for (const lib of LIBS) {
    cpSync(join(ROOT, 'libs', lib), join(root, 'libs', lib), { recursive: true, filter: skip });
    symlinkSync(join(root, 'libs', lib), join(root, 'node_modules/@assay', lib));
  }
  // Packages are copied, not linked: a link would let their real path into the bundle's names.
  const chalk = existsSync(join(ROOT, 'libs/cli/node_modules/chalk'))
    ? 'libs/cli/node_modules/chalk'
    : 'node_modules/chalk';
  for (const path of ['commander', '@commander-js', 'yaml', 'zod', 'canonicalize']
    .map((name) => `node_modules/${name}`)
    .concat(chalk)) {
    cpSync(join(ROOT, path), join(root, path), { recursive: true });
  }
  for (const name of ['esbuild', '@esbuild'])
    symlinkSync(join(ROOT, 'node_modules', name), join(root, 'node_modules', name));
  return root;
}

function bundle(root, ...words) {
  return spawnSync(process.execPath, [join(root, 'tools/bundle.mjs'), ...words], {
    cwd: tmpdir(),
    encoding: 'utf8',
  });
}

function built(root) {
  const folder = 'apps/generate-engine-manifest/dist';
  const files = spawnSync('find', [folder, '-type', 'f'], { cwd: root, encoding: 'utf8' })
    .stdout.trim()
    .split('\n')
    .sort();
  return files.map((name) => [name, readFileSync(join(root, name), 'utf8')]);
}

describe('the bundle of a tool', () => {
  let roots = [];

  beforeAll(() => {
    roots = ['one', 'another folder'].map(miniature);
  });

  afterAll(() => {
    for (const root of roots) rmSync(join(root, '..'), { recursive: true });
  });

  test('has the same bytes in another folder', () => {
    const outputs = roots.map((root) => {
      const run = bundle(root, 'app', 'generate-engine-manifest', 'main');
      expect(run.stderr).toBe('');
      return built(root);
    });
    expect(outputs[0].length).toBeGreaterThan(2);
    expect(outputs[1]).toEqual(outputs[0]);
  });

  test('names no path of the machine', () => {
    for (const [name, text] of built(roots[0])) expect(text.includes(roots[0]), name).toBe(false);
  });

  test('leaves nothing behind of an earlier build', () => {
    const stale = join(roots[0], 'apps/generate-engine-manifest/dist/stale.js');
    writeFileSync(stale, '');
    bundle(roots[0], 'app', 'generate-engine-manifest', 'main');
    expect(existsSync(stale)).toBe(false);
  });

  test('is refused when it would load more at its start than a cold start may cost', () => {
    const main = join(roots[1], 'apps/generate-engine-manifest/src/main.ts');
    const before = readFileSync(main, 'utf8');
    writeFileSync(
      main,
      `${before}\nexport const ballast = ${JSON.stringify('x'.repeat(400_000))};\n`,
    );
    const run = bundle(roots[1], 'app', 'generate-engine-manifest', 'main');
    writeFileSync(main, before);
    expect(run.status).toBe(1);
    expect(run.stderr).toMatch(/loads \d+ bytes at its start, more than 400000/);
  });

  test('is not made when an entry is missing, and the entry is named', () => {
    const run = bundle(roots[1], 'app', 'generate-engine-manifest', 'main', 'worker');
    expect(run.status).toBe(1);
    expect(run.stderr).toContain('missing entry: apps/generate-engine-manifest/src/worker.ts');
  });

  test('of another kind is unknown', () => {
    expect(bundle(roots[1], 'everything')).toMatchObject({ status: 1 });
  });
});

const METAFILE = {
  outputs: {
    'main.js': {
      bytes: 10,
      imports: [
        { path: 'a.js', kind: 'import-statement' },
        { path: 'lazy.js', kind: 'dynamic-import' },
      ],
    },
    'a.js': {
      bytes: 5,
      imports: [
        { path: 'main.js', kind: 'import-statement' },
        { path: 'node:fs', kind: 'import-statement', external: true },
      ],
    },
    'lazy.js': { bytes: 1000, imports: [] },
  },
};

test('what is imported by statement loads with an entry, what is imported lazily does not', () => {
  expect(staticClosure(METAFILE, 'main.js')).toEqual(['main.js', 'a.js']);
  expect(closureBytes(METAFILE, 'main.js')).toBe(15);
});

test('the SDK holds what a strategy is made of, and no test', () => {
  expect(spawnSync(process.execPath, [join(ROOT, 'tools/bundle.mjs'), 'sdk']).status).toBe(0);
  const files = filesBelow('dist/sdk');
  expect(files).toContain('dist/sdk/strategy/src/sdk.ts');
  expect(files).toContain('dist/sdk/core/src/index.ts');
  expect(files.filter((path) => /\.test\.ts$|\/testing\//.test(path))).toEqual([]);
});

test('a test file that could not be loaded is a failure, though it has no failed test', () => {
  const report = {
    numPassedTests: 3,
    numFailedTests: 1,
    testResults: [
      {
        status: 'passed',
        assertionResults: [{ status: 'passed' }, { status: 'passed' }, { status: 'passed' }],
      },
      { status: 'failed', assertionResults: [{ status: 'failed' }] },
      { status: 'failed', assertionResults: [] },
      { status: 'passed', assertionResults: [{ status: 'pending', fullName: 'needs a browser' }] },
    ],
  };
  expect(countReport(report)).toEqual({ passed: 3, failed: 2, skipped: ['needs a browser'] });
});
