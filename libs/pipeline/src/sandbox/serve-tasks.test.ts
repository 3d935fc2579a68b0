import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { codeOf, probeBench } from './testing/probe.js';

const { folder, pool } = probeBench();

describe('trusted code after the lock-down', () => {
  test('still writes, reads, hashes and compresses with what it captured', async () => {
    const root = join(folder().root, 'trusted');
    const done = await pool().run({ kind: 'trusted', folder: root }, { affinity: 'trusted' });
    expect(done).toEqual({
      text: 'trusted\n',
      hash: '7bd39a7cbcf687fd60f819645b8bcaf731a9f19cb102484a7b84530516d7e8b8',
      gzip: true,
      base64: 'dHJ1c3RlZAo=',
      error: 'AssayError',
    });
    expect(readFileSync(join(root, 'a/b/c.txt'), 'utf8')).toBe('trusted\n');
  });

  test('still imports modules, those of an earlier task and new ones', async () => {
    const modules = ['first', 'second'].map(
      (name, i) =>
        pathToFileURL(folder().write(`${name}.mjs`, `export const value = ${i + 1};`)).href,
    );
    const task = { kind: 'importTwice', first: modules[0], second: modules[1] };
    expect(await pool().run(task, { affinity: 'imports' })).toEqual([1, 1, 2]);
    expect(await pool().run(task, { affinity: 'imports' })).toEqual([1, 1, 2]);
  });

  test('still reports errors of the operating system', async () => {
    const attempt = pool().run(
      { kind: 'missingFile', path: join(folder().root, 'none') },
      { affinity: 'trusted' },
    );
    await expect(attempt).rejects.toThrow(/ENOENT/);
  });
});

describe('a thread of a strategy', () => {
  test('keeps the code of an error that another copy of the library has thrown', async () => {
    expect(await codeOf(pool().run({ kind: 'foreign' }, { affinity: 'foreign' }))).toBe(
      'COST_INPUT_MISSING',
    );
  });

  test('is not used again after its task has failed', async () => {
    const visits = async (): Promise<unknown> =>
      pool().run({ kind: 'echo' }, { affinity: 'failing' });
    expect(await visits()).toMatchObject({ visits: 1 });
    expect(await visits()).toMatchObject({ visits: 2 });
    expect(await codeOf(pool().run({ kind: 'fail' }, { affinity: 'failing' }))).toBe(
      'LOOKAHEAD_DETECTED',
    );
    expect(await visits()).toMatchObject({ visits: 1 });
  });
});
