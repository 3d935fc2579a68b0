import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fixedClock } from '@assay/core';
import { nodeFileStore } from '@assay/workspace';
import { expect, test } from 'vitest';
import { isAside } from '../run-command.js';
import { emptyWorkspace, NOW_MS } from '../testing/ops-context.js';
import { RunWriter } from './run-writer.js';

test('the journal is real NDJSON and never grows without bound; the newest pieces are kept', () => {
  const root = emptyWorkspace();
  const run = join(root, 'run');
  mkdirSync(run);
  const writer = new RunWriter(nodeFileStore(root, isAside), run, fixedClock(NOW_MS));
  const words = 'x'.repeat(200_000);
  for (let line = 0; line < 60; line += 1) writer.event('tick_ended', { line, words });
  expect(writer.refused).toBe(undefined);
  const names = readdirSync(run).sort();
  expect(names).toEqual([
    'journal.000006.ndjson',
    'journal.000007.ndjson',
    'journal.000008.ndjson',
    'journal.000009.ndjson',
    'journal.ndjson',
  ]);
  const lines = names.flatMap((name) => {
    expect(statSync(join(run, name)).size).toBeLessThan(1_400_000);
    const text = readFileSync(join(run, name), 'utf8').trimEnd();
    return text.split('\n').map((line) => (JSON.parse(line) as { line: number }).line);
  });
  expect(lines).toEqual(lines.map((_line, at) => 60 - lines.length + at));
  expect(readdirSync(root).filter((name) => name.startsWith('.trash'))).toEqual([]);
});
