import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AssayError } from '@assay/core';
import { afterAll, expect, test } from 'vitest';
import { importBars } from './import-bars.js';

const folder = mkdtempSync(join(tmpdir(), 'assay-no-bars-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What is said about a file of this text; undefined: there is no file. */
async function refusal(name: string, text: string | undefined) {
  const path = join(folder, name);
  if (text !== undefined) writeFileSync(path, text);
  try {
    await importBars([path], { timeframe: '1h', calendar: 'fx', tz: 'UTC', fixes: new Set() });
  } catch (error) {
    if (error instanceof AssayError) return error.diagnostics[0];
    throw error;
  }
  throw new Error('imported');
}

const HEADER = 'time,open,high,low,close,volume';
const ROW = '2024-03-05T00:00:00Z,1.1,1.2,1,1.1,5';

test.each([
  ['a header alone of our own', `${HEADER}\n`],
  ['a header alone of another table', 'Date,Open,High,Low,Close\n'],
])('%s is a file without bars, not one of unknown times', async (_name, text) => {
  expect(await refusal('header.csv', text)).toMatchObject({
    code: 'IMPORT_MALFORMED',
    message: 'the file has no bars',
    found: '0 rows',
    place: { line: 2 },
  });
});

test('line ends that are carriage returns alone are named', async () => {
  expect(await refusal('mac.csv', `${HEADER}\r${ROW}\r`)).toMatchObject({
    code: 'IMPORT_MALFORMED',
    found: 'one line: its line ends are carriage returns alone',
    next: 'Save the file with line ends LF or CRLF.',
  });
});

test('a path without a file asks for another path, not for another export', async () => {
  expect(await refusal('nowhere.csv', undefined)).toMatchObject({
    code: 'IMPORT_UNREADABLE',
    next: 'Correct the path, or the permissions.',
  });
});
