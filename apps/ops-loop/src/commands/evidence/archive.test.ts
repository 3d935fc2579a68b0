import { chmodSync, existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatSha256Sums, sha256Hex } from '@assay/hashing';
import { judge, judgeBags, lastingFolder } from '@assay/evidence/testing';
import { describe, expect, onTestFinished, test } from 'vitest';
import { pinOutcome } from '../../evidence/pin-outcome.js';
import { NOW_MS, opsContext } from '../../testing/ops-context.js';
import { formatStamp } from '@assay/core';
import { archive } from './archive.js';
import { verify } from './verify.js';

const RUN = `run_${formatStamp(NOW_MS - 60_000)}`;
const TICK = `tick_${formatStamp(NOW_MS - 30_000)}_000001`;

const safePlace = (): string => lastingFolder(onTestFinished);

function scene() {
  const context = opsContext({ command: 'archive' });
  const run = join(context.places.supervisor, RUN);
  mkdirSync(join(run, TICK), { recursive: true });
  writeFileSync(join(run, 'run.json'), '{}\n');
  writeFileSync(join(run, TICK, 'tick.json'), '{}\n');
  const sums = formatSha256Sums([{ path: 'tick.json', sha256: sha256Hex('{}\n') }]);
  writeFileSync(join(run, TICK, 'manifest-sha256.txt'), sums);
  const pinned = pinOutcome(context, { ok: true, run: RUN }, { class: 'audit', payload: [] });
  pinOutcome(context, { ok: true, run: 'run_other' }, { class: 'audit', payload: [] });
  return { context, run, evidence: pinned.artifacts?.evidence ?? '' };
}

describe('archive', () => {
  test('copies a run and its own evidence as one bag that others accept', () => {
    const { context, evidence } = scene();
    const to = join(safePlace(), 'deep', 'run');
    const made = archive(context, RUN, to);
    expect(made).toMatchObject({ ok: true, facts: { run: RUN, ticks: 1, evidence: 1, to } });
    expect(judgeBags(to)).toEqual({ status: 0, said: '' });
    expect(judge('sha256sum', ['-c', '--quiet', 'SHA256SUMS'], to)).toEqual({
      status: 0,
      said: '',
    });
    expect(readdirSync(join(to, 'data')).sort()).toEqual(['bundles', 'evidence', 'pins', 'run']);
    expect(existsSync(join(to, 'data', 'run', RUN, TICK, 'tick.json'))).toBe(true);
    expect(existsSync(join(to, 'data', evidence, 'bagit.txt'))).toBe(true);
    expect(readdirSync(join(to, 'data', 'evidence', 'audit'))).toHaveLength(1);
    expect(verify(context, to, false)).toMatchObject({ ok: true, facts: { items: 1 } });
    expect(verify(context, 'all', false)).toMatchObject({ ok: true, facts: { items: 3 } });
    expect(readdirSync(join(to, '..'))).toEqual(['run']);
  });

  test('goes into an empty folder, and dry it goes nowhere', () => {
    const { context } = scene();
    const to = safePlace();
    const dry = { ...context, settings: { ...context.settings, dryRun: true } };
    expect(archive(dry, RUN, to).facts).toMatchObject({ made: false });
    expect(readdirSync(to)).toEqual([]);
    archive(context, RUN, to);
    expect(judgeBags(to).status).toBe(0);
  });

  test('an altered tick or altered evidence is not archived', () => {
    const { context, run, evidence } = scene();
    const to = join(safePlace(), 'a');
    const altered = expect.objectContaining({ code: 'EVIDENCE_ALTERED', exitCode: 3 });
    writeFileSync(join(run, TICK, 'tick.json'), '{ }\n');
    expect(() => archive(context, RUN, to)).toThrow(altered);
    writeFileSync(join(run, TICK, 'tick.json'), '{}\n');
    const file = join(context.places.root, evidence, 'data', 'outcome.json');
    chmodSync(file, 0o644);
    writeFileSync(file, '{}');
    expect(() => archive(context, RUN, to)).toThrow(altered);
    expect(existsSync(to)).toBe(false);
  });

  test('a link in the run is not followed', () => {
    const { context, run } = scene();
    const to = join(safePlace(), 'a');
    symlinkSync('/etc/hostname', join(run, 'x'));
    expect(() => archive(context, RUN, to)).toThrow(
      expect.objectContaining({ code: 'EVIDENCE_ALTERED' }),
    );
    expect(readdirSync(join(to, '..'))).toEqual([]);
  });

  test('a run that nobody knows is told', () => {
    const { context } = scene();
    expect(() => archive(context, 'run_20200101T000000000Z', join(safePlace(), 'a'))).toThrow(
      expect.objectContaining({ code: 'OPS_NO_RUN' }),
    );
  });
});

describe('an archive is refused', () => {
  test.each([
    ['below /tmp', () => '/tmp/assay-archive-test/a'],
    ['below /tmp through a link', (safe: string) => link(safe, '/tmp')],
    ['in the workspace', (_: string, root: string) => join(root, 'archive')],
    ['in the workspace through a link', (safe: string, root: string) => link(safe, root)],
    ['in a folder that is not empty', (safe: string) => full(safe)],
    ['where a file is', (safe: string) => join(full(safe), 'x')],
    ['at a link that leads nowhere', (safe: string) => join(link(safe, '/nowhere/at/all'), '..')],
    ['below a file', (safe: string) => join(full(safe), 'x', 'y')],
  ])('%s', (_, place) => {
    const { context } = scene();
    const to = place(safePlace(), context.workspace.root);
    expect(() => archive(context, RUN, to)).toThrow(
      expect.objectContaining({ code: 'ARCHIVE_TARGET_REFUSED', exitCode: 4 }),
    );
  });

  function link(safe: string, to: string): string {
    symlinkSync(to, join(safe, 'link'));
    return join(safe, 'link', 'a');
  }

  function full(safe: string): string {
    writeFileSync(join(safe, 'x'), '');
    return safe;
  }
});
