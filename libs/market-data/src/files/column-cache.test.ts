import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fc, test as propertyTest } from '@fast-check/vitest';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { encodeBarsCsv } from '../csv/format-bars-csv.js';
import { fingerprintBars } from '../fingerprint-bars.js';
import { arbitraryBars } from '../testing/arbitrary-bars.js';
import { plainBars } from '../testing/sample-bars.js';
import { decodeColumns, encodeColumns, type ColumnCache } from './column-cache.js';
import { readBarFile } from './read-bar-file.js';

const SHA = 'ab'.repeat(32);
const scratch = mkdtempSync(join(tmpdir(), 'assay-cache-'));
afterAll(() => rmSync(scratch, { recursive: true }));

const entryOf = (endsWithLineFeed = true): Uint8Array =>
  encodeColumns({ bars: plainBars(50), endsWithLineFeed }, SHA) as Uint8Array;

describe('an entry of the column cache', () => {
  propertyTest.prop([arbitraryBars, fc.boolean(), fc.boolean()])(
    'gives back the same bars',
    (bars, endsWithLineFeed, shared) => {
      const entry = encodeColumns({ bars, endsWithLineFeed }, SHA) as Uint8Array;
      const back = decodeColumns(entry, SHA, { shared });
      expect(back?.endsWithLineFeed).toBe(endsWithLineFeed);
      expect(back && fingerprintBars(back.bars, 0, back.bars.length)).toBe(
        fingerprintBars(bars, 0, bars.length),
      );
    },
  );

  propertyTest.prop([fc.nat(), fc.integer({ min: 1, max: 255 })])(
    'is refused when any byte of it was altered',
    (at, change) => {
      const entry = entryOf();
      const place = at % entry.length;
      entry[place] = (entry[place] as number) ^ change;
      expect(decodeColumns(entry, SHA)).toBeUndefined();
    },
  );

  test('is refused when it is cut, longer, or of another file', () => {
    const entry = entryOf();
    expect(decodeColumns(entry.subarray(0, -8), SHA)).toBeUndefined();
    expect(decodeColumns(Buffer.concat([entry, new Uint8Array(8)]), SHA)).toBeUndefined();
    expect(decodeColumns(entry, 'cd'.repeat(32))).toBeUndefined();
    expect(decodeColumns(new Uint8Array(0), SHA)).toBeUndefined();
  });
});

describe('a file read with a cache', () => {
  const path = join(scratch, 'EURUSD_1h.csv');
  const kept = new Map<string, Uint8Array>();
  let decoded = 0;
  const cache: ColumnCache = {
    get: (sha) => kept.get(sha),
    put: (sha, entry) => {
      decoded += 1;
      kept.set(sha, entry);
    },
  };
  beforeEach(() => {
    kept.clear();
    decoded = 0;
    writeFileSync(path, encodeBarsCsv(plainBars(1000), 5));
  });

  test('is decoded once, and again when its content changes', async () => {
    const first = await readBarFile(path, { cache });
    const second = await readBarFile(path, { cache });
    expect(decoded).toBe(1);
    expect(second).toEqual(first);
    writeFileSync(path, encodeBarsCsv(plainBars(1001), 5));
    expect((await readBarFile(path, { cache })).bars.length).toBe(1001);
    expect(decoded).toBe(2);
  });

  test('never believes an altered entry: the file is decoded and the entry made again', async () => {
    const { fileSha256, bars } = await readBarFile(path, { cache });
    const entry = kept.get(fileSha256) as Uint8Array;
    const good = Uint8Array.from(entry);
    entry[5000] = (entry[5000] as number) ^ 1;
    const again = await readBarFile(path, { cache });
    expect([...again.bars.close]).toEqual([...bars.close]);
    expect(decoded).toBe(2);
    expect(Buffer.compare(kept.get(fileSha256) as Uint8Array, good)).toBe(0);
  });

  test('does not trouble the cache when it is small', async () => {
    writeFileSync(path, encodeBarsCsv(plainBars(10), 5));
    await readBarFile(path, { cache });
    expect(decoded).toBe(0);
  });
});
