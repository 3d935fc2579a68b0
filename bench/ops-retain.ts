import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { rounded, type Figures } from './measure.js';
import { makeEvidence } from './ops-evidence.js';

const TOOL = resolve('apps/ops-loop/dist/main.js');
const ITEMS = 10_000;
const ROUNDS = 3;

/** In memory where the system offers that: it is the tool that is measured, not the disk. */
function temporaryFolder(): string {
  const memory = '/dev/shm';
  return mkdtempSync(join(existsSync(memory) ? memory : tmpdir(), 'assay-bench-'));
}

function makeWorkspace(): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'assay.json'), '{"data": ["data"]}\n');
  makeEvidence(join(folder, 'out', 'ops'), ITEMS, Date.now());
  return folder;
}

function timed(command: string, words: readonly string[]): number {
  // A clean environment: MODE and CI mean something to the tool.
  const env = { PATH: process.env['PATH'] };
  const begin = process.hrtime.bigint();
  const { status, stderr, error } = spawnSync(command, words, { encoding: 'utf8', env });
  const ms = Number(process.hrtime.bigint() - begin) / 1e6;
  if (error) throw error;
  if (status !== 0) throw new Error(`${command}: exit ${String(status)}\n${stderr}`);
  return ms;
}

/** Plans, moves, records and deletes, in turns with `rm -rf` of an equal tree. */
function thinOut(): Promise<Figures> {
  if (!existsSync(TOOL)) throw new Error('apps/ops-loop/dist is missing: npm run build');
  let [planMs, retainMs, removeMs] = [Infinity, Infinity, Infinity];
  for (let round = 0; round < ROUNDS; round += 1) {
    const folder = makeWorkspace();
    const other = makeWorkspace();
    const retain = (flag: string): number =>
      timed(process.execPath, [
        TOOL,
        'retain',
        'dashboard',
        flag,
        '--workspace',
        folder,
        '--quiet',
      ]);
    try {
      planMs = Math.min(planMs, retain('--dry-run'));
      retainMs = Math.min(retainMs, retain('--no-dry-run'));
      removeMs = Math.min(removeMs, timed('rm', ['-rf', join(other, 'out', 'ops')]));
    } finally {
      for (const one of [folder, other]) rmSync(one, { recursive: true, force: true });
    }
  }
  return Promise.resolve({
    ms: rounded(retainMs),
    plan_ms: rounded(planMs),
    rm_ms: rounded(removeMs),
    ratio: rounded(retainMs / removeMs),
    items: ITEMS,
  });
}

/** Retention over very many items; compared with `rm -rf` of what they consist of. */
export const opsRetainBenches: Readonly<Record<string, () => Promise<Figures>>> = {
  'ops/retain': thinOut,
};
