import { faultyFileStore } from './testing/faulty-file-store.js';
import { memoryDisk } from './testing/memory-disk.js';
import { diskFileStore, nodeFileStore } from './disk-file-store.js';
import { temporaryFolder } from './testing/temporary-folder.js';
import { expect, test } from 'vitest';

test('what was appended durably outlives a power cut, and what was only appended does not', () => {
  const disk = memoryDisk('/w');
  const files = diskFileStore(disk, '/w');
  files.appendDurable('/w/deep/log', 'one\n');
  files.appendDurable('/w/deep/log', 'two\n');
  files.append('/w/deep/log', 'three\n');
  disk.cutPower();
  expect(diskFileStore(disk, '/w').readText('/w/deep/log')).toBe('one\ntwo\n');
});

test('a folder is flushed only for a file that is new', () => {
  const { files, operations } = faultyFileStore(temporaryFolder());
  files.appendDurable(`${files.root}/log`, 'one\n');
  const first = operations.map((operation) => operation.split(' ')[0]);
  files.appendDurable(`${files.root}/log`, 'two\n');
  const second = operations.slice(first.length).map((operation) => operation.split(' ')[0]);
  expect(first).toEqual(['append', 'flush', 'syncFolder']);
  expect(second).toEqual(['append', 'flush']);
});

test('a part of a file is read from an offset, and less at its end', () => {
  const files = nodeFileStore(temporaryFolder());
  const path = `${files.root}/log`;
  files.writeAtomic(path, 'abcdef');
  const part = (offset: number, length: number) =>
    Buffer.from(files.readPart(path, offset, length)).toString();
  expect([part(0, 2), part(2, 3), part(4, 9), part(9, 1)]).toEqual(['ab', 'cde', 'ef', '']);
});
