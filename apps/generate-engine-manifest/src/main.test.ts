import { createHash } from 'node:crypto';
import { rmSync, statSync, utimesSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { EngineFolder } from './testing/engine-folder.js';

const MANIFEST = 'libs/engine/src/v1_10_0/engine_manifest.json';
const SIMULATE = 'libs/engine/src/v1_10_0/simulate.ts';
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

test('the active engine is the highest version by number, and its manifest names every source', () => {
  const engine = new EngineFolder();
  expect(engine.run([])).toMatchObject({ exit: 0, err: '' });
  expect(JSON.parse(engine.read(MANIFEST))).toMatchObject({
    engine_name: 'assay',
    engine_version: 'v1_10_0',
    file_hashes: {
      'costs/spread.ts': sha256('export const spread = 1;\n'),
      'simulate.ts': sha256('export const now = 1;\n'),
    },
    bundle_hash: sha256('now\n'),
  });
  expect(() => engine.read('libs/engine/src/v1_9_0/engine_manifest.json')).toThrow('ENOENT');
});

test('a second run leaves the very file, also after a checkout with other line ends', () => {
  const engine = new EngineFolder();
  engine.run([]);
  const first = engine.read(MANIFEST);
  utimesSync(engine.at(MANIFEST), 1, 1);
  engine.write(SIMULATE, '\uFEFFexport const now = 1;\r\n');
  const { exit, document } = engine.runJson();
  expect([exit, document['outcome']]).toEqual([0, 'unchanged']);
  expect(engine.read(MANIFEST)).toBe(first);
  expect(statSync(engine.at(MANIFEST)).mtimeMs).toBe(1000);
});

describe('--check', () => {
  test('exits 3, lists each file that was added, removed or changed, and writes nothing', () => {
    const engine = new EngineFolder();
    engine.run([]);
    engine.write(SIMULATE, 'export const now = 2;\n');
    engine.write('libs/engine/src/v1_10_0/fills.ts', 'export const fills = 1;\n');
    rmSync(engine.at('libs/engine/src/v1_10_0/costs/spread.ts'));
    const before = engine.everything();
    const { exit, document } = engine.runJson('--check');
    expect(exit).toBe(3);
    expect(document).toMatchObject({
      schema: 'generate-engine-manifest.result/1',
      ok: false,
      error: { code: 'ENGINE_MANIFEST_MISMATCH' },
      outcome: 'differs',
      added: ['fills.ts'],
      removed: ['costs/spread.ts'],
      changed: ['simulate.ts'],
    });
    const { out } = engine.run(['--check']);
    for (const line of ['added   fills.ts', 'removed costs/spread.ts', 'changed simulate.ts']) {
      expect(out).toContain(line);
    }
    expect(engine.everything()).toEqual(before);
  });

  test('of an unchanged engine exits 0, and changes of tests are none', () => {
    const engine = new EngineFolder();
    engine.run([]);
    engine.write('libs/engine/src/v1_10_0/simulate.test.ts', 'another test\n');
    engine.write('libs/engine/src/v1_10_0/testing/bars.ts', 'other bars\n');
    expect(engine.run(['--check'])).toMatchObject({ exit: 0, err: '' });
  });

  test.each<[string, (engine: EngineFolder) => void, string, string]>([
    [
      'no manifest',
      (engine) => rmSync(engine.at(MANIFEST)),
      'ENGINE_MANIFEST_MISSING',
      'has no manifest',
    ],
    [
      'another bundle',
      (engine) => engine.write('dist/engines/v1_10_0.js', 'rebuilt\n'),
      'ENGINE_MANIFEST_MISMATCH',
      'the built engine is another one',
    ],
    [
      'a manifest that is no JSON',
      (engine) => engine.write(MANIFEST, '{"engine_name": "assay"'),
      'ENGINE_MANIFEST_MISMATCH',
      'the manifest cannot be read',
    ],
    [
      'a manifest in another form',
      (engine) => engine.write(MANIFEST, engine.read(MANIFEST).replaceAll('\n', '\r\n')),
      'ENGINE_MANIFEST_MISMATCH',
      'not in the form this tool writes',
    ],
    [
      'a release that says anything but true',
      (engine) => engine.write(MANIFEST, engine.read(MANIFEST).replace('{', '{"released": "yes",')),
      'ENGINE_MANIFEST_MISMATCH',
      'the manifest cannot be read',
    ],
    [
      'a digest that was altered',
      (engine) => engine.write(MANIFEST, engine.read(MANIFEST).replace(/(tree_hash": ")./, '$1g')),
      'ENGINE_MANIFEST_MISMATCH',
      'the manifest cannot be read',
    ],
  ])('with %s exits 3 and says so', (_, damage, code, says) => {
    const engine = new EngineFolder();
    engine.run([]);
    damage(engine);
    const { exit, document } = engine.runJson('--check');
    expect(exit).toBe(3);
    expect(document).toMatchObject({ outcome: 'differs', error: { code } });
    expect(JSON.stringify(document['diagnostics'])).toContain(says);
  });
});

describe('a released version', () => {
  test.each<[string, (engine: EngineFolder) => void]>([
    ['another bundle', (engine) => engine.write('dist/engines/v1_10_0.js', 'rebuilt\n')],
    ['another source', (engine) => engine.write(SIMULATE, 'export const now = 2;\n')],
    ['another form', (engine) => engine.write(MANIFEST, `${engine.read(MANIFEST)}\n`)],
  ])('keeps the bytes of its manifest with %s: exit 3', (_, change) => {
    const engine = new EngineFolder();
    expect(engine.runJson('--release').document).toMatchObject({ released: true });
    change(engine);
    const before = engine.everything();
    for (const wish of [[], ['--release']]) {
      const { exit, document } = engine.runJson(...wish);
      expect(exit).toBe(3);
      expect(document).toMatchObject({ outcome: 'refused', error: { code: 'ENGINE_RELEASED' } });
    }
    expect(engine.everything()).toEqual(before);
  });

  test('that did not change may be described again', () => {
    const engine = new EngineFolder();
    engine.run(['--release']);
    expect(engine.runJson().document).toMatchObject({ outcome: 'unchanged', released: true });
    expect(engine.runJson('--release').document).toMatchObject({ outcome: 'unchanged' });
    expect(engine.run(['--check']).exit).toBe(0);
  });

  test('whose manifest was damaged is not written anew: it may have been released', () => {
    const engine = new EngineFolder();
    engine.run(['--release']);
    const damaged = engine.read(MANIFEST).slice(0, -20);
    engine.write(MANIFEST, damaged);
    const { exit, document } = engine.runJson();
    expect(exit).toBe(3);
    expect(document).toMatchObject({
      outcome: 'refused',
      error: { code: 'ENGINE_MANIFEST_MISMATCH' },
    });
    expect(engine.read(MANIFEST)).toBe(damaged);
  });
});

describe('--new-version', () => {
  test('copies the active version without its manifest, under the new name', () => {
    const engine = new EngineFolder();
    engine.run(['--release']);
    const frozen = engine.read(MANIFEST);
    const { exit, document } = engine.runJson('--new-version', 'v1_11_0');
    expect(exit).toBe(0);
    expect(document).toMatchObject({ copied_from: 'v1_10_0', engine_version: 'v1_11_0' });
    expect(engine.read('libs/engine/src/v1_11_0/costs/spread.ts')).toBe(
      'export const spread = 1;\n',
    );
    expect(() => engine.read('libs/engine/src/v1_11_0/engine_manifest.json')).toThrow('ENOENT');
    expect(engine.read(MANIFEST)).toBe(frozen);
    // The new version is the active one now, and has not been built.
    expect(engine.run([])).toMatchObject({ exit: 2, err: expect.stringContaining('v1_11_0') });
    engine.write('dist/engines/v1_11_0.js', 'new\n');
    expect(engine.runJson().document).toMatchObject({ engine_version: 'v1_11_0', released: false });
  });

  test.each(['v1_9_1', 'v1_10_0', 'v01_11_0', '1_11_0', '../v9_0_0'])(
    '%s is refused',
    (version) => {
      const engine = new EngineFolder();
      const before = engine.everything();
      const { exit, document } = engine.runJson('--new-version', version);
      expect([exit, (document['error'] as { code: string }).code]).toEqual([2, 'USAGE']);
      expect(engine.everything()).toEqual(before);
    },
  );
});

test('wishes that exclude each other exit 2', () => {
  const engine = new EngineFolder();
  for (const pair of [
    ['--check', '--release'],
    ['--check', '--new-version', 'v2_0_0'],
  ]) {
    const called = engine.run(pair);
    expect(called).toMatchObject({ exit: 2, err: expect.stringContaining('exclude each other') });
  }
});

test('help fits 80 columns and names examples and exit codes', () => {
  const { exit, out } = new EngineFolder().run(['--help']);
  expect(exit).toBe(0);
  for (const part of ['Usage: generate-engine-manifest', 'Examples:', 'Exit codes:']) {
    expect(out).toContain(part);
  }
  for (const line of out.split('\n')) expect(line.length, line).toBeLessThanOrEqual(80);
});
