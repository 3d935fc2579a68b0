import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { changeByte, copyOf, runIdOf, sharedTemplate, sweep } from '../testing/sweep-driver.js';
import { runDocument, runJson, runTool } from '../testing/spawn-tool.js';
import { crossDirective, textOf, writeDirective } from '../testing/workspace-maker.js';

interface Promotion {
  readonly ok: boolean;
  readonly error?: { readonly code: string; readonly found?: string; readonly next?: string };
  readonly promoted?: boolean;
  readonly attempt?: number;
}

const template = sharedTemplate();

/** A workspace in which `Cross` is complete and `Later` was never run. */
function completed(): string {
  const folder = copyOf(template.folder);
  const later = crossDirective(['EURUSD']).replace('strategy: Cross', 'strategy: Later');
  writeDirective(folder, 'Later.txt', later);
  return folder;
}

function change(folder: string, word: 'promote' | 'demote', ...more: readonly string[]) {
  const reason = ['--reason', 'because it held up'];
  return runDocument<Promotion>(`run-pipeline.${word}`, [word, ...more, ...reason], folder);
}

function statusOf(folder: string, ...words: readonly string[]) {
  return JSON.parse(runTool(['status', ...words, '--json'], folder).stdout) as {
    readonly promoted?: unknown;
    readonly directives?: readonly { readonly id: string; readonly promoted: unknown }[];
  };
}

const lastEvents = (folder: string) =>
  textOf(folder, '.assay', 'events.ndjson')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { type: string; actor: string; payload: object });

describe('promote', () => {
  test('puts a complete directive under watch: an event with actor and reason, seen in status', () => {
    const folder = completed();
    const { exit, document } = change(folder, 'promote', 'Cross', '--actor', 'Ada');
    expect(exit).toBe(0);
    expect(document).toMatchObject({ promoted: true, attempt: 1, actor: 'Ada' });
    expect(lastEvents(folder).at(-1)).toMatchObject({
      type: 'DIRECTIVE_PROMOTED',
      actor: 'Ada',
      payload: { directive_id: 'Cross', attempt: 1, reason: 'because it held up' },
    });
    const promoted = { actor: 'Ada', reason: 'because it held up' };
    expect(statusOf(folder, 'Cross').promoted).toMatchObject(promoted);
    expect(statusOf(folder).directives).toMatchObject([
      { id: 'Cross', promoted },
      { id: 'Later', promoted: null },
    ]);
    expect(runTool(['status', 'Cross'], folder).stdout).toMatch(/promoted at .* by Ada: because/);
    expect(textOf(folder, 'runs', 'Cross', 'directive_audit.log')).toContain('DIRECTIVE_PROMOTED');
    expect(sweep(folder).exit).toBe(0);
  });

  test.each([
    ['twice', ['Cross'], 'DIRECTIVE_PROMOTED', 1],
    ['a directive that was never run', ['Later'], 'DIRECTIVE_NOT_COMPLETE', 1],
    ['a misspelled one', ['Crss'], 'DIRECTIVE_NOT_FOUND', 2],
    ['with an empty actor', ['Cross', '--actor', ' '], 'USAGE', 2],
  ])('%s is refused with a code and changes nothing', (what, words, code, exit) => {
    const folder = completed();
    if (what === 'twice') expect(change(folder, 'promote', 'Cross').exit).toBe(0);
    const before = lastEvents(folder).length;
    const ended = change(folder, 'promote', ...words);
    expect(ended).toMatchObject({ exit, document: { ok: false, error: { code } } });
    if (code === 'DIRECTIVE_NOT_FOUND') expect(ended.document.error?.next).toMatch(/Cross/);
    expect(lastEvents(folder)).toHaveLength(before);
  });

  test('an altered capsule is not put under watch', () => {
    const folder = completed();
    changeByte(join(folder, 'runs', runIdOf(folder, 'EURUSD'), 'strategy.js'), 100);
    const { exit, document } = change(folder, 'promote', 'Cross');
    expect(exit).toBe(3);
    expect(document.ok).toBe(false);
    expect(statusOf(folder, 'Cross').promoted).toBeNull();
  });
});

describe('a promoted directive', () => {
  test.each([
    ['reset-directive', (at: string) => runTool(['Cross', '--reason', 'x'], at, 'reset-directive')],
    ['run-pipeline --force', (at: string) => runTool(['Cross', '--force', '--reason', 'x'], at)],
    [
      'a reset to stage 4',
      (at: string) => runTool(['Cross', '--to-stage4', '--reason', 'x'], at, 'reset-directive'),
    ],
    [
      'integrity-sweep retire',
      (at: string) => runTool(['retire', 'Cross', '--reason', 'x'], at, 'integrity-sweep'),
    ],
  ])('is not taken back by %s until it is demoted', (_what, takeBack) => {
    const folder = completed();
    expect(change(folder, 'promote', 'Cross').exit).toBe(0);
    const before = lastEvents(folder).length;
    const refused = takeBack(folder);
    expect(refused.exit).toBe(1);
    expect(refused.stdout + refused.stderr).toContain('DIRECTIVE_PROMOTED');
    expect(refused.stderr).toContain('run-pipeline demote Cross');
    expect(lastEvents(folder)).toHaveLength(before);
    expect(change(folder, 'demote', 'Cross')).toMatchObject({
      exit: 0,
      document: { promoted: false, was_promoted: { reason: 'because it held up' } },
    });
    expect(takeBack(folder).exit).toBe(0);
  });

  test('is nothing to do for a plain run', () => {
    const folder = completed();
    expect(change(folder, 'promote', 'Cross').exit).toBe(0);
    expect(runJson(['Cross'], folder).directive).toMatchObject({ outcome: 'NOTHING_TO_DO' });
  });

  test('is promoted still after the database was made anew from its log', () => {
    const folder = completed();
    expect(change(folder, 'promote', 'Cross').exit).toBe(0);
    const promoted = statusOf(folder, 'Cross').promoted;
    expect(promoted).not.toBeNull();
    for (const name of ['assay.db', 'assay.db-wal', 'assay.db-shm']) {
      rmSync(join(folder, '.assay', name), { force: true });
    }
    const rebuilt = runTool(['rebuild'], folder, 'integrity-sweep');
    expect(rebuilt.exit, rebuilt.stderr).toBe(0);
    expect(statusOf(folder, 'Cross').promoted).toEqual(promoted);
  });
});

test.each([
  ['what was never promoted', 'Cross', 'DIRECTIVE_NOT_PROMOTED', 1],
  ['what nobody knows', 'Crss', 'DIRECTIVE_NOT_FOUND', 2],
])('to demote %s is refused', (_what, id, code, exit) => {
  const ended = change(completed(), 'demote', id);
  expect(ended).toMatchObject({ exit, document: { ok: false, error: { code } } });
});
