import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';

const BIN = fileURLToPath(new URL('../bin/generate-engine-manifest.js', import.meta.url));
const FILES: Readonly<Record<string, string>> = {
  'libs/engine/src/v1_9_0/simulate.ts': 'export const old = 1;\n',
  'libs/engine/src/v1_10_0/simulate.ts': 'export const now = 1;\n',
  'libs/engine/src/v1_10_0/costs/spread.ts': 'export const spread = 1;\n',
  'libs/engine/src/v1_10_0/simulate.test.ts': 'test\n',
  'libs/engine/src/v1_10_0/testing/bars.ts': 'export const bars = 1;\n',
  'libs/engine/src/v2_0_0_backup/simulate.ts': 'not a version\n',
  'dist/engines/v1_9_0.js': 'old\n',
  'dist/engines/v1_10_0.js': 'now\n',
};
const MANIFEST = 'libs/engine/src/v1_10_0/engine_manifest.json';

let root = '';

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

function read(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

/** Runs the built tool as a process. */
function run(...argv: string[]): { exit: number | null; out: string; err: string } {
  const { NODE_EXTRA_CA_CERTS: _certificates, ...env } = process.env;
  const call = spawnSync(process.execPath, [BIN, '--root', root, ...argv], {
    encoding: 'utf8',
    env,
  });
  return { exit: call.status, out: call.stdout, err: call.stderr };
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'assay-engine-'));
  for (const [path, text] of Object.entries(FILES)) write(path, text);
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

test('the active engine is the highest version by number, and its manifest names every source', () => {
  expect(run()).toMatchObject({ exit: 0, err: '' });
  const manifest = JSON.parse(read(MANIFEST));
  expect(manifest.engine_version).toBe('v1_10_0');
  expect(Object.keys(manifest.file_hashes)).toEqual(['costs/spread.ts', 'simulate.ts']);
  expect(manifest.file_hashes['simulate.ts']).toBe(
    createHash('sha256').update('export const now = 1;\n').digest('hex'),
  );
  expect(manifest.bundle_hash).toBe(createHash('sha256').update('now\n').digest('hex'));
});

test('a second run leaves the same bytes, also after a checkout with other line ends', () => {
  run();
  const first = read(MANIFEST);
  write('libs/engine/src/v1_10_0/simulate.ts', 'export const now = 1;\r\n');
  expect(run()).toMatchObject({ exit: 0 });
  expect(read(MANIFEST)).toBe(first);
});

test('--check exits 3 and lists each difference, and writes nothing', () => {
  run();
  const before = read(MANIFEST);
  write('libs/engine/src/v1_10_0/simulate.ts', 'export const now = 2;\n');
  write('libs/engine/src/v1_10_0/fills.ts', 'export const fills = 1;\n');
  rmSync(join(root, 'libs/engine/src/v1_10_0/costs/spread.ts'));
  const call = run('--check', '--json');
  expect(call.exit).toBe(3);
  const document = JSON.parse(call.out);
  expect(document).toMatchObject({
    schema: 'generate-engine-manifest.result/1',
    ok: false,
    error: { code: 'ENGINE_MANIFEST_MISMATCH' },
    outcome: 'differs',
    added: ['fills.ts'],
    removed: ['costs/spread.ts'],
    changed: ['simulate.ts'],
  });
  expect(read(MANIFEST)).toBe(before);
  expect(run('--check').out).toContain('changed simulate.ts');
});

test('--check of an unchanged engine exits 0', () => {
  run();
  expect(run('--check')).toMatchObject({ exit: 0, err: '' });
});

test('--check without a manifest exits 3', () => {
  expect(run('--check')).toMatchObject({
    exit: 3,
    err: expect.stringContaining('ENGINE_MANIFEST_MISSING'),
  });
});

test('a released version is refused, and its manifest keeps its bytes', () => {
  run('--release');
  const released = read(MANIFEST);
  expect(JSON.parse(released).released).toBe(true);
  write('dist/engines/v1_10_0.js', 'rebuilt\n');
  expect(run()).toMatchObject({ exit: 3, err: expect.stringContaining('ENGINE_RELEASED') });
  expect(read(MANIFEST)).toBe(released);
});

test('an engine that was not built exits 2 and says what to do', () => {
  rmSync(join(root, 'dist/engines/v1_10_0.js'));
  expect(run()).toMatchObject({
    exit: 2,
    err: expect.stringMatching(/NOT_BUILT[^]*next: {5}npm run build/),
  });
});

test('a folder without an engine exits 2', () => {
  rmSync(join(root, 'libs'), { recursive: true });
  const call = run('--json');
  expect(call.exit).toBe(2);
  expect(JSON.parse(call.out)).toMatchObject({ ok: false, error: { code: 'USAGE' } });
});

test('a source that is a link is refused: its bytes could change behind the manifest', () => {
  symlinkSync(join(root, 'dist/engines/v1_9_0.js'), join(root, 'libs/engine/src/v1_10_0/link.ts'));
  expect(run()).toMatchObject({ exit: 3, err: expect.stringContaining('link.ts') });
});

test('--new-version copies the active version without its manifest, under the new name', () => {
  write('libs/engine/src/engine-versions.ts', "export const ALL = ['v1_10_0'] as const;\n");
  write('libs/engine/package.json', '{"exports":{}}\n');
  run();
  const call = run('--new-version', 'v1_11_0', '--json');
  expect(call).toMatchObject({ exit: 0, err: '' });
  expect(JSON.parse(call.out)).toMatchObject({ copied_from: 'v1_10_0', engine_version: 'v1_11_0' });
  expect(read('libs/engine/src/v1_11_0/costs/spread.ts')).toBe('export const spread = 1;\n');
  expect(() => read('libs/engine/src/v1_11_0/engine_manifest.json')).toThrow();
  // The new version is the active one now, and has not been built.
  expect(run()).toMatchObject({ exit: 2, err: expect.stringContaining('v1_11_0') });
});

test('wishes that exclude each other exit 2', () => {
  expect(run('--check', '--release')).toMatchObject({
    exit: 2,
    err: expect.stringContaining('exclude each other'),
  });
});
