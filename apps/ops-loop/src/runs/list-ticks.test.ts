import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { fc, test as property } from '@fast-check/vitest';
import { formatStamp } from '@assay/core';
import { listTicks, parseTickName } from './list-ticks.js';

property.prop([
  fc.integer({ min: 0, max: Date.UTC(9999, 11, 31) }),
  fc.integer({ min: 1, max: 99_999_999 }),
])('a name says when the tick began and which it is', (startedMs, seq) => {
  const name = `tick_${formatStamp(startedMs)}_${String(seq).padStart(6, '0')}`;
  expect(parseTickName(name)).toEqual({ name, seq, startedMs });
});

describe('other names are no ticks', () => {
  test.each([
    'tick_20260302T135857Z_000001',
    'tick_20260302T135857700Z',
    'tick_20260302T135857700Z_00001',
    'tick_20260302T135857700Z_000001.tmp',
    '.tmp-tick_20260302T135857700Z_000001',
    'tick_20260230T135857700Z_000001',
    'tick_20261302T135857700Z_000001',
    'tick_20260302T245857700Z_000001',
    'tick_20260302T136057700Z_000001',
    'tick_20260302T135860700Z_000001',
  ])('%s', (name) => {
    expect(parseTickName(name)).toBeUndefined();
  });
});

test('ticks come by their numbers, whatever their names would sort to, and those of the future apart', () => {
  const folder = mkdtempSync(join(tmpdir(), 'assay-ticks-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const nowMs = Date.UTC(2026, 2, 2, 14);
  const names = [
    // The clock went back between the second and the third.
    `tick_${formatStamp(nowMs - 3000)}_000002`,
    `tick_${formatStamp(nowMs - 9000)}_000003`,
    `tick_${formatStamp(nowMs - 4000)}_000001`,
    `tick_${formatStamp(nowMs + 300_000)}_000004`,
    `tick_${formatStamp(nowMs + 300_001)}_000005`,
  ];
  for (const name of [...names, '.tmp-x', 'state.json']) mkdirSync(join(folder, name));
  const { ticks, future } = listTicks(folder, nowMs);
  expect(ticks.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
  expect(future).toEqual([names[4]]);
  expect(listTicks(join(folder, 'absent'), nowMs)).toEqual({ ticks: [], future: [] });
});
