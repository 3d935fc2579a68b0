import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { AssayError } from '@assay/core';
import { fc, test as propertyTest } from '@fast-check/vitest';
import { afterAll, describe, expect } from 'vitest';
import { encodeBarsParquet } from '../parquet/encode-bars-parquet.js';
import { plainBars } from '../testing/sample-bars.js';
import { importBars } from './import-bars.js';
import type { Fix } from './import-options.js';

const folder = resolve(import.meta.dirname, '../../../../fixtures/imports/files');
const sources = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name))
  .sort()
  .map((path) => ({ name: basename(path), bytes: readFileSync(path) as Uint8Array }));
const files = [...sources, { name: 'x.parquet', bytes: encodeBarsParquet(plainBars(30)) }];

const scratch = mkdtempSync(join(tmpdir(), 'assay-damaged-'));
afterAll(() => rmSync(scratch, { recursive: true }));

describe('a damaged file', () => {
  propertyTest.prop(
    [
      fc.constantFrom(...files),
      fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 4 }),
      fc.option(fc.nat(), { nil: undefined }),
      fc.constantFrom(undefined, 'UTC', 'Europe/Berlin'),
      fc.subarray<Fix>(['sort', 'float-noise', 'drop-null-rows', 'drop-cut-line', 'keep-first']),
    ],
    { numRuns: 1500 },
  )(
    'is imported or refused with a diagnostic, never with a stack trace',
    async (source, changes, cut, tz, fixes) => {
      const { name, bytes } = source;
      const damaged = Uint8Array.from(bytes);
      for (const [at, byte] of changes) if (bytes.length > 0) damaged[at % bytes.length] = byte;
      const path = join(scratch, name);
      writeFileSync(
        path,
        cut === undefined ? damaged : damaged.subarray(0, cut % (bytes.length + 1)),
      );
      try {
        const { bars } = await importBars([path], {
          timeframe: '1h',
          calendar: 'fx',
          fixes: new Set(fixes),
          ...(tz !== undefined && { tz }),
        });
        expect(bars.length).toBeGreaterThan(0);
      } catch (error) {
        if (!(error instanceof AssayError)) throw error;
        expect(error.diagnostics[0]?.found ?? '').not.toContain('undefined');
      }
    },
  );
});
