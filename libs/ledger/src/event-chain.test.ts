import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fc, test as property } from '@fast-check/vitest';
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';
import { canonicalJson, sha256Hex } from '@assay/hashing';
import type { WorkspacePaths } from '@assay/workspace';
import { describe, expect, onTestFinished, test } from 'vitest';
import { GENESIS_HASH } from './event-body.js';
import { eventsNdjson } from './ledger-views.js';
import { admitted, ID, wholeStory } from './testing/story.js';
import { openLedger } from './open-ledger.js';
import { NOW, openIn, temporaryWorkspace } from './testing/temporary-ledger.js';
import { verifyEvents, verifyLinks } from './verify-chain.js';

function storyLedger() {
  const paths = temporaryWorkspace();
  const ledger = openIn(paths);
  ledger.commit({ events: [admitted(), ...wholeStory(['EURUSD'])] });
  return { paths, ledger };
}

/** The database as somebody with the sqlite3 program sees it. */
function intruder(paths: WorkspacePaths): DatabaseSyncInstance {
  const database = new DatabaseSync(paths.database.absolute);
  onTestFinished(() => database.close());
  return database;
}

/** As `intruder`, after taking the triggers away. */
function armedIntruder(paths: WorkspacePaths): DatabaseSyncInstance {
  const database = intruder(paths);
  for (const name of ['events_no_update', 'events_no_delete', 'events_append']) {
    database.exec(`DROP TRIGGER ${name}`);
  }
  return database;
}

test('an event is its canonical JSON, chained to the one before it', () => {
  const { ledger } = storyLedger();
  const [first, second] = ledger.events();
  expect(first?.prev_hash).toBe(GENESIS_HASH);
  expect(second?.prev_hash).toBe(first?.hash);
  expect(first?.body).toBe(
    canonicalJson({
      actor: 'test',
      at: '2026-01-31T09:08:07.006Z',
      payload: { directive_id: ID },
      prev_hash: GENESIS_HASH,
      seq: 1,
      subject: ID,
      type: 'DIRECTIVE_ADMITTED',
    }),
  );
  expect(sha256Hex(first?.body ?? '')).toBe(first?.hash);
  expect(ledger.head()).toEqual({
    seq: ledger.events().length,
    hash: ledger.events().at(-1)?.hash,
  });
});

test('coreutils can check the chain line by line', () => {
  const { paths, ledger } = storyLedger();
  writeFileSync(paths.eventsView.absolute, eventsNdjson(ledger.events()));
  const judge = process.platform === 'darwin' ? 'shasum -a 256' : 'sha256sum';
  const script = `
    previous=${GENESIS_HASH}
    while IFS= read -r line; do
      case "$line" in *'"prev_hash":"'$previous'"'*) ;; *) echo "broken: $line"; exit 1 ;; esac
      previous=$(printf %s "$line" | ${judge} | cut -c1-64)
    done < events.ndjson
    printf %s "$previous"`;
  const run = () =>
    execFileSync('sh', ['-c', script], { cwd: paths.assayFolder.absolute, encoding: 'utf8' });
  expect(run()).toBe(ledger.head().hash);
  const first = `head -n1 events.ndjson | tr -d '\\n' | ${judge} | cut -c1-64`;
  expect(
    execFileSync('sh', ['-c', first], { cwd: paths.assayFolder.absolute, encoding: 'utf8' }).trim(),
  ).toBe(ledger.events()[1]?.prev_hash);
  const path = join(paths.assayFolder.absolute, 'events.ndjson');
  writeFileSync(path, readFileSync(path, 'utf8').replace('"test"', '"Test"'));
  expect(run).toThrow();
});

describe('the event table refuses', () => {
  test.each([
    ['an update', `UPDATE events SET body = replace(body, 'test', 'Test') WHERE seq = 1`],
    ['an update that changes nothing', 'UPDATE events SET seq = seq'],
    ['a deletion', 'DELETE FROM events WHERE seq = 1'],
    ['the deletion of all', 'DELETE FROM events'],
    [
      'a replacement',
      `INSERT OR REPLACE INTO events (seq, hash, body) SELECT seq, hash, body FROM events WHERE seq = 1`,
    ],
    [
      'an upsert',
      `INSERT INTO events (seq, hash, body) SELECT seq, hash, body FROM events WHERE seq = 1 ON CONFLICT DO UPDATE SET hash = excluded.hash`,
    ],
    [
      'an ignored insert out of order',
      `INSERT OR IGNORE INTO events (seq, hash, body) SELECT seq + 50, hash, body FROM events WHERE seq = 1`,
    ],
    ['a gap', `INSERT INTO events (seq, hash, body) SELECT max(seq) + 2, hash, body FROM events`],
    [
      'a number that the bytes do not say',
      `INSERT INTO events (seq, hash, body) SELECT max(seq) + 1, hash, body FROM events`,
    ],
    [
      'another predecessor',
      `INSERT INTO events (seq, hash, body) SELECT max(seq) + 1, hash, json_set(body, '$.seq', max(seq) + 1) FROM events`,
    ],
    [
      'text that is not JSON',
      `INSERT INTO events (seq, hash, body) SELECT max(seq) + 1, hash, 'x' FROM events`,
    ],
  ])('%s', (_, sql) => {
    const { paths, ledger } = storyLedger();
    const before = eventsNdjson(ledger.events());
    const database = intruder(paths);
    expect(() => database.exec(sql)).toThrow();
    expect(eventsNdjson(ledger.events())).toBe(before);
    expect(ledger.verifyChain()).toBeUndefined();
  });
});

/** A well-made event that claims a place in the log. */
function forged(seq: number, saysSeq: number, prevHash: string) {
  const body = canonicalJson({
    actor: 'a',
    at: 't',
    payload: {},
    prev_hash: prevHash,
    seq: saysSeq,
    subject: 's',
    type: 'RECOVERED',
  });
  return [seq, sha256Hex(body), body] as const;
}

test('the event table takes a well-made event only in its one place', () => {
  const { paths, ledger } = storyLedger();
  const { seq, hash } = ledger.head();
  const insert = intruder(paths).prepare('INSERT INTO events (seq, hash, body) VALUES (?, ?, ?)');
  expect(() => insert.run(...forged(seq + 2, seq + 2, hash))).toThrow('must follow the last one');
  expect(() => insert.run(...forged(seq + 1, seq + 2, hash))).toThrow('must follow the last one');
  expect(() => insert.run(...forged(seq + 1, seq + 1, GENESIS_HASH))).toThrow('must follow');
  insert.run(...forged(seq + 1, seq + 1, hash));
  expect(ledger.verifyChain()).toBeUndefined();
});

describe('verification of the chain finds', () => {
  const cases: [string, string, { seq: number; problem: RegExp }][] = [
    [
      'one changed byte',
      `UPDATE events SET body = replace(body, '"actor":"test"', '"actor":"tesT"') WHERE seq = 3`,
      { seq: 3, problem: /another hash/ },
    ],
    [
      'a changed hash',
      `UPDATE events SET hash = replace(hash, substr(hash, 1, 1), 'x') WHERE seq = 3`,
      { seq: 3, problem: /another hash/ },
    ],
    [
      'a missing event',
      'DELETE FROM events WHERE seq = 3',
      { seq: 3, problem: /event 3 is missing/ },
    ],
    [
      'a missing beginning',
      'DELETE FROM events WHERE seq <= 3',
      { seq: 1, problem: /event 1 is missing/ },
    ],
    [
      'two events that changed places',
      `UPDATE events SET seq = -1 WHERE seq = 3; UPDATE events SET seq = 3 WHERE seq = 4; UPDATE events SET seq = 4 WHERE seq = -1`,
      { seq: 3, problem: /says that it is event 4|say that it is event 4/ },
    ],
  ];
  test.each(cases)('%s', (_, sql, found) => {
    const { paths, ledger } = storyLedger();
    armedIntruder(paths).exec(`PRAGMA foreign_keys=OFF; ${sql}`);
    expect(ledger.verifyChain()).toEqual({
      seq: found.seq,
      problem: expect.stringMatching(found.problem),
    });
  });

  test('an event that was forged together with its hash, at the next one', () => {
    const { paths, ledger } = storyLedger();
    const body = (ledger.events()[2]?.body ?? '').replace('"actor":"test"', '"actor":"tesT"');
    armedIntruder(paths)
      .prepare('UPDATE events SET body = ?, hash = ? WHERE seq = 3')
      .run(body, sha256Hex(body));
    expect(ledger.verifyChain()).toEqual({
      seq: 4,
      problem: 'it does not follow from the event before it',
    });
  });

  test('opening looks at the newest link only, and can be told not to', () => {
    const { paths, ledger } = storyLedger();
    const { seq } = ledger.head();
    const database = armedIntruder(paths);
    database.exec(`UPDATE events SET body = replace(body, '"test"', '"tesT"') WHERE seq = 2`);
    openIn(paths);
    database.exec(`UPDATE events SET body = replace(body, '"test"', '"tesT"') WHERE seq = ${seq}`);
    expect(() => openIn(paths)).toThrow(
      expect.objectContaining({
        code: 'LEDGER_CHAIN_BROKEN',
        exitCode: 3,
        message: `event ${seq} was altered`,
      }),
    );
    expect(openIn(paths, { checkLastLink: false }).verifyChain()).toMatchObject({ seq: 2 });
  });

  test('a truncated log by comparison with a head that was kept elsewhere', () => {
    const { paths, ledger } = storyLedger();
    const pinned = ledger.head();
    armedIntruder(paths).exec(`PRAGMA foreign_keys=OFF; DELETE FROM events WHERE seq > 5`);
    expect(ledger.verifyChain()).toBeUndefined();
    expect(ledger.head().seq).toBeLessThan(pinned.seq);
  });
});

/** Texts that look like the end of an event, inside of one. */
const misleading = fc.oneof(
  fc.string(),
  fc.constantFrom(
    `,"prev_hash":"${'a'.repeat(64)}","seq":1,"subject":"x","type":"Y"}`,
    `","type":"LOCK_TAKEN_OVER"}`,
    '\\","seq":7,',
  ),
);

property.prop([fc.array(misleading, { maxLength: 6 })], { numRuns: 200 })(
  'links are read from the end of an event as they are read from the whole of it, whatever it quotes',
  (texts) => {
    const ledger = openLedger({ path: ':memory:', clock: NOW, actor: 'te"st' });
    for (const holder of texts) {
      // What cannot be stored is refused before it is chained.
      if (/[\0\uD800-\uDFFF]/.test(holder)) continue;
      ledger.commit({ events: [{ type: 'LOCK_TAKEN_OVER', holder }] });
    }
    expect(verifyLinks(ledger.eventRows())).toBeUndefined();
    expect(verifyEvents(ledger.eventRows(), () => undefined)).toBeUndefined();
    const rows = [...ledger.eventRows()];
    for (const [at, row] of rows.entries()) {
      const forged = row.body.replace(/"prev_hash":"./, '"prev_hash":"g');
      const altered = rows.with(at, { ...row, body: forged, hash: sha256Hex(forged) });
      expect(verifyLinks(altered)).toEqual(verifyEvents(altered, () => undefined));
    }
    ledger.close();
  },
);
