import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { AssayError, formatDiagnostic } from '@assay/core';
import { describe, expect, test } from 'vitest';
import { formatBarsCsv } from '../csv/format-bars-csv.js';
import { importBars, type ImportedBars } from './import-bars.js';
import { FIXES, type Fix, type ImportOptions } from './import-options.js';

const folder = resolve(import.meta.dirname, '../../../../fixtures/imports');

/** A fixture with what is said about it on the command line. */
interface Case {
  readonly name: string;
  readonly rule: string;
  readonly files: readonly string[];
  readonly ask?: readonly string[];
  readonly options: Omit<ImportOptions, 'fixes' | 'askFiles'> & { readonly fixes?: readonly Fix[] };
  readonly ok: boolean;
}

const cases = JSON.parse(readFileSync(join(folder, 'cases.json'), 'utf8')) as readonly Case[];
const pathOf = (file: string): string => join(folder, 'files', file);

function importOf(one: Case): Promise<ImportedBars> {
  return importBars(one.files.map(pathOf), {
    ...one.options,
    fixes: new Set(one.options.fixes ?? []),
    ...(one.ask && { askFiles: one.ask.map(pathOf) }),
  });
}

/** Everything that an import says, and the bars, as text to be read. */
function reportOf(imported: ImportedBars): string {
  const { bars, quality } = imported;
  return [
    `format: ${imported.format}: ${imported.formatWhy}`,
    `clock: ${imported.clock}`,
    ...imported.remarks.map((remark) => `note: ${remark}`),
    ...imported.applied.map(({ fix, count }) => `fix: ${fix}: ${count}`),
    ...quality.findings.map(({ id, count, detail }) => `finding: ${id}: ${count}: ${detail}`),
    '',
    formatBarsCsv(bars, 'exact'),
  ].join('\n');
}

async function outcomeOf(one: Case): Promise<string> {
  try {
    return reportOf(await importOf(one));
  } catch (error) {
    if (!(error instanceof AssayError)) throw error;
    return `${error.diagnostics.map(formatDiagnostic).join('\n\n')}\n`;
  }
}

async function expectGolden(one: Case): Promise<string> {
  const found = (await outcomeOf(one)).replaceAll(`${folder}/files/`, '');
  const golden = join(folder, 'expected', `${one.name}.txt`);
  if (process.env['ASSAY_UPDATE_GOLDENS'] === '1') writeFileSync(golden, found);
  expect(found).toBe(readFileSync(golden, 'utf8'));
  return found;
}

describe('a file of another program is imported', () => {
  test.each(cases.filter((one) => one.ok))('$name: $rule', async (one) => {
    expect(await expectGolden(one)).toContain('format: ');
  });

  test('each fix is seen at work, and says what it changed', async () => {
    const used = new Set<string>();
    for (const one of cases.filter((two) => two.ok && two.options.fixes)) {
      const { applied } = await importOf(one);
      for (const { fix, count } of applied) if (count > 0) used.add(fix);
    }
    expect([...used].sort()).toEqual(Object.keys(FIXES).sort());
  });
});

describe('a file that cannot be imported says why', () => {
  test.each(cases.filter((one) => !one.ok))('$name: $rule', async (one) => {
    const found = await expectGolden(one);
    expect(found).toMatch(/error [A-Z_]+: /);
    expect(found).toContain('next:');
  });
});

test('names are unique and every golden belongs to a case', () => {
  const names = cases.map((one) => one.name);
  expect(new Set(names).size).toBe(names.length);
  expect(names.every((name) => existsSync(join(folder, 'expected', `${name}.txt`)))).toBe(true);
});
