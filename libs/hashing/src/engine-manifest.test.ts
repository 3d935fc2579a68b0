import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import {
  compareEngineManifest,
  engineManifest,
  formatEngineManifest,
  isEngineSource,
  parseEngineManifest,
  type EngineManifestCheck,
  type EngineManifestInput,
} from './engine-manifest.js';
import { sha256Hex } from './sha256.js';
import { treeHash } from './sha256-sums.js';

const SOURCES = ['simulation.ts', 'fills.ts', 'costs/swap.ts'].map((path) => ({
  path,
  sha256: sha256Hex(path),
}));
const INPUT = {
  name: 'assay',
  version: 'v1_0_0',
  sources: SOURCES,
  bundleSha256: sha256Hex('bundle'),
};
/** Made in each test, never beside them: what fails while a file is read is no failing test. */
const text = (more: Partial<EngineManifestInput> = {}) =>
  formatEngineManifest(engineManifest({ ...INPUT, ...more }));

function findings(more: Partial<EngineManifestCheck> = {}) {
  return compareEngineManifest({
    manifestFile: 'engine_manifest.json',
    manifestText: text(),
    version: 'v1_0_0',
    bundleSha256: INPUT.bundleSha256,
    sources: SOURCES,
    ...more,
  });
}

function compare(more: Partial<EngineManifestCheck> = {}): string[] {
  const found = findings(more);
  expect(found.every(({ code }) => code === 'ENGINE_MANIFEST_MISMATCH')).toBe(true);
  return found.map(({ message }) => message);
}

describe('what a manifest covers', () => {
  test.each([
    ['simulate.ts', true],
    ['costs/swap.ts', true],
    ['testing.ts', true],
    ['contesting/bars.ts', true],
    ['latesting/bars.ts', true],
    ['.test.ts/real.ts', true],
    ['simulate.test.ts', false],
    ['costs/swap.test.ts', false],
    ['testing/bars.ts', false],
    ['costs/testing/bars.ts', false],
    ['README.md', false],
    ['simulate.tsx', false],
    ['ts', false],
    ['.ts.map', false],
  ])('%s: %j', (path, isCovered) => {
    expect(isEngineSource(path)).toBe(isCovered);
  });
});

describe('an engine manifest', () => {
  test('lists every source by path order, with the hash of the tree and of the bundle', () => {
    expect(JSON.parse(text())).toEqual({
      engine_name: 'assay',
      engine_version: 'v1_0_0',
      file_hashes: Object.fromEntries(SOURCES.map(({ path, sha256 }) => [path, sha256])),
      tree_hash: treeHash(SOURCES),
      bundle_hash: sha256Hex('bundle'),
    });
    expect(Object.keys(engineManifest(INPUT).file_hashes)).toEqual([
      'costs/swap.ts',
      'fills.ts',
      'simulation.ts',
    ]);
  });

  test('is the same bytes whatever the order of the sources', () => {
    const reversed = { ...INPUT, sources: [...SOURCES].reverse() };
    expect(formatEngineManifest(engineManifest(reversed))).toBe(text());
    expect(text()).toBe(`${JSON.stringify(engineManifest(INPUT), null, 2)}\n`);
  });
});

describe('a release', () => {
  test('is a member that only released versions have', () => {
    expect(JSON.parse(text({ isReleased: true }))).toMatchObject({ released: true });
    expect(JSON.parse(text({ isReleased: false }))).not.toHaveProperty('released');
    expect(JSON.parse(text())).not.toHaveProperty('released');
  });

  test('is read back as it was written', () => {
    for (const more of [{}, { isReleased: true }]) {
      const manifest = engineManifest({ ...INPUT, ...more });
      expect(parseEngineManifest(formatEngineManifest(manifest))).toEqual(manifest);
    }
    expect(parseEngineManifest(text())).not.toHaveProperty('released');
  });
});

describe('compareEngineManifest', () => {
  test('finds nothing when nothing changed', () => {
    expect(compare()).toEqual([]);
  });

  test('names each source that was added, removed or changed', () => {
    const [first, second] = SOURCES;
    const sources = [
      { path: 'new.ts', sha256: sha256Hex('new') },
      { path: first?.path ?? '', sha256: sha256Hex('edited') },
      { path: second?.path ?? '', sha256: second?.sha256 ?? '' },
    ];
    expect(compare({ sources })).toEqual([
      'engine source costs/swap.ts was removed',
      'engine source new.ts was added',
      'engine source simulation.ts was changed',
    ]);
  });

  test('finds another bundle and another version', () => {
    expect(compare({ bundleSha256: sha256Hex('other') })).toEqual([
      'the built engine is another one',
    ]);
    expect(compare({ version: 'v1_1_0' })).toEqual(['the manifest is of another version']);
  });

  test('says where, what was found, and what was expected', () => {
    const place = { file: 'engine_manifest.json' };
    const [costs, fills, simulation] = ['costs/swap.ts', 'fills.ts', 'simulation.ts'].map((path) =>
      sha256Hex(path),
    );
    const now = [
      { path: 'new.ts', sha256: sha256Hex('new') },
      { path: 'fills.ts', sha256: sha256Hex('edited') },
    ];
    const bundleSha256 = sha256Hex('other');
    expect(findings({ version: 'v1_1_0', bundleSha256, sources: now })).toMatchObject([
      { place, found: 'v1_1_0', expected: 'v1_0_0' },
      { place, found: 'no file', expected: costs },
      { place, found: sha256Hex('edited'), expected: fills },
      { place, found: sha256Hex('new'), expected: 'no file' },
      { place, found: 'no file', expected: simulation },
      { place, found: bundleSha256, expected: sha256Hex('bundle') },
    ]);
    expect(findings({ manifestText: '{' })).toMatchObject([
      { place, found: 'another content', expected: 'an engine manifest' },
    ]);
  });

  test('finds a manifest that was edited to hide a change', () => {
    const manifest = engineManifest(INPUT);
    const edited = {
      ...manifest,
      file_hashes: { ...manifest.file_hashes, 'fills.ts': sha256Hex('x') },
    };
    const sources = SOURCES.map((s) =>
      s.path === 'fills.ts' ? { ...s, sha256: sha256Hex('x') } : s,
    );
    expect(compare({ manifestText: formatEngineManifest(edited), sources })).toEqual([
      'the manifest contradicts itself',
    ]);
  });

  const H = sha256Hex('x');
  test.each<[string, (manifest: object) => unknown]>([
    ['null', () => null],
    ['a list', (manifest) => [manifest]],
    ['a text', () => 'manifest'],
    ['a record without members', () => ({})],
    ['a name that is no text', (manifest) => ({ ...manifest, engine_name: 1 })],
    ['a version that is no text', (manifest) => ({ ...manifest, engine_version: ['v1_0_0'] })],
    ['a tree hash that is none', (manifest) => ({ ...manifest, tree_hash: 'no' })],
    ['a tree hash in a list', (manifest) => ({ ...manifest, tree_hash: [H] })],
    ['a bundle hash that is none', (manifest) => ({ ...manifest, bundle_hash: `${H}0` })],
    ['a bundle hash that is missing', (manifest) => ({ ...manifest, bundle_hash: undefined })],
    ['files that are a number', (manifest) => ({ ...manifest, file_hashes: 5 })],
    ['files that are an empty text', (manifest) => ({ ...manifest, file_hashes: '' })],
    ['files that are a list', (manifest) => ({ ...manifest, file_hashes: [] })],
    ['files that are null', (manifest) => ({ ...manifest, file_hashes: null })],
    ['a file hash that is none', (manifest) => ({ ...manifest, file_hashes: { a: H, b: 'no' } })],
    ['an empty path', (manifest) => ({ ...manifest, file_hashes: { a: H, '': H } })],
    ['a path with U+0000', (manifest) => ({ ...manifest, file_hashes: { a: H, 'b\0': H } })],
    ['a path that is no text', (manifest) => ({ ...manifest, file_hashes: { '\ud800': H } })],
    ['a release that is not true', (manifest) => ({ ...manifest, released: false })],
    ['a release in words', (manifest) => ({ ...manifest, released: 'true' })],
  ])('reports a manifest that is none: %s', (_, edit) => {
    const manifestText = JSON.stringify(edit(engineManifest(INPUT)));
    expect(parseEngineManifest(manifestText)).toBeUndefined();
    expect(compare({ manifestText })).toEqual(['the manifest cannot be read']);
  });

  test.each(['', '{', 'v1_0_0'])('reports what is no JSON: %j', (manifestText) => {
    expect(compare({ manifestText })).toEqual(['the manifest cannot be read']);
  });

  property.prop([
    fc.oneof(
      fc.string(),
      fc.json(),
      fc
        .dictionary(fc.string({ unit: 'binary' }), fc.string())
        .map((file_hashes) => JSON.stringify({ ...engineManifest(INPUT), file_hashes })),
    ),
  ])('never throws, whatever stands in the file', (manifestText) => {
    expect(compare({ manifestText }).length).toBeGreaterThan(0);
  });
});
