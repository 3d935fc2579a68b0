import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compareEngineVersions, isEngineVersion } from '@assay/core';
import { canonicalText, compareEngineManifest, isEngineSource, sha256Hex } from '@assay/hashing';
import { expect, test } from 'vitest';
import { projects, readText, repositoryFiles, ROOT } from '../testing/repository.js';

const ENGINES = 'libs/engine/src';
const TOOL = 'generate-engine-manifest';

const versions = [...new Set(repositoryFiles(ENGINES).map((path) => path.split('/')[3] ?? ''))]
  .filter((name) => isEngineVersion(name))
  .sort(compareEngineVersions);

test.each(versions)(
  'the committed manifest of engine %s describes what is built from it',
  (version) => {
    const folder = `${ENGINES}/${version}`;
    const manifestFile = `${folder}/engine_manifest.json`;
    const sources = repositoryFiles(folder)
      .map((path) => path.slice(folder.length + 1))
      .filter((path) => isEngineSource(path))
      .map((path) => ({ path, sha256: sha256Hex(canonicalText(readText(`${folder}/${path}`))) }));
    const bundle = readFileSync(join(ROOT, 'dist/engines', `${version}.js`));
    const found = compareEngineManifest({
      manifestFile,
      manifestText: readText(manifestFile),
      version,
      bundleSha256: sha256Hex(bundle),
      sources,
    });
    // Next: npm run build, then generate-engine-manifest, after the change of the engine was reviewed.
    expect(found).toEqual([]);
  },
);

test('there is an engine', () => {
  expect(versions.length).toBeGreaterThan(0);
});

test('no package depends on the tool that writes manifests', () => {
  const dependent = projects().filter(
    ({ folder, name }) =>
      name !== `@assay/${TOOL}` && readText(`${folder}/package.json`).includes(`@assay/${TOOL}"`),
  );
  expect(dependent).toEqual([]);
});

test('no tool, stage or script calls it: a person decides that an engine is another one', () => {
  const callers = repositoryFiles('apps', 'libs', 'tools', '.ci', '.github', 'package.json')
    .filter((path) => /\.(ts|mjs|js|json|yml)$|\.ci\//.test(path))
    .filter((path) => !path.startsWith(`apps/${TOOL}/`) && !/\.test\.(ts|mjs)$/.test(path))
    // The catalogue tells people to run it; the build names its folder.
    .filter((path) => !/^libs\/core\/src\/errors\//.test(path))
    .filter((path) => readText(path).includes(TOOL));
  expect(callers).toEqual([]);
});
