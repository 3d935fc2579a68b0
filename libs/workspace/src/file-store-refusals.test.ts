import { chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256Hex } from '@assay/hashing';
import { describe, expect, test } from 'vitest';
import { nodeFileStore } from './disk-file-store.js';
import { asNobody } from './testing/as-nobody.js';
import { faultyFileStore } from './testing/faulty-file-store.js';
import { temporaryFolder } from './testing/temporary-folder.js';

function store() {
  const root = temporaryFolder();
  return { root, files: nodeFileStore(root), at: (path: string) => join(root, path) };
}

const withCode = (code: string) => expect.objectContaining({ code });

describe('the edge of the workspace', () => {
  test('a link that leads out of the workspace is never written through', () => {
    const { files, at } = store();
    const elsewhere = temporaryFolder();
    symlinkSync(elsewhere, at('runs'));
    const refused = withCode('PATH_OUTSIDE_WORKSPACE');
    expect(() => files.writeAtomic(at('runs/f'), 'x')).toThrow(refused);
    expect(() => files.stage(at('runs/f'), 'x')).toThrow(refused);
    expect(() => files.append(at('runs/f'), 'x')).toThrow(refused);
    expect(() => files.makeFolder(at('runs/f'))).toThrow(refused);
    expect(() => files.copy('/dev/null', at('runs/f'))).toThrow(refused);
    expect(() => files.moveAside(at('runs/f'), at('g'))).toThrow(refused);
    expect(files.list(elsewhere)).toEqual([]);
  });

  test('a link that stays inside is a folder like any other', () => {
    const { files, at } = store();
    mkdirSync(at('real'));
    symlinkSync('real', at('runs'));
    files.writeAtomic(at('runs/f'), 'x');
    expect(files.readText(at('real/f'))).toBe('x');
  });

  test('a link at the target itself is replaced, not followed', () => {
    const { files, at } = store();
    const elsewhere = temporaryFolder();
    writeFileSync(join(elsewhere, 'f'), 'theirs');
    symlinkSync(join(elsewhere, 'f'), at('f'));
    files.writeAtomic(at('f'), 'ours');
    expect(readFileSync(join(elsewhere, 'f'), 'utf8')).toBe('theirs');
    expect(files.stat(at('f'))?.kind).toBe('file');
  });

  test.each(['/etc/assay-test', '../f', 'runs/../../f'])(
    'a path outside (%s) is refused',
    (path) => {
      const { root, files } = store();
      const outside = path.startsWith('/') ? path : `${root}/${path}`;
      expect(() => files.writeAtomic(outside, 'x')).toThrow(withCode('PATH_OUTSIDE_WORKSPACE'));
    },
  );

  test('a workspace that is reached through a link can be written under that spelling', () => {
    const { root, files, at } = store();
    const parent = temporaryFolder();
    symlinkSync(root, join(parent, 'link'));
    const linked = nodeFileStore(join(parent, 'link'));
    linked.writeAtomic(join(parent, 'link', 'runs/f'), 'x');
    expect(linked.root).toBe(root);
    expect(files.readText(at('runs/f'))).toBe('x');
  });
});

describe('what the system refuses', () => {
  test('a file where a folder should be is named', () => {
    const { files, at } = store();
    files.writeAtomic(at('runs'), 'a file');
    for (const write of [
      () => files.writeAtomic(at('runs/x/f'), ''),
      () => files.makeFolder(at('runs')),
      () => files.stage(at('runs/f'), ''),
    ]) {
      expect(write).toThrow(withCode('PATH_NOT_A_FOLDER'));
      expect(write).toThrow(
        expect.objectContaining({
          diagnostic: expect.objectContaining({ found: expect.stringContaining(at('runs')) }),
        }),
      );
    }
  });

  test('a folder where a file should be is named too, and stays', () => {
    const { files, at } = store();
    files.writeAtomic(at('sheet.xlsx/f'), '');
    expect(() => files.writeAtomic(at('sheet.xlsx'), 'x')).toThrow(
      'a folder stands where a file is needed',
    );
    expect(files.list(at('.'))).toEqual([{ name: 'sheet.xlsx', kind: 'folder' }]);
  });

  test.each([
    ['ENOSPC', 'DISK_FULL'],
    ['EDQUOT', 'DISK_FULL'],
    ['EFBIG', 'DISK_FULL'],
    ['EACCES', 'PERMISSION_DENIED'],
    ['EPERM', 'PERMISSION_DENIED'],
    ['EROFS', 'PERMISSION_DENIED'],
    ['ENOTDIR', 'PATH_NOT_A_FOLDER'],
    ['EIO', 'IO_FAILED'],
    ['EMFILE', 'IO_FAILED'],
  ] as const)('%s is %s with the path and what to do next, at every step', (fault, code) => {
    const count = faultyFileStore(temporaryFolder());
    count.files.writeAtomic(join(count.files.root, 'a/f'), 'x');
    for (let at = 1; at <= count.operations.length; at += 1) {
      const root = temporaryFolder();
      const { files } = faultyFileStore(root, { at, fault });
      const thrown = expect.objectContaining({
        code,
        diagnostic: expect.objectContaining({
          found: expect.stringContaining(`${fault} at ${root}`),
          next: expect.stringMatching(/./),
        }),
      });
      expect(() => files.writeAtomic(join(root, 'a/f'), 'x')).toThrow(thrown);
    }
  });

  test('a folder that may not be written, and a file that may not be read, are PERMISSION_DENIED', () => {
    const { root, files, at } = store();
    files.writeAtomic(at('runs/f'), 'x', { mode: 0 });
    chmodSync(root, 0o755);
    chmodSync(at('runs'), 0o555);
    asNobody(() => {
      for (const step of [
        () => files.writeAtomic(at('runs/f'), 'y'),
        () => files.stage(at('runs/g'), 'y'),
        () => files.makeFolder(at('runs/h')),
        () => files.moveAside(at('runs/f'), at('g')),
        () => files.readFile(at('runs/f')),
      ]) {
        expect(step).toThrow(withCode('PERMISSION_DENIED'));
      }
    });
    expect(files.list(at('runs'))).toEqual([{ name: 'f', kind: 'file' }]);
  });

  test('reading what is not there is IO_FAILED; asking about it is not an error', () => {
    const { files, at } = store();
    expect(() => files.readFile(at('none'))).toThrow(withCode('IO_FAILED'));
    expect(files.stat(at('none'))).toBeUndefined();
    expect(files.list(at('none'))).toEqual([]);
    files.writeAtomic(at('f'), '');
    expect(files.exists(at('f/below'))).toBe(false);
  });

  test('a device or a pipe in the place of a file is IO_FAILED: nobody waits for its end', () => {
    const { files, at } = store();
    files.makeFolder(at('l'));
    symlinkSync('/dev/zero', at('l/zeros'));
    expect(() => files.readFile(at('l/zeros'))).toThrow(withCode('IO_FAILED'));
    expect(() => files.readText('/dev/null')).toThrow(/a device or a pipe/);
  });

  test('a listing is in code-unit order and says what each name is', () => {
    const { files, at } = store();
    for (const name of ['b', 'B', 'ä', 'a']) files.writeAtomic(at(`l/${name}`), '');
    files.makeFolder(at('l/dir'));
    symlinkSync('nowhere', at('l/link'));
    expect(files.list(at('l')).map(({ name, kind }) => `${name}:${kind}`)).toEqual([
      'B:file',
      'a:file',
      'b:file',
      'dir:folder',
      'link:link',
      'ä:file',
    ]);
  });

  test('a digest does not depend on how a large file is read', () => {
    const { files, at } = store();
    const bytes = new Uint8Array(2_500_000).map((_, i) => i % 251);
    files.writeAtomic(at('large'), bytes);
    expect(files.digest(at('large'))).toEqual({ bytes: 2_500_000, sha256: sha256Hex(bytes) });
  });
});
