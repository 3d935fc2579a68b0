import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import {
  compareEngineManifest,
  engineManifest,
  formatEngineManifest,
  type EngineManifestCheck,
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
const TEXT = formatEngineManifest(engineManifest(INPUT));

function compare(more: Partial<EngineManifestCheck> = {}): string[] {
  const findings = compareEngineManifest({
    manifestFile: 'engine_manifest.json',
    manifestText: TEXT,
    version: 'v1_0_0',
    bundleSha256: INPUT.bundleSha256,
    sources: SOURCES,
    ...more,
  });
  expect(findings.every((found) => found.code === 'ENGINE_MANIFEST_MISMATCH')).toBe(true);
  return findings.map((found) => found.message);
}

describe('an engine manifest', () => {
  test('lists every source by path order, with the hash of the tree and of the bundle', () => {
    expect(JSON.parse(TEXT)).toEqual({
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
    expect(formatEngineManifest(engineManifest(reversed))).toBe(TEXT);
    expect(TEXT.endsWith('}\n')).toBe(true);
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

  test.each([
    '',
    '{',
    '[]',
    'null',
    '{}',
    TEXT.replace('bundle_hash', 'other'),
    TEXT.replace(/[0-9a-f]{64}/, 'no'),
  ])('reports a manifest that is none: %j', (manifestText) => {
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
