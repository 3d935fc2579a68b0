import { describe, expect, test } from 'vitest';
import { EXPORT_TABLES } from './export-table.js';
import { eventsNdjson } from './ledger-views.js';
import type { Ledger } from './ledger.js';
import { openLedger } from './open-ledger.js';
import { rebuildLedger } from './rebuild-ledger.js';
import {
  admitted,
  fullReset,
  ID,
  preflight,
  runFailed,
  sealed,
  wholeStory,
} from './testing/story.js';
import { NOW } from './testing/temporary-ledger.js';

const MEMORY = { path: ':memory:', clock: NOW, actor: 'test' };

/** Everything that a ledger says, table by table. */
function tables(ledger: Ledger) {
  return Object.fromEntries(EXPORT_TABLES.map((table) => [table, [...ledger.tableRows(table)]]));
}

function rebuilt(ledger: Ledger): Ledger {
  return rebuildLedger({ ...MEMORY, bodies: ledger.events().map(({ body }) => body) });
}

test('a ledger made anew from its log says the same, table by table, whatever has happened', () => {
  const ledger = openLedger(MEMORY);
  const symbols = ['EURUSD', 'USDJPY'];
  ledger.commit({ events: [admitted(), ...wholeStory(symbols)] });
  ledger.commit({ events: [{ type: 'LOCK_TAKEN_OVER', holder: 'x' }] });
  ledger.commit({ events: [fullReset(symbols, 'PORTFOLIO_COMPLETE', 'COMPLETE')] });
  ledger.commit({ events: preflight(symbols, { attempt: 2 }) });
  expect(() => ledger.commit({ events: [sealed(2)] })).toThrow();
  ledger.commit({ events: [runFailed('EURUSD', 'PREFLIGHT_COMPLETE', 2)] });
  const again = rebuilt(ledger);
  expect(tables(again)).toEqual(tables(ledger));
  expect(again.head()).toEqual(ledger.head());
  expect(again.verifyChain()).toBeUndefined();
  expect(again.pendingPublications()).toEqual([]);
});

test('the lines of events.ndjson are what a ledger is rebuilt from', () => {
  const ledger = openLedger(MEMORY);
  ledger.commit({
    events: [admitted('ä"\u2028€'), { type: 'RECOVERED', rolled_forward: ['a\nb'], discarded: [] }],
  });
  const bodies = eventsNdjson(ledger.events()).split('\n').slice(0, -1);
  expect(bodies).toHaveLength(2);
  expect(rebuildLedger({ ...MEMORY, bodies }).head()).toEqual(ledger.head());
});

test('a rebuilt ledger goes on where the log ends', () => {
  const ledger = openLedger(MEMORY);
  ledger.commit({ events: [admitted()] });
  const again = rebuilt(ledger);
  again.commit({ events: preflight(['EURUSD']) });
  expect(again.verifyChain()).toBeUndefined();
  expect(again.runs(ID)).toHaveLength(1);
});

describe('a log that was altered is refused with its first bad line', () => {
  const ledger = openLedger(MEMORY);
  ledger.commit({ events: [admitted(), ...preflight(['EURUSD'])] });
  const bodies = ledger.events().map(({ body }) => body);
  const changed = (i: number, body: string) => bodies.map((old, j) => (i === j ? body : old));
  test.each<[string, readonly string[], number]>([
    ['a changed byte', changed(1, (bodies[1] ?? '').replace('"test"', '"Test"')), 3],
    ['a missing line', [...bodies.slice(0, 1), ...bodies.slice(2)], 2],
    ['a missing beginning', bodies.slice(1), 1],
    ['a line twice', [...bodies.slice(0, 1), ...bodies], 2],
    ['a torn line', changed(3, (bodies[3] ?? '').slice(0, 50)), 4],
    ['an empty line', changed(0, ''), 1],
    ['another JSON', changed(0, 'null'), 1],
  ])('%s', (_, lines, seq) => {
    expect(() => rebuildLedger({ ...MEMORY, bodies: lines })).toThrow(
      expect.objectContaining({
        code: 'LEDGER_CHAIN_BROKEN',
        exitCode: 3,
        message: `event ${seq} was altered`,
      }),
    );
  });
});
