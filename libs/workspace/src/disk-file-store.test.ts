import {
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { sha256Hex } from '@assay/hashing';
import { describe, expect, test } from 'vitest';
import { isTemporaryName, nodeFileStore } from './disk-file-store.js';
import { faultyFileStore } from './testing/faulty-file-store.js';
import { SimulatedCrash } from './testing/faulty-file-system.js';
import { memoryDisk } from './testing/memory-disk.js';
import { temporaryFolder } from './testing/temporary-folder.js';

function store() {
  const root = temporaryFolder();
  return { root, files: nodeFileStore(root), at: (path: string) => join(root, path) };
}

const withCode = (code: string) => expect.objectContaining({ code });

describe('writing', () => {
  test('an atomic write makes its folders and replaces a read-only file, leaving nothing beside it', () => {
    const { files, at } = store();
    files.writeAtomic(at('a/b/c.txt'), 'one', { mode: 0o444 });
    files.writeAtomic(at('a/b/c.txt'), Uint8Array.of(0xc3, 0xa4), { mode: 0o444 });
    expect(files.readText(at('a/b/c.txt'))).toBe('ä');
    expect(files.stat(at('a/b/c.txt'))).toMatchObject({ kind: 'file', bytes: 2, mode: 0o444 });
    expect(files.list(at('a/b'))).toEqual([{ name: 'c.txt', kind: 'file' }]);
  });

  test('an atomic write gives other names of the old file (hard links) no new content', () => {
    const { files, at } = store();
    files.writeAtomic(at('a'), 'old');
    linkSync(at('a'), at('b'));
    files.writeAtomic(at('a'), 'new');
    expect(readFileSync(at('b'), 'utf8')).toBe('old');
  });

  test('whatever step an atomic write dies at, a reader finds the old file or the new one, whole', () => {
    for (let k = 1, last = 0; k === 1 || k <= last; k += 1) {
      for (const fault of ['kill', 'kill-after', 'tear'] as const) {
        const { root, files, at } = store();
        files.writeAtomic(at('d/f'), 'old content');
        const faulty = faultyFileStore(root, { at: k, fault });
        expect(() => faulty.files.writeAtomic(at('d/f'), 'new content, longer')).toThrow(
          SimulatedCrash,
        );
        expect(['old content', 'new content, longer']).toContain(readFileSync(at('d/f'), 'utf8'));
        expect(files.list(at('d')).every(({ name }) => name === 'f' || isTemporaryName(name))).toBe(
          true,
        );
        const counted = faultyFileStore(root);
        counted.files.writeAtomic(at('d/f'), 'x');
        last = counted.operations.length;
      }
    }
  });

  test('a write that the disk refuses leaves the old file and no half-made one', () => {
    const { root, files, at } = store();
    files.writeAtomic(at('f'), 'old');
    const full = faultyFileStore(root, { at: 1, fault: 'ENOSPC' });
    expect(() => full.files.writeAtomic(at('f'), 'new')).toThrow(withCode('DISK_FULL'));
    expect(files.list(root)).toEqual([{ name: 'f', kind: 'file' }]);
    expect(files.readText(at('f'))).toBe('old');
  });

  test('a written file outlives a power cut, with every folder that leads to it', () => {
    const disk = memoryDisk('/w');
    const { files } = faultyFileStore('/w', undefined, disk);
    files.writeAtomic('/w/a/b/c', 'kept');
    disk.cutPower();
    expect(files.readText('/w/a/b/c')).toBe('kept');
  });

  test('folders that a dead process made and did not flush are flushed by the next one', () => {
    const disk = memoryDisk('/w');
    const dying = faultyFileStore('/w', { at: 1, fault: 'kill-after' }, disk);
    expect(() => dying.files.makeFolder('/w/a')).toThrow(SimulatedCrash);
    expect(disk.unflushed()).toBe(1);
    const { files } = faultyFileStore('/w', undefined, disk);
    files.writeAtomic('/w/a/f', 'kept');
    disk.cutPower();
    expect(files.readText('/w/a/f')).toBe('kept');
  });

  test('the memory disk forgets what was not flushed, so that the tests above can fail', () => {
    const disk = memoryDisk('/w');
    disk.writeNew('/w/f', Uint8Array.of(1), 0o644);
    disk.append('/w/f', Uint8Array.of(2));
    disk.cutPower();
    expect(disk.stat('/w/f')).toBeUndefined();
    disk.writeNew('/w/f', Uint8Array.of(1), 0o644);
    disk.syncFolder('/w');
    disk.append('/w/f', Uint8Array.of(2));
    disk.rename('/w/f', '/w/g');
    disk.cutPower();
    expect([...disk.read('/w/f')]).toEqual([1]);
    disk.rename('/w/f', '/w/g');
    disk.cutPower(1);
    expect([...disk.read('/w/g')]).toEqual([1]);
  });

  test('staging overwrites the leftover of an earlier try', () => {
    const { files, at } = store();
    files.stage(at('.assay/staging/t/f'), 'one', { mode: 0o444 });
    files.stage(at('.assay/staging/t/f'), 'two', { mode: 0o444 });
    expect(files.readText(at('.assay/staging/t/f'))).toBe('two');
  });

  test('a copy shares nothing with its source, even when the source is read-only or far away', () => {
    const { files, at } = store();
    const elsewhere = temporaryFolder();
    writeFileSync(join(elsewhere, 'bundle.js'), 'code', { mode: 0o444 });
    files.copy(join(elsewhere, 'bundle.js'), at('runs/x/strategy.js'), { mode: 0o444 });
    files.copy(join(elsewhere, 'bundle.js'), at('runs/x/strategy.js'), { mode: 0o444 });
    expect(statSync(at('runs/x/strategy.js')).nlink).toBe(1);
    expect(files.digest(at('runs/x/strategy.js'))).toEqual({ bytes: 4, sha256: sha256Hex('code') });
  });

  test('a growing view can be appended to', () => {
    const { files, at } = store();
    files.append(at('.assay/events.ndjson'), 'a\n');
    files.append(at('.assay/events.ndjson'), 'b\n');
    expect(files.readText(at('.assay/events.ndjson'))).toBe('a\nb\n');
  });
});

describe('publishing', () => {
  test('moves go over read-only files and make their folders', () => {
    const { files, at } = store();
    files.writeAtomic(at('runs/x/f'), 'old', { mode: 0o444 });
    files.stage(at('.assay/staging/t/f'), 'new', { mode: 0o444 });
    files.stage(at('.assay/staging/t/g'), 'G');
    files.publish([
      { from: at('.assay/staging/t/f'), to: at('runs/x/f') },
      { from: at('.assay/staging/t/g'), to: at('runs/x/deep/g') },
    ]);
    expect(files.readText(at('runs/x/f'))).toBe('new');
    expect(files.readText(at('runs/x/deep/g'))).toBe('G');
    expect(files.list(at('.assay/staging/t'))).toEqual([]);
  });

  test('every folder involved is flushed once, targets before sources', () => {
    const { root, at } = store();
    const { files, operations } = faultyFileStore(root);
    const moves = ['f', 'g', 'h'].map((name) => ({
      from: at(`.assay/staging/t/${name}`),
      to: at(`runs/${name}`),
    }));
    for (const { from } of moves) files.stage(from, 'x');
    files.makeFolder(at('runs'));
    const before = operations.length;
    files.publish(moves);
    expect(operations.slice(before).filter((name) => name.startsWith('sync'))).toEqual([
      `syncFolder ${at('runs')}`,
      `syncFolder ${at('.assay/staging/t')}`,
    ]);
  });
});

describe('moving aside and removing', () => {
  test('a folder moves aside whole, never onto something', () => {
    const { files, at } = store();
    files.writeAtomic(at('runs/x/f'), '1');
    files.moveAside(at('runs/x'), at('.assay/quarantine/s/runs/x'));
    expect(files.readText(at('.assay/quarantine/s/runs/x/f'))).toBe('1');
    files.writeAtomic(at('runs/x/f'), '2');
    expect(() => files.moveAside(at('runs/x'), at('.assay/quarantine/s/runs/x'))).toThrow(
      withCode('IO_FAILED'),
    );
    expect(files.readText(at('runs/x/f'))).toBe('2');
  });

  test.each([
    'runs',
    'runs/x',
    '.assay',
    '.assay/staging',
    '.assay/assay.db',
    '.assay/staging/../../runs',
  ])('only what lies in staging or trash may be removed, so not %s', (path) => {
    const { root, files, at } = store();
    files.writeAtomic(at('runs/x/f'), '1');
    files.makeFolder(at('.assay/staging'));
    expect(() => files.remove(`${root}/${path}`)).toThrow('only staging and trash');
    expect(existsSync(at('runs/x/f'))).toBe(true);
  });

  test('removing a tree does not follow the links in it', () => {
    const { files, at } = store();
    files.writeAtomic(at('runs/x/f'), '1');
    files.stage(at('.assay/staging/t/deep/f'), 'x');
    symlinkSync(at('runs'), at('.assay/staging/t/link'));
    files.remove(at('.assay/staging/t'));
    expect(files.list(at('.assay/staging'))).toEqual([]);
    expect(files.readText(at('runs/x/f'))).toBe('1');
  });

  test('nothing is removed through a staging folder that is a link', () => {
    const { files, at } = store();
    files.writeAtomic(at('runs/x/f'), '1');
    mkdirSync(at('.assay'));
    symlinkSync(at('runs'), at('.assay/staging'));
    expect(() => files.remove(at('.assay/staging/x'))).toThrow('only staging and trash');
    expect(existsSync(at('runs/x/f'))).toBe(true);
  });
});
