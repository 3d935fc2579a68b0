import { mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { AssayError, formatDiagnostic } from '@assay/core';
import { sha256Hex } from '@assay/hashing';
import { afterAll, describe, expect, test } from 'vitest';
import { rmSync } from 'node:fs';
import { fingerprintBars } from '../fingerprint-bars.js';
import { sharedData } from '../testing/shared-data.js';
import { readBarFile } from './read-bar-file.js';

const broken = resolve(import.meta.dirname, '../../../../fixtures/bars/broken');
const files = readdirSync(broken).filter((file) => !file.endsWith('.txt'));
const scratch = mkdtempSync(join(tmpdir(), 'assay-bars-'));
afterAll(() => rmSync(scratch, { recursive: true }));

async function diagnosticsOf(path: string): Promise<string> {
  try {
    await readBarFile(path);
  } catch (error) {
    if (!(error instanceof AssayError)) throw error;
    return `${error.diagnostics.map(formatDiagnostic).join('\n\n')}\n`.replaceAll(`${broken}/`, '');
  }
  return 'no problem\n';
}

describe('broken bar files', () => {
  test('are there in numbers', () => {
    expect(files.length).toBeGreaterThanOrEqual(24);
  });

  test.each(files)('%s gives exactly its diagnostics', async (file) => {
    const golden = join(broken, `${file}.txt`);
    const found = await diagnosticsOf(join(broken, file));
    if (process.env['ASSAY_UPDATE_GOLDENS'] === '1') writeFileSync(golden, found);
    expect(found).toBe(readFileSync(golden, 'utf8'));
    expect(found).not.toBe('no problem\n');
  });

  test('a file that is not there is unreadable, and the system says why', async () => {
    expect(await diagnosticsOf(join(scratch, 'none.csv'))).toContain(
      'found:    ENOENT: no such file or directory',
    );
    expect(await diagnosticsOf(scratch)).toContain('DATA_UNREADABLE');
  });
});

describe('a bar file', () => {
  const text = 'time,open,high,low,close,volume\n2013-01-01T00:00:00Z,1.1,1.2,1,1.15,10\n';

  test('is decompressed by its content, whatever its name, and fingerprinted as the plain one', async () => {
    const zipped = join(scratch, 'zipped.csv');
    const plain = join(scratch, 'plain.csv');
    writeFileSync(zipped, gzipSync(text));
    writeFileSync(plain, text);
    const [a, b] = [await readBarFile(zipped), await readBarFile(plain)];
    expect(fingerprintBars(a.bars, 0, 1)).toBe(fingerprintBars(b.bars, 0, 1));
    expect(a.fileSha256).toBe(sha256Hex(readFileSync(zipped)));
    expect([b.fileSha256, b.bytes]).toEqual([sha256Hex(text), text.length]);
  });
});

const shared = sharedData();
describe.skipIf(!shared)('real bar files', () => {
  const folder = shared ?? '';
  const names = shared ? readdirSync(folder).filter((name) => /\.csv(\.gz)?$/.test(name)) : [];

  test.each(names)(
    '%s is read whole, row for row as the platform reads numbers and times',
    async (name) => {
      const { bars, fileSha256 } = await readBarFile(join(folder, name), { shared: true });
      expect(readFileSync(join(folder, 'SHA256SUMS'), 'utf8')).toContain(fileSha256);
      expect(bars.length).toBeGreaterThan(2000);
      expect(bars.time.every((ms, i) => i === 0 || ms > (bars.time[i - 1] as number))).toBe(true);
    },
  );
});
