import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AssayError } from '@assay/core';
import { describe, expect, test } from 'vitest';
import { emptyWorkspace } from '../testing/ops-context.js';
import { readRunState, readSoakIndexTail, readTick } from './read-run.js';

const NAME = 'tick_20260131T090807006Z_000007';
const AT = '2026-01-31T09:08:07.006Z';
const TICK = {
  schema: 'tick/1', seq: 7, tick: NAME, started: AT, finished: AT, ms: 0, mode: 'shadow',
  dry_run: false, ready: true, reasons: [], checks: [],
}; // prettier-ignore
const LINE = { seq: 7, tick: NAME, ts: AT, status: 'ready', age_sec: 0.1, gap_sec: null };

function codeOf(step: () => unknown): string {
  try {
    step();
  } catch (error) {
    if (error instanceof AssayError) return error.code;
    throw error;
  }
  return 'none';
}

function tickCode(text: string): string {
  const run = emptyWorkspace();
  mkdirSync(join(run, NAME));
  writeFileSync(join(run, NAME, 'tick.json'), text);
  return codeOf(() => readTick(run, NAME));
}

describe('a record that is not what it should be is refused', () => {
  test('the whole one is read', () => {
    expect(tickCode(JSON.stringify(TICK))).toBe('none');
  });

  test.each([
    ['torn', JSON.stringify(TICK).slice(0, 40)],
    ['of another tick', JSON.stringify({ ...TICK, tick: 'tick_20260131T090807006Z_000008' })],
    ['with another number than its name', JSON.stringify({ ...TICK, seq: 8 })],
    ['of a mode that does not exist', JSON.stringify({ ...TICK, mode: 'live' })],
    ['with a member that nobody knows', JSON.stringify({ ...TICK, more: 1 })],
    ['empty', ''],
  ])('one %s', (_what, text) => {
    expect(tickCode(text)).toBe('OPS_RECORD_INVALID');
  });

  test('one that is not there', () => {
    expect(codeOf(() => readRunState(emptyWorkspace()))).toBe('OPS_RECORD_INVALID');
  });
});

describe('the index', () => {
  const tail = (text: string, count = 10) => {
    const run = emptyWorkspace();
    writeFileSync(join(run, 'soak_index.ndjson'), text);
    return readSoakIndexTail(run, count);
  };
  const line = (seq: number) => `${JSON.stringify({ ...LINE, seq })}\n`;

  test('gives its last lines, oldest first; none before there is one', () => {
    expect(tail(line(1) + line(2) + line(3), 2).map(({ seq }) => seq)).toEqual([2, 3]);
    expect(readSoakIndexTail(emptyWorkspace(), 5)).toEqual([]);
  });

  test('leaves out a last line that is being written, refuses any other that is none', () => {
    expect(tail(`${line(1)}{"seq":2,`).map(({ seq }) => seq)).toEqual([1]);
    expect(codeOf(() => tail(`{"seq":1,\n${line(2)}`))).toBe('OPS_RECORD_INVALID');
  });
});
