import { expect, test } from 'vitest';
import { projects, readText, repositoryFiles } from '../testing/repository.js';

const LAYERS = ['app', 'flow', 'adapter', 'domain', 'base', 'tool'];

interface PackageFile {
  readonly name: string;
  readonly version: string;
  readonly bin?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

function readPackage(folder: string): PackageFile {
  return JSON.parse(readText(`${folder}/package.json`)) as PackageFile;
}

test.each(projects())('$folder has one layer and one effect', ({ folder, tags }) => {
  const layers = tags.filter((tag) => tag.startsWith('layer:')).map((tag) => tag.slice(6));
  const effects = tags.filter((tag) => tag.startsWith('effects:'));
  expect(layers).toHaveLength(1);
  expect(LAYERS).toContain(layers[0]);
  expect(effects).toHaveLength(1);
  expect(['effects:pure', 'effects:io']).toContain(effects[0]);
  if (folder.startsWith('apps/')) expect(layers).toEqual(['app']);
});

test('all of base and domain is pure', () => {
  const inner = projects().filter(
    ({ tags }) => tags.includes('layer:base') || tags.includes('layer:domain'),
  );
  expect(inner.length).toBeGreaterThan(5);
  expect(inner.filter(({ tags }) => !tags.includes('effects:pure'))).toEqual([]);
});

test.each(projects())('$folder is named and versioned as the rest', ({ folder, name, version }) => {
  expect(name).toBe(`@assay/${folder.split('/')[1] ?? ''}`);
  expect(version).toBe(readPackage('.').version);
});

test.each(projects())('the README of $folder begins with its reason', ({ folder }) => {
  const [reason = '', blank] = readText(`${folder}/README.md`).split('\n');
  expect(reason).toMatch(/^[A-Z].{20,}[.:]$/);
  expect(blank).toBe('');
});

test('every dependency is pinned exactly, and to one version in the whole workspace', () => {
  const pins = new Map<string, Set<string>>();
  for (const folder of ['.', ...projects().map((project) => project.folder)]) {
    const { dependencies = {}, devDependencies = {} } = readPackage(folder);
    for (const [name, version] of Object.entries({ ...devDependencies, ...dependencies })) {
      expect(version, `${name} in ${folder}`).toMatch(/^\d+\.\d+\.\d+(-[\w.]+)?$/);
      pins.set(name, (pins.get(name) ?? new Set()).add(version));
    }
  }
  expect([...pins].filter(([, versions]) => versions.size > 1)).toEqual([]);
});

test('every app has a committed shim that npm can link', () => {
  for (const { folder } of projects().filter((project) => project.folder.startsWith('apps/'))) {
    const tool = folder.slice('apps/'.length);
    expect(readPackage(folder).bin, folder).toEqual({ [tool]: `bin/${tool}.js` });
    expect(readText(`${folder}/bin/${tool}.js`)).toMatch(/^#!\/usr\/bin\/env node\n/);
  }
});

test('the lock file asks only the public registry', () => {
  const lock = JSON.parse(readText('package-lock.json')) as {
    packages: Record<string, { resolved?: string; link?: boolean }>;
  };
  const foreign = Object.entries(lock.packages).filter(
    ([, { resolved, link }]) =>
      link !== true &&
      resolved !== undefined &&
      !resolved.startsWith('https://registry.npmjs.org/'),
  );
  expect(foreign).toEqual([]);
});

test('the root of the repository holds only what was agreed', () => {
  const roots = new Set(repositoryFiles().map((path) => path.split('/')[0]));
  const agreed = [
    '.ci',
    '.editorconfig',
    '.gitattributes',
    '.github',
    '.gitignore',
    '.node-version',
    '.npmrc',
    '.prettierignore',
    '.prettierrc.json',
    'ARCHITECTURE.md',
    'CONTRIBUTING.md',
    'LICENSE',
    'README.md',
    'apps',
    'bench',
    'docs',
    'eslint.config.mjs',
    'examples',
    'fixtures',
    'libs',
    'nx.json',
    'package-lock.json',
    'package.json',
    'schemas',
    'tools',
    'tsconfig.base.json',
    'tsconfig.json',
  ];
  expect([...roots].filter((name) => name !== undefined && !agreed.includes(name))).toEqual([]);
});
