import { expect, test } from 'vitest';
import { sha256Hex } from '@assay/hashing';
import type { EngineSnapshot } from './engine-snapshot.js';
import { planManifest } from './plan-manifest.js';

const SOURCES = [
  { path: 'simulate.ts', sha256: sha256Hex('simulate') },
  { path: 'costs/spread.ts', sha256: sha256Hex('spread') },
];
const CHECK = { isCheck: true, isRelease: false };
const WRITE = { isCheck: false, isRelease: false };
const RELEASE = { isCheck: false, isRelease: true };

function snapshot(changes: Partial<EngineSnapshot> = {}): EngineSnapshot {
  return {
    version: 'v1_0_0',
    manifestFile: 'libs/engine/src/v1_0_0/engine_manifest.json',
    manifestText: undefined,
    sources: SOURCES,
    bundleSha256: sha256Hex('bundle'),
    ...changes,
  };
}

/** The snapshot after the plan for `before` was carried out. */
function written(before: EngineSnapshot, wish = WRITE): EngineSnapshot {
  return { ...before, manifestText: planManifest(before, wish).text };
}

test('a first manifest lists every source, sorted, and is written', () => {
  const plan = planManifest(snapshot(), WRITE);
  expect(plan.action).toBe('write');
  expect(Object.keys(plan.manifest.file_hashes)).toEqual(['costs/spread.ts', 'simulate.ts']);
  expect(plan.changes.added).toEqual(['costs/spread.ts', 'simulate.ts']);
  expect(plan.manifest).not.toHaveProperty('released');
});

test('the order in which sources are found does not show', () => {
  const turned = snapshot({ sources: [...SOURCES].reverse() });
  expect(planManifest(turned, WRITE).text).toBe(planManifest(snapshot(), WRITE).text);
});

test('nothing is written when nothing changed', () => {
  expect(planManifest(written(snapshot()), WRITE)).toMatchObject({ action: 'none', findings: [] });
});

test('a check of an unchanged engine finds nothing', () => {
  expect(planManifest(written(snapshot()), CHECK)).toMatchObject({ action: 'none', findings: [] });
});

test('a check lists what was added, removed and changed, and writes nothing', () => {
  const before = written(snapshot());
  const now = {
    ...before,
    sources: [
      { path: 'simulate.ts', sha256: sha256Hex('other') },
      { path: 'fills.ts', sha256: sha256Hex('fills') },
    ],
  };
  const plan = planManifest(now, CHECK);
  expect(plan.action).toBe('none');
  expect(plan.changes).toEqual({
    added: ['fills.ts'],
    removed: ['costs/spread.ts'],
    changed: ['simulate.ts'],
  });
  expect(plan.findings.map(({ code }) => code)).toContain('ENGINE_MANIFEST_MISMATCH');
});

test.each([
  ['another bundle', { bundleSha256: sha256Hex('other bundle') }, 'ENGINE_MANIFEST_MISMATCH'],
  ['no manifest', { manifestText: undefined }, 'ENGINE_MANIFEST_MISSING'],
  ['a manifest that is no JSON', { manifestText: '{' }, 'ENGINE_MANIFEST_MISMATCH'],
])('a check reports %s', (_, change: Partial<EngineSnapshot>, code) => {
  const plan = planManifest({ ...written(snapshot()), ...change }, CHECK);
  expect(plan.findings.map((found) => found.code)).toEqual([code]);
});

test('a check reports a manifest of the right content in another form', () => {
  const good = written(snapshot());
  const respaced = { ...good, manifestText: JSON.stringify(JSON.parse(good.manifestText ?? '')) };
  expect(planManifest(respaced, CHECK).findings).toHaveLength(1);
});

test('a released version is never written over with other content', () => {
  const released = written(snapshot(), RELEASE);
  const plan = planManifest({ ...released, bundleSha256: sha256Hex('rebuilt') }, WRITE);
  expect(plan.action).toBe('refuse');
  expect(plan.findings[0]?.code).toBe('ENGINE_RELEASED');
});

test('a released version that did not change stays released without being named so again', () => {
  const released = written(snapshot(), RELEASE);
  expect(planManifest(released, WRITE)).toMatchObject({ action: 'none', findings: [] });
  expect(planManifest(released, CHECK).findings).toEqual([]);
});

test('a check does not release', () => {
  const good = written(snapshot());
  expect(planManifest(good, { isCheck: true, isRelease: true }).findings).toEqual([]);
});
