import { execFileSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { EngineFolder, REPOSITORY } from './testing/engine-folder.js';

interface Manifest {
  readonly engine_version: string;
  readonly file_hashes: Readonly<Record<string, string>>;
  readonly tree_hash: string;
  readonly bundle_hash: string;
}

/** A copy of the engine of this repository with what was built from it. */
function engineCopy(): EngineFolder {
  const engine = new EngineFolder({});
  for (const path of ['libs/engine/src', 'libs/engine/package.json', 'dist/engines']) {
    cpSync(join(REPOSITORY, path), engine.at(path), { recursive: true });
  }
  return engine;
}

function sha256sum(cwd: string, args: readonly string[], input: string): string {
  const env = { ...process.env, LC_ALL: 'C' };
  return execFileSync('sha256sum', args, { cwd, input, encoding: 'utf8', env });
}

test('sha256sum agrees with every line of the manifest, with its tree and with its bundle', () => {
  const engine = engineCopy();
  expect(engine.run([]).exit).toBe(0);
  const { document } = engine.runJson();
  const manifest = JSON.parse(engine.read(String(document['manifest']))) as Manifest;
  const lines = Object.entries(manifest.file_hashes).map(([path, hash]) => `${hash}  ${path}\n`);
  expect(lines.length).toBeGreaterThan(40);
  const folder = engine.at(`libs/engine/src/${manifest.engine_version}`);
  const judged = sha256sum(folder, ['--strict', '-c', '-'], lines.join(''));
  expect(judged.split('\n').filter((line) => line.endsWith(': OK'))).toHaveLength(lines.length);
  expect(sha256sum('/', ['-'], lines.join('')).slice(0, 64)).toBe(manifest.tree_hash);
  const bundle = `dist/engines/${manifest.engine_version}.js`;
  expect(sha256sum(engine.root, [bundle], '').slice(0, 64)).toBe(manifest.bundle_hash);
});

test('every source of the version is in the manifest, and nothing else', () => {
  const engine = engineCopy();
  engine.run([]);
  const { document } = engine.runJson();
  const version = String(document['engine_version']);
  const find = ['.', '-name', '*.ts', '-not', '-name', '*.test.ts', '-not', '-path', '*/testing/*'];
  const found = execFileSync('find', find, {
    cwd: engine.at(`libs/engine/src/${version}`),
    encoding: 'utf8',
  });
  const { file_hashes } = JSON.parse(engine.read(String(document['manifest']))) as Manifest;
  const listed = found.split('\n').filter((line) => line !== '');
  expect(Object.keys(file_hashes).sort()).toEqual(listed.map((line) => line.slice(2)).sort());
});

test('after one byte of any source --check names exactly that file', () => {
  const engine = engineCopy();
  engine.run([]);
  const { document } = engine.runJson();
  const folder = `libs/engine/src/${String(document['engine_version'])}`;
  const { file_hashes } = JSON.parse(engine.read(String(document['manifest']))) as Manifest;
  const paths = Object.keys(file_hashes);
  for (const path of [paths[0], paths[Math.floor(paths.length / 2)], paths.at(-1)]) {
    const text = engine.read(`${folder}/${path}`);
    engine.write(`${folder}/${path}`, text.replace('e', 'E'));
    const { exit, document: found } = engine.runJson('--check');
    expect([exit, found['added'], found['removed'], found['changed']]).toEqual([3, [], [], [path]]);
    engine.write(`${folder}/${path}`, text);
  }
  expect(engine.run(['--check']).exit).toBe(0);
});
