import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleProgram, startProgram } from '@assay/workspace/testing';
import { expect, test } from 'vitest';
import { evidenceStore, findingsOf, temporaryFolder } from '../testing/evidence-maker.js';
import { isSound } from '../verify/verdict.js';
import { changeEvidence } from './evidence-store.js';

const FOLDER = fileURLToPath(new URL('../../out-tsc/test-programs/', import.meta.url));
mkdirSync(FOLDER, { recursive: true });
const PROGRAM = bundleProgram(
  fileURLToPath(new URL('../testing/sealing-program.ts', import.meta.url)),
  FOLDER,
);

function numbers(folder: string): readonly number[] {
  const text = readFileSync(join(folder, 'root', 'pins', 'log.ndjson'), 'utf8');
  return text
    .trimEnd()
    .split('\n')
    .map((line) => (JSON.parse(line) as { readonly seq: number }).seq);
}

test('four processes that seal at once all succeed, one after the other', async () => {
  const folder = temporaryFolder();
  const store = evidenceStore({ folder, nowMs: Date.now() });
  const children = [1, 2, 3, 4].map(() => startProgram(PROGRAM, [folder, '8']));
  for (const child of children) expect(await child.ended()).toBe(0);
  expect(numbers(folder)).toEqual(Array.from({ length: 32 }, (_, i) => i + 1));
  expect(isSound(findingsOf(store))).toBe(true);
});

test('a process that is killed while it seals, again and again, leaves what verifies', async () => {
  const folder = temporaryFolder();
  const store = evidenceStore({ folder, nowMs: Date.now() });
  for (let round = 1; round <= 12; round += 1) {
    const child = startProgram(PROGRAM, [folder, '1000']);
    await child.lines('sealed', 1 + (round % 3));
    child.process.kill('SIGKILL');
    await child.ended();
    expect(findingsOf(store).filter(({ severity }) => severity === 'error')).toEqual([]);
  }
  changeEvidence(store, () => undefined);
  expect(isSound(findingsOf(store))).toBe(true);
  expect(store.files.list(store.places.changes)).toEqual([]);
  const seqs = numbers(folder);
  expect(seqs).toEqual(seqs.map((_, i) => i + 1));
});
