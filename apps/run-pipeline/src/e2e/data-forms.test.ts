import { mkdirSync, readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runJson, runTool } from '../testing/spawn-tool.js';
import { makeWorkspace, textOf } from '../testing/workspace-maker.js';

/** Puts the bars of a workspace into another form of file. */
function convert(folder: string, kind: string): void {
  mkdirSync(join(folder, 'source'));
  const source = join(folder, 'source', 'EURUSD_1h.csv');
  renameSync(join(folder, 'data', 'EURUSD_1h.csv'), source);
  const words = ['data', 'import', source, '--symbol', 'EURUSD', '--timeframe', '1h'];
  const ended = runTool([...words, '--out', kind], folder);
  expect(ended.exit, ended.stderr).toBe(0);
  expect(readdirSync(join(folder, 'data'))).toEqual([`EURUSD_1h.${kind}`]);
}

test('a run does not depend on the form of its bar file: csv, csv.gz and parquet are one', () => {
  const runIds = ['csv', 'csv.gz', 'parquet'].map((kind) => {
    const folder = makeWorkspace({ symbols: ['EURUSD'] });
    if (kind !== 'csv') convert(folder, kind);
    const { exit, stderr, directive } = runJson(['Cross'], folder);
    expect(exit, stderr).toBe(0);
    return directive.runs[0]?.run_id;
  });
  expect(new Set(runIds).size).toBe(1);
});

test('two forms of one series are ambiguous', () => {
  const folder = makeWorkspace({ symbols: ['EURUSD'] });
  writeFileSync(join(folder, 'data', 'EURUSD_H1.parquet'), 'PAR1');
  const ended = runTool(['Cross'], folder);
  expect(ended.exit).toBe(1);
  expect(ended.stderr).toContain('DATA_AMBIGUOUS');
});

test('decoded columns are kept by the hash of their file, and never believed when altered', () => {
  const folder = makeWorkspace({ symbols: ['EURUSD'] });
  const first = runJson(['Cross'], folder);
  expect(first.exit, first.stderr).toBe(0);
  const [name, ...others] = readdirSync(join(folder, '.assay', 'cache'));
  expect(others).toEqual([]);
  expect(name).toMatch(/^[0-9a-f]{64}\.bars$/);
  const path = join(folder, '.assay', 'cache', name ?? '');
  const good = readFileSync(path);
  // The close of a bar in the middle, one bit: a result that believed it would differ.
  const altered = Uint8Array.from(good);
  const at = 88 + Math.floor((4.5 * (good.length - 88)) / 6 / 8) * 8 + 6;
  altered[at] = (altered[at] ?? 0) ^ 1;
  writeFileSync(path, altered);
  const again = runJson(['Cross', '--force', '--reason', 'the cache was altered'], folder);
  expect(again.exit, again.stderr).toBe(0);
  expect(again.directive.runs.map((run) => [run.run_id, run.net_pnl])).toEqual(
    first.directive.runs.map((run) => [run.run_id, run.net_pnl]),
  );
  expect(Buffer.compare(readFileSync(path), good)).toBe(0);
  expect(textOf(folder, 'data', 'EURUSD_1h.csv')).toContain('time,open');
});
