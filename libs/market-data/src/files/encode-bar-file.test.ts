import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fc, test as propertyTest } from '@fast-check/vitest';
import { afterAll, describe, expect, test } from 'vitest';
import { fingerprintBars } from '../fingerprint-bars.js';
import { importBars } from '../import/import-bars.js';
import { arbitraryBars } from '../testing/arbitrary-bars.js';
import { plainBars } from '../testing/sample-bars.js';
import { BAR_FILE_KINDS, encodeBarFile } from './encode-bar-file.js';
import { readBarFile } from './read-bar-file.js';

const scratch = mkdtempSync(join(tmpdir(), 'assay-encode-'));
afterAll(() => rmSync(scratch, { recursive: true }));

describe('bars that are written and read back', () => {
  propertyTest.prop([arbitraryBars, fc.constantFrom(...BAR_FILE_KINDS)], { numRuns: 150 })(
    'are the same to the last bit, in every form of file',
    async (bars, kind) => {
      const path = join(scratch, `X_1m.${kind}`);
      writeFileSync(path, await encodeBarFile(bars, kind));
      const { bars: back } = await readBarFile(path);
      expect(back.length).toBe(bars.length);
      expect(fingerprintBars(back, 0, back.length)).toBe(fingerprintBars(bars, 0, bars.length));
    },
  );

  test.each(BAR_FILE_KINDS)('import again as they were from %s', async (kind) => {
    const bars = { ...plainBars(40), spread: new Float64Array(40).fill(0.0001) };
    const path = join(scratch, `again.${kind}`);
    writeFileSync(path, await encodeBarFile(bars, kind));
    const again = await importBars([path], {
      timeframe: '1h',
      calendar: 'fx',
      fixes: new Set(),
      ...(kind === 'parquet' && { columns: COLUMNS }),
    });
    expect(fingerprintBars(again.bars, 0, 40)).toBe(fingerprintBars(bars, 0, 40));
  });

  test.each(BAR_FILE_KINDS)('give the same bytes each time as %s', async (kind) => {
    const [a, b] = [
      await encodeBarFile(plainBars(9), kind),
      await encodeBarFile(plainBars(9), kind),
    ];
    expect(Buffer.compare(a as Uint8Array, b as Uint8Array)).toBe(0);
  });
});

const COLUMNS = {
  time: 'time',
  open: 'open',
  high: 'high',
  low: 'low',
  close: 'close',
  volume: 'volume',
  spread: 'spread',
};
