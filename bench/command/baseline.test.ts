import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAssayError } from '@assay/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { baselineText, mergeBaseline, readBaseline, type Baseline } from './baseline.js';

const MACHINE = { cpu: 'A', cores: 2, node: 'v20.20.2', platform: 'linux x64' };
const ORDER = ['a', 'b'];
const of = (machine: Baseline['machine'], ...benches: [string, number][]): Baseline => ({
  machine,
  benches: benches.map(([name, ratio]) => ({ name, ratio })),
});

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-baseline-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

test('what was written is read as it was', () => {
  const path = join(folder, 'baseline.json');
  const baseline = { date: '2026-03-01', ...of(MACHINE, ['a', 1.5]) };
  writeFileSync(path, baselineText(baseline));
  expect(readBaseline(path)).toEqual(baseline);
  expect(readFileSync(path, 'utf8')).toMatch(/\}\n$/);
});

test.each([
  ['nothing', undefined, 'no such file'],
  ['no JSON', '{', 'no JSON'],
  ['JSON of something else', '[]', 'JSON of another shape'],
  ['a bench without a ratio', '{"benches":[{"name":"a"}]}', 'JSON of another shape'],
  ['a bench that is null', '{"benches":[null]}', 'JSON of another shape'],
])('%s is refused with its place', (_what, text, found) => {
  const path = join(folder, `refused-${found.length}-${text?.length ?? 0}.json`);
  if (text !== undefined) writeFileSync(path, text);
  let caught: unknown;
  try {
    readBaseline(path);
  } catch (error) {
    caught = error;
  }
  if (!isAssayError(caught)) throw new Error('accepted');
  expect(caught.exitCode).toBe(2);
  expect(caught.diagnostic).toMatchObject({ code: 'USAGE', found, place: { file: path } });
});

test('a bench that was measured again replaces itself only, in the order of the catalogue', () => {
  const before = of(MACHINE, ['a', 1], ['b', 2]);
  expect(mergeBaseline(before, of(MACHINE, ['b', 3]), ORDER)).toEqual(
    of(MACHINE, ['a', 1], ['b', 3]),
  );
});

test('all benches may come from another machine, some may not', () => {
  const before = of(MACHINE, ['a', 1], ['b', 2]);
  const other = { ...MACHINE, cpu: 'B' };
  const whole = of(other, ['a', 3], ['b', 4]);
  expect(mergeBaseline(before, whole, ORDER)).toEqual(whole);
  expect(() => mergeBaseline(before, of(other, ['a', 3]), ORDER)).toThrow('of one machine');
});

test('a bench that is gone from the catalogue is gone from the baseline', () => {
  const before = of(MACHINE, ['old', 1], ['a', 1], ['b', 2]);
  expect(mergeBaseline(before, of(MACHINE, ['a', 2]), ORDER)).toEqual(
    of(MACHINE, ['a', 2], ['b', 2]),
  );
});
