import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { asNobody } from '@assay/workspace/testing';
import { DatabaseSync } from '@photostructure/sqlite';
import { expect, test } from 'vitest';
import type { LedgerEvent } from './ledger-events.js';
import { migrate, SCHEMA_VERSION } from './migrations.js';
import { openLedger } from './open-ledger.js';
import { checkedBind, openSqlite, type Sqlite } from './sqlite.js';
import { SqliteLedger } from './sqlite-ledger.js';
import { admitted, ID, preflight, runIdOf } from './testing/story.js';
import { NOW, openIn, temporaryLedger, temporaryWorkspace } from './testing/temporary-ledger.js';

const UNREADABLE = expect.objectContaining({ code: 'LEDGER_UNREADABLE', exitCode: 3 });

function options(path: string) {
  return { path, clock: NOW, actor: 'test' };
}

test('a new ledger has the schema version of this tool and an empty chain', () => {
  const paths = temporaryWorkspace();
  expect(openIn(paths).head()).toEqual({ seq: 0, hash: '0'.repeat(64) });
  const database = new DatabaseSync(paths.database.absolute);
  expect(database.prepare('PRAGMA user_version').get()).toMatchObject({
    user_version: SCHEMA_VERSION,
  });
  expect(database.prepare('PRAGMA journal_mode').get()).toMatchObject({ journal_mode: 'wal' });
  expect(database.prepare('PRAGMA integrity_check').get()).toMatchObject({ integrity_check: 'ok' });
  database.close();
});

test('what was committed is there when the ledger is opened again', () => {
  const paths = temporaryWorkspace();
  const first = openIn(paths);
  const head = first.commit({ events: [admitted()] });
  first.close();
  const second = openIn(paths);
  expect(second.head()).toEqual(head);
  expect(second.directive(ID)?.state).toBe('INITIALIZED');
});

test('a missing ledger is not made for a reader, nor when it is said not to be', () => {
  const path = temporaryWorkspace().database.absolute;
  expect(() => openLedger({ ...options(path), readOnly: true })).toThrow(UNREADABLE);
  expect(() => openLedger({ ...options(path), create: false })).toThrow(UNREADABLE);
});

test('a ledger that was lost or emptied is never begun anew beside its event log', () => {
  const paths = temporaryWorkspace();
  writeFileSync(paths.eventsView.absolute, '{}\n');
  expect(() => openIn(paths)).toThrow(UNREADABLE);
  writeFileSync(paths.database.absolute, '');
  expect(() => openIn(paths)).toThrow(UNREADABLE);
  expect(readFileSync(paths.database.absolute)).toHaveLength(0);
});

test('a file that is no database, a truncated one, and a foreign one are LEDGER_UNREADABLE', () => {
  const paths = temporaryWorkspace();
  const path = paths.database.absolute;
  writeFileSync(path, 'not a database, but long enough to be taken for one. '.repeat(100));
  expect(() => openIn(paths)).toThrow(UNREADABLE);
  expect(() => openLedger({ ...options(path), readOnly: true })).toThrow(UNREADABLE);

  const other = temporaryWorkspace();
  const foreign = new DatabaseSync(other.database.absolute);
  foreign.exec('CREATE TABLE theirs (x)');
  foreign.close();
  expect(() => openIn(other)).toThrow(UNREADABLE);

  const torn = temporaryWorkspace();
  const ledger = openIn(torn);
  ledger.commit({ events: [admitted()] });
  ledger.close();
  const bytes = readFileSync(torn.database.absolute);
  writeFileSync(torn.database.absolute, bytes.subarray(0, 5000));
  expect(() => openIn(torn).directives()).toThrow(UNREADABLE);
});

test('the ledger of a newer tool is refused by writers and readers, and stays as it is', () => {
  const paths = temporaryWorkspace();
  openIn(paths).close();
  const database = new DatabaseSync(paths.database.absolute);
  database.exec(`PRAGMA user_version=${SCHEMA_VERSION + 1}`);
  database.close();
  for (const readOnly of [true, false]) {
    expect(() => openLedger({ ...options(paths.database.absolute), readOnly })).toThrow(
      expect.objectContaining({
        code: 'LEDGER_UNREADABLE',
        message: 'the ledger was written by a newer tool',
      }),
    );
  }
});

test('a folder that is not there, and a folder in the place of the file, are errors with the path', () => {
  const paths = temporaryWorkspace();
  expect(() => openLedger(options('/nowhere/assay.db'))).toThrow(
    expect.objectContaining({ code: 'PERMISSION_DENIED' }),
  );
  mkdirSync(paths.database.absolute);
  expect(() => openIn(paths)).toThrow(expect.objectContaining({ exitCode: 1 }));
});

test('a reader cannot write', () => {
  const paths = temporaryWorkspace();
  openIn(paths).commit({ events: [admitted()] });
  const reader = openLedger({ ...options(paths.database.absolute), readOnly: true });
  expect(() => reader.commit({ events: [admitted('Other')] })).toThrow('opened for reading');
  expect(() => reader.recordView('a', 'b', false)).toThrow('opened for reading');
  expect(() => reader.confirmInPlace([])).toThrow('opened for reading');
  reader.close();
});

test('a workspace that may only be read can be read, once its writer has ended', () => {
  const paths = temporaryWorkspace();
  const writer = openIn(paths);
  writer.commit({ events: [admitted()] });
  writer.close();
  chmodSync(paths.root, 0o755);
  chmodSync(paths.assayFolder.absolute, 0o555);
  asNobody(() => {
    const reader = openLedger({ ...options(paths.database.absolute), readOnly: true });
    expect(reader.directive(ID)?.state).toBe('INITIALIZED');
    reader.close();
    expect(() => openIn(paths).commit({ events: [admitted('D2')] })).toThrow(
      expect.objectContaining({ code: 'PERMISSION_DENIED', exitCode: 1 }),
    );
  });
});

test('readers see whole commits while a writer writes, and need no lock', () => {
  const paths = temporaryWorkspace();
  const writer = openIn(paths);
  writer.commit({ events: [admitted()] });
  const readers = [1, 2].map(() => openIn(paths, { readOnly: true }));
  for (let i = 0; i < 50; i += 1) {
    writer.commit({
      events: [
        admitted(`D${i}`),
        { type: 'DIRECTIVE_BLOCKED', directive_id: `D${i}`, token: 't', diagnostics: [] },
      ],
    });
    for (const reader of readers) {
      expect(reader.head().seq).toBe(2 * i + 3);
      expect(reader.directives()).toHaveLength(i + 2);
    }
  }
  expect(readers.map((reader) => reader.verifyChain())).toEqual([undefined, undefined]);
});

test.each([
  `'; DROP TABLE events; --`,
  `" OR "1"="1`,
  `%_\\`,
  'ä€😀\u0007\u2028',
  `{"json": "\\u0000"}`,
  'NULL',
])('a value that looks like something else (%j) is stored and found as itself', (text) => {
  const ledger = temporaryLedger();
  const diagnostics = [{ code: 'USAGE' as const, severity: 'error' as const, message: text }];
  ledger.commit({
    events: [
      admitted(text),
      ...preflight([text], { directive_id: text }),
      {
        type: 'DIRECTIVE_FAILED',
        directive_id: text,
        attempt: 1,
        from: 'PREFLIGHT_COMPLETE',
        diagnostics,
      },
    ],
  });
  expect(ledger.directive(text)).toMatchObject({
    directive_id: text,
    state: 'FAILED',
    diagnostics,
  });
  expect(ledger.runs(text)).toMatchObject([{ symbol: text, run_id: runIdOf(text) }]);
  expect(ledger.events({ subject: text })).toHaveLength(5);
  expect(ledger.verifyChain()).toBeUndefined();
});

test('a diagnostic that quotes half a surrogate pair, or U+0000, can be recorded', () => {
  const ledger = temporaryLedger();
  const found = {
    code: 'WRONG_TYPE' as const,
    severity: 'error' as const,
    message: 'a\0b',
    found: '\ud800x',
  };
  ledger.commit({
    events: [
      admitted(),
      { type: 'DIRECTIVE_BLOCKED', directive_id: ID, token: 't', diagnostics: [found] },
    ],
  });
  expect(ledger.events().at(-1)?.payload['diagnostics']).toEqual([{ ...found, found: '\ufffdx' }]);
});

test.each<[string, LedgerEvent]>([
  ['U+0000 in an id', admitted('a\0b')],
  ['half a surrogate pair in an id', admitted('a\ud800')],
  ['a number that is none', { ...preflight(['E'])[1], trades: NaN } as LedgerEvent],
  ['an endless number', { ...preflight(['E'])[1], net_pnl: Infinity } as LedgerEvent],
])('%s is our bug: nothing is recorded', (_, event) => {
  const ledger = temporaryLedger();
  ledger.commit({ events: [admitted(), ...preflight(['E']).slice(0, 1)] });
  const { seq } = ledger.head();
  expect(() => ledger.commit({ events: [event] })).toThrow(RangeError);
  expect(ledger.head().seq).toBe(seq);
});

test('only what the driver keeps as it is may be bound', () => {
  expect(['', 'ä😀', 0, -1.5, null, 2 ** 53 - 1].map(checkedBind)).toEqual([
    '',
    'ä😀',
    0,
    -1.5,
    null,
    2 ** 53 - 1,
  ]);
  for (const bad of ['\0', '\ud83d', '\ude00', NaN, -Infinity, 2 ** 53, true, undefined, {}, 1n]) {
    expect(() => checkedBind(bad)).toThrow();
  }
});

test('a commit is flushed; what can be found out again is not, and leaves the next commit flushed', () => {
  const database = openSqlite({
    path: temporaryWorkspace().database.absolute,
    readOnly: false,
    create: true,
  });
  migrate(database, true);
  const spoken: string[] = [];
  const ledger = new SqliteLedger(
    { ...bound(database), exec: (sql) => (spoken.push(sql), database.exec(sql)) },
    NOW,
    'test',
    false,
  );
  const mode = () => database.get('PRAGMA synchronous')?.['synchronous'];
  expect(mode()).toBe(2);
  ledger.commit({ events: [admitted()] });
  expect(spoken.some((sql) => sql.includes('synchronous'))).toBe(false);
  ledger.confirmInPlace(['x']);
  ledger.recordView('v', 'h', false);
  expect(spoken.filter((sql) => sql.includes('NORMAL'))).toHaveLength(2);
  expect(mode()).toBe(2);
  expect(() => ledger.recordView('v', 'a\0b', false)).toThrow(RangeError);
  expect(mode()).toBe(2);
  ledger.close();
});

/** The methods of a database as an object of their own, so that one can be listened to. */
function bound(database: Sqlite): Sqlite {
  return {
    path: database.path,
    run: (sql, ...binds) => database.run(sql, ...binds),
    get: (sql, ...binds) => database.get(sql, ...binds),
    all: (sql, ...binds) => database.all(sql, ...binds),
    iterate: (sql, ...binds) => database.iterate(sql, ...binds),
    exec: (sql) => database.exec(sql),
    transaction: (step) => database.transaction(step),
    close: () => database.close(),
  };
}
