import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatDiagnostic } from '@assay/core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseBarFileName } from './bar-file-name.js';
import { findBarFile } from './find-bar-file.js';
import { listBarFiles } from './list-bar-files.js';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'assay-find-'));
});
afterEach(() => rmSync(root, { recursive: true }));

function folder(name: string, ...files: string[]): string {
  const path = join(root, name);
  mkdirSync(path, { recursive: true });
  for (const file of files) writeFileSync(join(path, file), '');
  return path;
}

function find(folders: string[], symbol: string): string[] {
  const found = findBarFile({ folders, symbol, timeframe: '1h' });
  const shown = found.ok
    ? [found.value.path, ...found.value.remarks.map(formatDiagnostic)]
    : found.error.map(formatDiagnostic);
  return shown.map((text) => text.replaceAll(root, ''));
}

describe('the name of a bar file', () => {
  test.each([
    ['EURUSD_1h.csv', 'EURUSD', '1h'],
    ['EURUSD_H1.csv.gz', 'EURUSD', '1h'],
    ['BTC_USD_M15.csv', 'BTC_USD', '15m'],
    ['US500.cash_1d.csv', 'US500.cash', '1d'],
  ])('%s holds bars of %s %s', (name, symbol, timeframe) => {
    expect(parseBarFileName(name)).toEqual({ symbol, timeframe });
  });

  test.each([
    'EURUSD.csv',
    'EURUSD_H1_ask.csv.gz',
    'EURUSD_H2.csv',
    'EURUSD_h1.csv',
    'EURUSD_1h.txt',
    '_1h.csv',
    'EURUSD_1h.csv.gz.bak',
    'EURUSD_1h.CSV',
    'README.md',
    'EUR USD_1h.csv',
  ])('%s is that of another file', (name) => {
    expect(parseBarFileName(name)).toBeUndefined();
  });
});

describe('finding bars', () => {
  test('takes the one file of symbol and timeframe, in either spelling of the timeframe', () => {
    const data = folder('data', 'EURUSD_H1.csv.gz', 'EURUSD_H4.csv', 'GBPUSD_1h.csv');
    expect(find([data], 'EURUSD')).toEqual(['/data/EURUSD_H1.csv.gz']);
    expect(find([data], 'GBPUSD')).toEqual(['/data/GBPUSD_1h.csv']);
  });

  test('prefers the symbol in the same case, and says when only another case is there', () => {
    const data = folder('data', 'EURUSD_1h.csv', 'eurusd_1h.csv', 'Gold_1h.csv');
    expect(find([data], 'EURUSD')).toEqual(['/data/EURUSD_1h.csv']);
    expect(find([data], 'GOLD')).toEqual([
      '/data/Gold_1h.csv',
      [
        '/data/Gold_1h.csv: note DATA_SPELLING: the file spells the symbol in another case; it is used',
        '  found:    Gold',
        '  expected: GOLD',
        '  next:     Nothing; rename the file to silence this.',
      ].join('\n'),
    ]);
  });

  test('two files of one symbol and timeframe are ambiguous, and both are named', () => {
    const [a, b] = [folder('a', 'EURUSD_H1.csv.gz'), folder('b', 'EURUSD_1h.csv')];
    expect(find([a, b], 'EURUSD')).toEqual([
      [
        'error DATA_AMBIGUOUS: 2 files hold bars of EURUSD 1h',
        '  found:    /a/EURUSD_H1.csv.gz, /b/EURUSD_1h.csv',
        '  expected: one file',
        '  next:     Keep one of them in the data folders.',
      ].join('\n'),
    ]);
    expect(find([folder('c', 'eurusd_1h.csv', 'EurUsd_1h.csv')], 'EURUSD')[0]).toContain(
      'DATA_AMBIGUOUS',
    );
  });

  test('a folder that is listed twice holds its files once', () => {
    const data = folder('data', 'EURUSD_1h.csv');
    expect(find([data, data], 'EURUSD')).toEqual(['/data/EURUSD_1h.csv']);
  });

  test('says where it looked, what name it wanted and what is near', () => {
    const data = folder('data', 'EURUSD_1h.csv', 'GBPUSD_4h.csv');
    expect(find([data], 'EURUDS')).toEqual([
      [
        'error DATA_MISSING: no bars of EURUDS 1h',
        '  found:    2 bar files in /data; did you mean EURUSD_1h.csv?',
        '  expected: EURUDS_1h or EURUDS_H1 with .csv, .csv.gz or .parquet',
        '  next:     Put <SYMBOL>_<TF>.csv, .csv.gz or .parquet into a folder of "data" in assay.json, or import it.',
      ].join('\n'),
    ]);
    expect(find([data], 'GBPUSD')[0]).toContain('; other timeframes: GBPUSD_4h.csv');
    expect(find([], 'GBPUSD')[0]).toContain('0 bar files in no folder');
  });

  test('a folder that is missing or a file is said, and does not hide bars in another', () => {
    const data = folder('data', 'EURUSD_1h.csv');
    const file = join(data, 'EURUSD_1h.csv');
    expect(find([join(root, 'none'), data], 'EURUSD')).toEqual(['/data/EURUSD_1h.csv']);
    const [, missing, notFolder] = find([join(root, 'none'), file], 'EURUSD');
    expect(missing).toContain('/none: warning DATA_MISSING: the data folder does not exist');
    expect(notFolder).toContain(
      '/data/EURUSD_1h.csv: warning PATH_NOT_A_FOLDER: the data folder is a file',
    );
  });
});

describe('listing data folders', () => {
  test('sorts by code units, does not search below and passes over other names with a note', () => {
    const data = folder(
      'data',
      'b_1h.csv',
      'a_1h.csv',
      'B_1h.csv',
      'README.md',
      '.hidden',
      'SYNTHETIC.json',
    );
    folder('data/deeper', 'EURUSD_1h.csv');
    folder('data/DIR_1h.csv');
    const { files, remarks } = listBarFiles([data]);
    expect(files.map((entry) => entry.file)).toEqual(['B_1h.csv', 'a_1h.csv', 'b_1h.csv']);
    expect(
      remarks.map((r) => [r.place?.file.replace(`${data}/`, ''), r.code, r.severity, r.message]),
    ).toEqual([
      ['DIR_1h.csv', 'DATA_IGNORED', 'note', 'a folder inside a data folder is not searched'],
      ['README.md', 'DATA_IGNORED', 'note', 'not a bar file, ignored'],
      ['deeper', 'DATA_IGNORED', 'note', 'a folder inside a data folder is not searched'],
    ]);
  });
});
