import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkSealsWithCoreutils, eventsOf, sealsOf } from '../testing/evidence-reader.js';
import { editLedger } from '../testing/ledger-editor.js';
import { runDocument, runJson, runTool } from '../testing/spawn-tool.js';
import { sharedTemplate, copyOf, runIdOf, sweep } from '../testing/sweep-driver.js';
import { treeOf } from '../testing/tree.js';

const template = sharedTemplate();

interface Document {
  readonly ok: boolean;
  readonly error?: { readonly code: string; readonly next?: string; readonly found?: string };
  readonly [member: string]: unknown;
}

function command(folder: string, name: string, ...words: readonly string[]) {
  return runDocument<Document>(`integrity-sweep.${name}`, [name, ...words], folder);
}

function masterRows(folder: string) {
  const { stdout } = runTool(
    ['ledger', 'export', '--table', 'master_rows', '--format', 'json', '--json'],
    folder,
  );
  const { rows } = JSON.parse(stdout) as {
    readonly rows: readonly { readonly status: string; readonly reason: string | null }[];
  };
  return rows.map(({ status, reason }) => ({ status, reason }));
}

describe('retire', () => {
  test('takes the rows out of the sheet with a reason, by an event of its own; undo puts them back', () => {
    const folder = copyOf(template.folder);
    const before = treeOf(folder);
    const retired = command(folder, 'retire', 'Cross', '--reason', 'replaced', '--actor', 'ann');
    expect(retired.exit, retired.stderr).toBe(0);
    expect(retired.document).toMatchObject({ count: 2, directive: 'Cross', dry_run: false });
    expect(masterRows(folder)).toEqual([
      { status: 'retired', reason: 'replaced' },
      { status: 'retired', reason: 'replaced' },
    ]);
    expect(existsSync(join(folder, 'backtests', 'Cross_EURUSD'))).toBe(false);
    const events = eventsOf(folder).filter(({ type }) => type === 'ROW_RETIRED');
    expect(events.map(({ payload }) => payload['reason'])).toEqual(['replaced', 'replaced']);
    expect(sweep(folder).exit).toBe(0);
    expect(sealsOf(folder)).toEqual(sealsOf(template.folder));

    const undone = command(folder, 'undo', String(retired.document['sweep']));
    expect(undone.exit, undone.stderr).toBe(0);
    expect(masterRows(folder).map(({ status }) => status)).toEqual(['current', 'current']);
    const after = treeOf(folder);
    for (const path of Object.keys(before).filter((p) => p.startsWith('backtests/Cross_'))) {
      expect(after[path], path).toBe(before[path]);
    }
    expect(sweep(folder).exit).toBe(0);
    const again = command(folder, 'undo', String(retired.document['sweep']));
    expect(again.exit).toBe(2);
    expect(again.document.error?.code).toBe('SWEEP_NOT_FOUND');
  });

  test('is not taken back by running again: nothing is shown until a reset', () => {
    const folder = copyOf(template.folder);
    expect(command(folder, 'retire', 'Cross', '--reason', 'withdrawn').exit).toBe(0);
    const plain = runJson(['Cross'], folder);
    expect(plain.exit, plain.stderr).toBe(0);
    expect(plain.directive.outcome).toBe('NOTHING_TO_DO');
    expect(existsSync(join(folder, 'backtests', 'Cross_EURUSD'))).toBe(false);
    const forced = runJson(['Cross', '--force', '--reason', 'once more'], folder);
    expect(forced.exit, forced.stderr).toBe(0);
    expect(masterRows(folder).map(({ status }) => status)).toEqual([
      'retired',
      'retired',
      'current',
      'current',
    ]);
    expect(existsSync(join(folder, 'backtests', 'Cross_EURUSD'))).toBe(true);
  });

  test.each([
    ['a directive without a row', ['Crosx'], 'RETIRE_REFUSED', 1],
    ['an empty reason', ['Cross', '--reason', ' '], 'USAGE', 2],
  ])('of %s is refused', (_what, words, code, exit) => {
    const folder = copyOf(template.folder);
    const reason = words.includes('--reason') ? [] : ['--reason', 'x'];
    const refused = command(folder, 'retire', ...words, ...reason);
    expect(refused.exit).toBe(exit);
    expect(refused.document.error?.code).toBe(code);
  });

  test('of a directive that is on its way is refused; --dry-run changes nothing', () => {
    const folder = copyOf(template.folder);
    const shown = command(folder, 'retire', 'Cross', '--reason', 'x', '--dry-run');
    expect(shown.document).toMatchObject({ dry_run: true, count: 2, sweep: null });
    expect(masterRows(folder).map(({ status }) => status)).toEqual(['current', 'current']);
    const reset = ['Cross', '--to-stage4', '--reason', 'again'];
    expect(runTool(reset, folder, 'reset-directive').exit).toBe(0);
    const refused = command(folder, 'retire', 'Cross', '--reason', 'x');
    expect(refused.document.error).toMatchObject({
      code: 'RETIRE_REFUSED',
      found: 'SYMBOL_RUNS_COMPLETE',
    });
  });
});

describe('--fix', () => {
  function withZombie(): string {
    const folder = copyOf(template.folder);
    writeFileSync(join(folder, 'backtests', 'note.txt'), 'a file of a person is no zombie');
    rmSync(join(folder, 'runs', runIdOf(folder, 'EURUSD')), { recursive: true });
    return folder;
  }

  test('carries out exactly the plan that was shown, and refuses any other', () => {
    const folder = withZombie();
    const { hash } = sweep(folder).document.plan;
    const other = sweep(folder, '--fix', '--plan', 'ffff');
    expect(other.exit).toBe(1);
    expect(other.document.error?.code).toBe('SWEEP_PLAN_CHANGED');
    rmSync(join(folder, 'runs', runIdOf(folder, 'USDJPY')), { recursive: true });
    const changed = sweep(folder, '--fix', '--plan', hash);
    expect(changed.document.error?.code).toBe('SWEEP_PLAN_CHANGED');
    expect(masterRows(folder).map(({ status }) => status)).toEqual(['current', 'current']);
    const now = sweep(folder).document.plan.hash;
    expect(sweep(folder, '--fix', '--plan', now.slice(0, 12)).exit).toBe(0);
    expect(masterRows(folder).map(({ reason }) => reason)).toEqual([
      'artifacts gone',
      'artifacts gone',
    ]);
  });

  test('a portfolio whose run is gone is marked incomplete, which the next run says', () => {
    const folder = withZombie();
    const lost = runJson(['Cross'], folder);
    expect(lost.exit).toBe(3);
    expect(sweep(folder, '--fix').exit).toBe(0);
    const told = runJson(['Cross'], folder);
    expect(told.exit, told.stderr).toBe(0);
    expect(told.stderr).toContain('PORTFOLIO_INCOMPLETE');
    expect(existsSync(join(folder, 'backtests', 'note.txt'))).toBe(true);
    expect(sweep(folder, 'verify').exit).toBe(0);
  });

  test('undo is refused where somebody else stands, and changes nothing', () => {
    const folder = copyOf(template.folder);
    const zombie = join(folder, 'backtests', 'Old_EURUSD');
    for (const text of ['first', 'second']) {
      mkdirSync(zombie, { recursive: true });
      writeFileSync(join(zombie, 'mine.txt'), text);
      if (text === 'first') expect(sweep(folder, '--fix').exit).toBe(0);
    }
    const [name = ''] = readdirSync(join(folder, '.assay', 'quarantine'));
    const before = treeOf(folder);
    const refused = command(folder, 'undo', name);
    expect(refused.exit).toBe(1);
    expect(refused.document.error?.code).toBe('UNDO_BLOCKED');
    expect(treeOf(folder)).toEqual(before);
    rmSync(zombie, { recursive: true });
    expect(command(folder, 'undo', name).exit).toBe(0);
    expect(readFileSync(join(zombie, 'mine.txt'), 'utf8')).toBe('first');
  });
});

describe('purge', () => {
  test('deletes quarantine that is older than asked, nothing younger, and says what', () => {
    const folder = copyOf(template.folder);
    const retired = command(folder, 'retire', 'Cross', '--reason', 'x');
    const name = String(retired.document['sweep']);
    const quarantined = join(folder, '.assay', 'quarantine', name);
    expect(command(folder, 'purge', '--older-than', '30d').document['count']).toBe(0);
    expect(existsSync(quarantined)).toBe(true);
    const shown = command(folder, 'purge', '--older-than', '0s', '--dry-run');
    expect(shown.document).toMatchObject({ count: 1, dry_run: true });
    expect(existsSync(quarantined)).toBe(true);
    const purged = command(folder, 'purge', '--older-than', '0s');
    expect(purged.document['purged']).toMatchObject([{ sweep: name }]);
    expect(existsSync(quarantined)).toBe(false);
    expect(readdirSync(join(folder, '.assay', 'trash'))).toEqual([]);
    const gone = command(folder, 'undo', name);
    expect(gone.document.error).toMatchObject({ code: 'SWEEP_NOT_FOUND' });
    expect(gone.document.error?.found).toContain('purged');
    expect(sweep(folder).exit).toBe(0);
  });

  test('without a readable duration is a usage error', () => {
    const refused = command(copyOf(template.folder), 'purge', '--older-than', 'long');
    expect(refused.exit).toBe(2);
    expect(refused.document.error?.code).toBe('USAGE');
  });
});

describe('rebuild', () => {
  const database = (folder: string) => join(folder, '.assay', 'assay.db');

  test('leaves a sound database alone', () => {
    const folder = copyOf(template.folder);
    const before = readFileSync(database(folder));
    const rebuilt = command(folder, 'rebuild');
    expect(rebuilt.document['source']).toBe('sound');
    expect(readFileSync(database(folder)).equals(before)).toBe(true);
  });

  const LOSSES: readonly (readonly [string, (folder: string) => void])[] = [
    ['was deleted', (folder) => rmSync(database(folder))],
    ['was truncated', (folder) => writeFileSync(database(folder), 'SQLite format 3\0torn')],
    ['has an edited row', (folder) => editLedger(folder, 'UPDATE runs SET net_pnl = 1')],
    [
      'lost its newest events',
      (folder) =>
        editLedger(folder, 'DROP TRIGGER events_no_delete; DELETE FROM events WHERE seq > 5'),
    ],
  ];

  test.each(LOSSES)(
    'makes a database that %s from the log: the same states, rows and seals',
    (_, lose) => {
      const folder = copyOf(template.folder);
      const events = eventsOf(folder);
      lose(folder);
      const rebuilt = command(folder, 'rebuild');
      expect(rebuilt.exit, rebuilt.stderr).toBe(0);
      expect(rebuilt.document).toMatchObject({ source: 'events', lost: [] });
      expect(eventsOf(folder).slice(0, events.length)).toEqual(events);
      expect(eventsOf(folder).at(-1)?.type).toBe('LEDGER_REBUILT');
      expect(masterRows(folder).map(({ status }) => status)).toEqual(['current', 'current']);
      expect(sweep(folder, 'verify').exit).toBe(0);
      const plain = runJson(['Cross'], folder);
      expect(plain.directive.outcome, plain.stderr).toBe('NOTHING_TO_DO');
      expect(sealsOf(folder)).toEqual(sealsOf(template.folder));
    },
  );

  test('without a log makes it from the capsules, marked; stage 4 is repeated to the same bytes', () => {
    const folder = copyOf(template.folder);
    rmSync(database(folder));
    rmSync(join(folder, '.assay', 'events.ndjson'));
    const rebuilt = command(folder, 'rebuild');
    expect(rebuilt.exit, rebuilt.stderr).toBe(0);
    expect(rebuilt.document['source']).toBe('capsules');
    expect(rebuilt.document['lost']).not.toEqual([]);
    expect(sweep(folder, 'verify').exit).toBe(0);
    const plain = runJson(['Cross'], folder);
    expect(plain.exit, plain.stderr).toBe(0);
    expect(plain.directive.state).toBe('PORTFOLIO_COMPLETE');
    expect(checkSealsWithCoreutils(folder)).toBe(3);
    const capsules = (of: string) =>
      Object.entries(sealsOf(of)).filter(([name]) => name.startsWith('runs/'));
    expect(capsules(folder)).toEqual(capsules(template.folder));
    expect(sweep(folder).exit).toBe(0);
  });

  test('refuses a log that is cut before a head that a capsule pins, unless the loss is accepted', () => {
    const folder = copyOf(template.folder);
    rmSync(database(folder));
    const path = join(folder, '.assay', 'events.ndjson');
    const lines = readFileSync(path, 'utf8').split('\n');
    writeFileSync(path, `${lines.slice(0, 6).join('\n')}\n`);
    const refused = command(folder, 'rebuild');
    expect(refused.exit).toBe(3);
    expect(refused.document.error?.code).toBe('REBUILD_REFUSED');
    expect(existsSync(database(folder))).toBe(false);
    const accepted = command(folder, 'rebuild', '--accept-loss');
    expect(accepted.document['source'], accepted.stderr).toBe('events');
    expect(accepted.exit).toBe(0);
    // The rows are gone with the events: what backtests/ shows has become unindexed.
    runTool(['Cross', '--reason', 'log was cut'], folder, 'reset-directive');
    expect(sweep(folder, '--fix').exit).toBe(0);
    const done = runJson(['Cross'], folder);
    expect(done.directive.state, done.stderr).toBe('PORTFOLIO_COMPLETE');
    expect(sealsOf(folder)).toEqual(sealsOf(template.folder));
  });

  test('takes a torn last line of the log for what a crash leaves', () => {
    const folder = copyOf(template.folder);
    rmSync(database(folder));
    appendFileSync(join(folder, '.assay', 'events.ndjson'), '{"actor":"x","at":"20');
    expect(command(folder, 'rebuild').exit).toBe(0);
  });

  test('where nothing is left says so', () => {
    const folder = copyOf(template.folder);
    rmSync(join(folder, '.assay'), { recursive: true });
    rmSync(join(folder, 'runs'), { recursive: true });
    const refused = command(folder, 'rebuild');
    expect(refused.exit).toBe(3);
    expect(refused.document.error?.code).toBe('REBUILD_REFUSED');
  });
});

test('a mark that vouches for the database does not deceive verify', () => {
  const folder = copyOf(template.folder);
  const { atime, mtime } = { atime: new Date(), mtime: new Date() };
  editLedger(folder, 'UPDATE runs SET net_pnl = net_pnl + 1');
  utimesSync(database(folder), atime, mtime);
  const found = sweep(folder, 'verify');
  expect(found.exit).toBe(3);
  expect(found.document.findings.map(({ code, path }) => [code, path])).toEqual([
    ['LEDGER_CHAIN_BROKEN', '.assay/assay.db'],
  ]);
});

function database(folder: string): string {
  return join(folder, '.assay', 'assay.db');
}
