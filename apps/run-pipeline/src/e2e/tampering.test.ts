import { appendFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sealsOf } from '../testing/evidence-reader.js';
import { editLedger } from '../testing/ledger-editor.js';
import { runJson, type RunDocument } from '../testing/spawn-tool.js';
import { makeWorkspace, textOf } from '../testing/workspace-maker.js';

function completedWorkspace(): string {
  const folder = makeWorkspace({ symbols: ['EURUSD'] });
  const done = runJson(['Cross'], folder);
  if (done.exit !== 0) throw new Error(done.stderr);
  return folder;
}

function codesOf(document: RunDocument): readonly string[] {
  const found = (document.diagnostics ?? []).map((diagnostic) => diagnostic.code);
  return document.error ? [document.error.code, ...found] : found;
}

/** The same number of bytes, one of them another digit. */
function changeOneDigit(path: string): void {
  const before = readFileSync(path, 'latin1');
  const after = before.replace(/[0-8](?=\D*$)/, '9');
  if (after === before) throw new Error(`no digit to change in ${path}`);
  writeFileSync(path, after, 'latin1');
}

describe('a ledger that was edited', () => {
  const EDITS: readonly (readonly [string, string])[] = [
    ['the net result of a run', 'UPDATE runs SET net_pnl = net_pnl + 1'],
    ['the state of a run', "UPDATE runs SET state = 'FAILED'"],
    ['a recorded hash', `UPDATE artifacts SET sha256 = '${'0'.repeat(64)}'`],
    ['the row of the master filter', "UPDATE master_rows SET cells = '{}'"],
    ['a directive that is gone', 'DELETE FROM directives'],
    [
      'the newest events, their guard dropped',
      'DROP TRIGGER IF EXISTS events_no_delete; DELETE FROM events WHERE seq > 5',
    ],
    [
      'an event in the middle, its guard dropped',
      'DROP TRIGGER IF EXISTS events_no_update; UPDATE events SET body = replace(body, \'"actor":"\', \'"actor":"x\') WHERE seq = 3',
    ],
  ];

  test.each(EDITS)('%s: the next command refuses it, exit 3, and writes nothing', (_, sql) => {
    const folder = completedWorkspace();
    const before = sealsOf(folder);
    editLedger(folder, sql);
    const log = textOf(folder, '.assay', 'events.ndjson');
    const refused = runJson(['Cross'], folder);
    expect(refused.exit, refused.stderr).toBe(3);
    expect(refused.document.error?.code).toBe('LEDGER_CHAIN_BROKEN');
    expect(refused.document.error?.next).toBeTruthy();
    expect(sealsOf(folder)).toEqual(before);
    expect(textOf(folder, '.assay', 'events.ndjson')).toBe(log);
  });
});

describe('the readable log', () => {
  test('is never believed: an edited line is reported as VIEW_DRIFT and written again', () => {
    const folder = completedWorkspace();
    const path = join(folder, '.assay', 'events.ndjson');
    const before = readFileSync(path, 'utf8');
    writeFileSync(path, before.replace('RUN_ADVANCED', 'RUN_INVENTED'));
    const again = runJson(['Cross'], folder);
    expect(again.exit).toBe(0);
    expect(again.stderr).toContain('VIEW_DRIFT');
    expect(readFileSync(path, 'utf8')).toBe(before);
  });

  test('that goes on where the ledger ends proves that events were taken away: exit 3', () => {
    const folder = completedWorkspace();
    const newest = textOf(folder, '.assay', 'events.ndjson').trimEnd().split('\n').at(-1) ?? '';
    const more = { ...(JSON.parse(newest) as Record<string, unknown>), seq: 99 };
    appendFileSync(join(folder, '.assay', 'events.ndjson'), `${JSON.stringify(more)}\n`);
    const refused = runJson(['Cross'], folder);
    expect(refused.exit, refused.stderr).toBe(3);
    expect(refused.document.error?.code).toBe('LEDGER_CHAIN_BROKEN');
  });
});

describe('completed evidence', () => {
  test('a byte of a capsule that changed in place: exit 3, the file and both hashes are named', () => {
    const folder = completedWorkspace();
    const [runId = ''] = readdirSync(join(folder, 'runs')).filter((name) => name !== 'Cross');
    const [file = ''] = readdirSync(join(folder, 'runs', runId, 'artifacts', 'raw')).filter(
      (name) => name.endsWith('tradelevel.csv'),
    );
    changeOneDigit(join(folder, 'runs', runId, 'artifacts', 'raw', file));
    const refused = runJson(['Cross'], folder);
    expect(refused.exit).toBe(3);
    const cause = [refused.document.error, ...(refused.document.diagnostics ?? [])].find(
      (found) => found?.code === 'ARTIFACT_HASH_MISMATCH',
    );
    expect(JSON.stringify(cause)).toContain(file);
  });

  test.each([
    ['gone', 'ARTIFACT_MISSING'],
    ['altered', 'ARTIFACT_HASH_MISMATCH'],
  ])('a portfolio that is %s: exit 3, %s; --force makes equal bytes again', (what, code) => {
    const folder = completedWorkspace();
    const before = sealsOf(folder);
    const portfolio = join(folder, 'portfolios', 'Cross');
    if (what === 'gone') rmSync(portfolio, { recursive: true });
    else changeOneDigit(join(portfolio, 'portfolio_summary.json'));
    const refused = runJson(['Cross'], folder);
    expect(refused.exit).toBe(3);
    expect(codesOf(refused.document)).toContain(code);
    const remade = runJson(['Cross', '--force', '--reason', 'evidence lost'], folder);
    expect(remade.exit, remade.stderr).toBe(0);
    expect(sealsOf(folder)).toEqual(before);
  });
});
