import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fc, test as propertyTest } from '@fast-check/vitest';
import { formatDiagnostic } from '@assay/core';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { ASSAY_CONFIG_SCHEMA, assayConfigJsonSchema, readAssayConfig } from './assay-config.js';

const REPOSITORY = fileURLToPath(new URL('../../../', import.meta.url));
const BROKEN = join(REPOSITORY, 'fixtures/workspaces/broken');
const SCHEMA = join(REPOSITORY, 'schemas/assay.schema.json');
const isUpdating = process.env['ASSAY_UPDATE_GOLDENS'] === '1';

/** Compares with a committed file; writes it when goldens are being updated. */
function expectGolden(path: string, actual: string): void {
  if (isUpdating) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, actual);
  }
  expect(existsSync(path), `${path} is missing: npm run goldens:update`).toBe(true);
  expect(actual).toBe(readFileSync(path, 'utf8'));
}

const read = (text: string) => readAssayConfig('assay.json', Buffer.from(text));

test('an empty object is a whole configuration', () => {
  expect(read('{}').value).toEqual({
    data: ['data'],
    strategy_timeout_s: 60,
    strategy_memory_mb: 1024,
  });
});

test('every setting can be given', () => {
  const all = {
    schema: 1,
    data: ['data', '/srv/bars'],
    strategy_timeout_s: 1.5,
    strategy_memory_mb: 64,
  };
  expect(read(JSON.stringify(all))).toMatchObject({ value: all, diagnostics: [] });
});

describe('broken files', () => {
  const files = readdirSync(BROKEN).filter((name) => name.endsWith('.json'));

  test('there are at least eight of them', () => {
    expect(files.length).toBeGreaterThanOrEqual(8);
  });

  test.each(files)('%s gives exactly the diagnostics beside it, and no configuration', (name) => {
    const { value, diagnostics } = readAssayConfig('assay.json', readFileSync(join(BROKEN, name)));
    expect(value).toBeUndefined();
    expect(diagnostics.length).toBeGreaterThan(0);
    const text = `${diagnostics.map(formatDiagnostic).join('\n\n')}\n`;
    expectGolden(join(BROKEN, name.replace(/json$/, 'txt')), text);
  });
});

describe('the published JSON Schema', () => {
  const validate = new Ajv2020({ strict: true }).compile(assayConfigJsonSchema());

  test('is the committed one', () => {
    expectGolden(SCHEMA, `${JSON.stringify(assayConfigJsonSchema(), null, 2)}\n`);
  });

  test('refuses a broken file wherever the reader refuses its values', () => {
    const refused = [
      'unknown-key',
      'data-is-text',
      'no-data-folder',
      'odd-data-folders',
      'newer-schema',
      'limits-out-of-range',
      'limits-of-wrong-type',
      'a-list',
      'two-unknown-keys',
    ];
    for (const name of refused) {
      const value: unknown = JSON.parse(readFileSync(join(BROKEN, `${name}.json`), 'utf8'));
      expect([name, validate(value)]).toEqual([name, false]);
    }
  });

  const value = fc.oneof(
    fc.constant(1),
    fc.integer({ min: -5, max: 70_000 }),
    fc.double(),
    fc.string(),
    fc.array(fc.string()),
  );
  const key = fc.constantFrom(
    'schema',
    'data',
    'strategy_timeout_s',
    'strategy_memory_mb',
    'other',
  );
  propertyTest.prop([fc.dictionary(key, value, { maxKeys: 4 })])(
    'accepts exactly what the reader accepts',
    (config) => {
      const plain: unknown = JSON.parse(JSON.stringify(config));
      expect(validate(plain)).toBe(ASSAY_CONFIG_SCHEMA.safeParse(plain).success);
    },
  );
});
