import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { EngineFolder } from './testing/engine-folder.js';

const VERSION = 'libs/engine/src/v1_10_0';
const MANIFEST = `${VERSION}/engine_manifest.json`;

/** What is odd, how it comes about, and how the call ends: exit, code, and what is said. */
const ODD: readonly (readonly [string, (engine: EngineFolder) => void, number, string, string])[] =
  [
    [
      'no engine at all',
      (engine) => rmSync(engine.at('libs'), { recursive: true }),
      2,
      'USAGE',
      'holds no engine version',
    ],
    [
      'version folders of odd names only',
      (engine) => {
        for (const name of ['v1_9_0', 'v1_10_0'])
          rmSync(engine.at(`libs/engine/src/${name}`), { recursive: true });
        for (const name of ['v1', 'v1_0', 'V1_0_0', 'v01_0_0', 'v1_0_0.old', 'v1_0_0 ', 'v1.0.0']) {
          engine.write(`libs/engine/src/${name}/simulate.ts`, 'x\n');
        }
      },
      2,
      'USAGE',
      'holds no engine version',
    ],
    [
      'a higher version that is a file',
      (engine) => engine.write('libs/engine/src/v2_0_0', 'no folder'),
      2,
      'USAGE',
      'v2_0_0 is no folder',
    ],
    [
      'a higher version that is a link',
      (engine) => symlinkSync(engine.at(VERSION), engine.at('libs/engine/src/v2_0_0')),
      2,
      'USAGE',
      'v2_0_0 is no folder',
    ],
    [
      'an engine that was not built',
      (engine) => rmSync(engine.at('dist/engines/v1_10_0.js')),
      2,
      'NOT_BUILT',
      'npm run build',
    ],
    [
      'a source that is a link',
      (engine) => symlinkSync(engine.at('dist/engines/v1_9_0.js'), engine.at(`${VERSION}/link.ts`)),
      3,
      'ENGINE_MANIFEST_MISMATCH',
      'link.ts',
    ],
    [
      'a folder of sources that is a link',
      (engine) => {
        renameSync(engine.at(`${VERSION}/costs`), engine.at('elsewhere'));
        symlinkSync(engine.at('elsewhere'), engine.at(`${VERSION}/costs`));
      },
      3,
      'ENGINE_MANIFEST_MISMATCH',
      'v1_10_0/costs',
    ],
    [
      'a source that is a pipe',
      (engine) => spawnSync('mkfifo', [engine.at(`${VERSION}/pipe.ts`)]),
      3,
      'ENGINE_MANIFEST_MISMATCH',
      'pipe.ts',
    ],
    [
      'a source that is no text',
      (engine) => engine.write(`${VERSION}/simulate.ts`, Buffer.from([0x2f, 0x2f, 0xff, 0x0a])),
      3,
      'ENGINE_MANIFEST_MISMATCH',
      'is no UTF-8 text',
    ],
    [
      'a manifest that is a folder',
      (engine) => mkdirSync(engine.at(`${MANIFEST}/x`), { recursive: true }),
      1,
      'PATH_NOT_A_FOLDER',
      'engine_manifest.json',
    ],
    [
      'a bundle that is a folder',
      (engine) => {
        rmSync(engine.at('dist/engines/v1_10_0.js'));
        mkdirSync(engine.at('dist/engines/v1_10_0.js'));
      },
      1,
      'PATH_NOT_A_FOLDER',
      'v1_10_0.js',
    ],
  ];

describe('what is not as it should be is named, and nothing is written', () => {
  test.each(ODD)('%s', (_, make, exit, code, says) => {
    const engine = new EngineFolder();
    make(engine);
    const before = engine.everything();
    for (const wish of [[], ['--check'], ['--release']]) {
      const called = engine.runJson(...wish);
      expect(called.exit).toBe(exit);
      expect(called.document).toMatchObject({ ok: false, error: { code } });
      expect(JSON.stringify(called.document)).toContain(says);
    }
    expect(engine.everything()).toEqual(before);
  });

  test.each([
    ['a list of versions that is none', 'libs/engine/src/engine-versions.ts', 'export {};\n'],
    ['a package that is no JSON', 'libs/engine/package.json', '{'],
    ['a package without exports', 'libs/engine/package.json', '{"exports": null}'],
    ['a package that is nothing', 'libs/engine/package.json', 'null'],
  ])('%s, when a version is to be started', (_, path, text) => {
    const engine = new EngineFolder();
    engine.write(path, text);
    const before = engine.everything();
    const { exit, document } = engine.runJson('--new-version', 'v1_11_0');
    expect(exit).toBe(2);
    expect(document).toMatchObject({ error: { code: 'USAGE' } });
    expect(JSON.stringify(document)).toContain(path);
    expect(engine.everything()).toEqual(before);
  });

  test('a link in the version that a new one would copy', () => {
    const engine = new EngineFolder();
    symlinkSync('/etc/hostname', engine.at(`${VERSION}/testing/host`));
    const { exit, document } = engine.runJson('--new-version', 'v1_11_0');
    expect(exit).toBe(3);
    expect(JSON.stringify(document)).toContain('testing/host');
    expect(() => engine.read('libs/engine/src/v1_11_0/simulate.ts')).toThrow('ENOENT');
  });

  test.each(['/nowhere/at/all', '/etc/hostname'])('%s as repository', (root) => {
    const called = new EngineFolder().runJson('--root', root);
    expect(called.exit).toBe(2);
    expect(called.document).toMatchObject({ ok: false, error: { code: 'USAGE' } });
  });
});

test('a version folder that cannot be written to is an error with its path, exit 1, the manifest as before', ({
  skip,
}) => {
  const engine = new EngineFolder();
  const other = process.getuid?.() === 0 ? { uid: 54321, gid: 54321 } : {};
  if ('uid' in other) spawnSync('chown', ['-R', '54321:54321', engine.root]);
  if (engine.run(['--version'], other).exit !== 0)
    return skip('no other user can be taken on here');
  chmodSync(engine.at(VERSION), 0o555);
  const before = engine.everything();
  const called = engine.run(['--json'], other);
  chmodSync(engine.at(VERSION), 0o755);
  expect(called.exit).toBe(1);
  expect(JSON.parse(called.out)).toMatchObject({ error: { code: 'PERMISSION_DENIED' } });
  expect(called.out).toContain(VERSION);
  expect(engine.everything()).toEqual(before);
});

test('names of sources may be odd: the manifest lists them by their bytes', () => {
  const engine = new EngineFolder();
  for (const name of ['with blank.ts', 'ä.ts', 'Z.ts', '__proto__.ts', 'constructor.ts', '10.ts']) {
    engine.write(`${VERSION}/${name}`, `// ${name}\n`);
  }
  expect(engine.run([]).exit).toBe(0);
  const { file_hashes } = JSON.parse(engine.read(MANIFEST)) as { file_hashes: object };
  expect(Object.keys(file_hashes)).toEqual([
    '10.ts',
    'Z.ts',
    '__proto__.ts',
    'constructor.ts',
    'costs/spread.ts',
    'simulate.ts',
    'with blank.ts',
    'ä.ts',
  ]);
  expect(engine.run(['--check'])).toMatchObject({ exit: 0, err: '' });
});
