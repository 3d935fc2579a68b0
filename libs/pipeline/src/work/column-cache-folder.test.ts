import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, afterEach, expect, test } from 'vitest';
import { columnCacheIn } from './column-cache-folder.js';

let scratch = '';
beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'assay-columns-'));
});
afterEach(() => rmSync(scratch, { recursive: true }));

const sha = (n: number): string => n.toString(16).padStart(64, '0');
const entry = Uint8Array.of(1, 2, 3);

test('an entry that was put is given back, another is not there', () => {
  const cache = columnCacheIn(join(scratch, 'deep', 'cache'));
  cache.put(sha(1), entry);
  expect([...(cache.get(sha(1)) ?? [])]).toEqual([1, 2, 3]);
  expect(cache.get(sha(2))).toBeUndefined();
  expect(readdirSync(join(scratch, 'deep', 'cache'))).toEqual([`${sha(1)}.bars`]);
});

test('a leftover of a writer that died does not stand in the way', () => {
  const cache = columnCacheIn(scratch);
  writeFileSync(join(scratch, `${sha(1)}.0.tmp`), 'half');
  cache.put(sha(1), entry);
  expect([...(cache.get(sha(1)) ?? [])]).toEqual([1, 2, 3]);
});

test('what the system refuses is no error: the file is decoded instead', () => {
  const file = join(scratch, 'file');
  writeFileSync(file, '');
  const cache = columnCacheIn(join(file, 'cache'));
  expect(() => cache.put(sha(1), entry)).not.toThrow();
  expect(cache.get(sha(1))).toBeUndefined();
});

test('a link in the place of the folder is not followed by the writer', () => {
  const elsewhere = join(scratch, 'elsewhere');
  mkdirSync(elsewhere);
  symlinkSync(elsewhere, join(scratch, 'cache'));
  columnCacheIn(join(scratch, 'cache')).put(sha(1), entry);
  expect(readdirSync(elsewhere)).toEqual([]);
});

test('beyond 512 entries the oldest goes', () => {
  const cache = columnCacheIn(scratch);
  for (let n = 0; n < 512; n += 1) {
    const path = join(scratch, `${sha(n)}.bars`);
    writeFileSync(path, entry);
    utimesSync(path, 1_000_000 + (n === 7 ? 0 : 1 + n), 1_000_000 + (n === 7 ? 0 : 1 + n));
  }
  cache.put(sha(600), entry);
  expect(readdirSync(scratch)).toHaveLength(512);
  expect(cache.get(sha(7))).toBeUndefined();
  expect(cache.get(sha(0))).toBeDefined();
});
