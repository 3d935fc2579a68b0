import { describe, expect, test } from 'vitest';
import { EXPORT_TABLES, exportTable } from './export-table.js';
import {
  auditLogs,
  runAuditLog,
  directiveStateView,
  eventsNdjson,
  runStateView,
} from './ledger-views.js';
import type { Ledger } from './ledger.js';
import { openLedger } from './open-ledger.js';
import { admitted, fullReset, ID, promoted, runIdOf, sealed, wholeStory } from './testing/story.js';
import { NOW } from './testing/temporary-ledger.js';

const AT = '2026-01-31T09:08:07.006Z';

function storyLedger(): Ledger {
  const ledger = openLedger({ path: ':memory:', clock: NOW, actor: 'test' });
  ledger.commit({ events: [admitted(), ...wholeStory(['USDJPY', 'EURUSD'])] });
  return ledger;
}

test('run_state.json says what the ledger says, in the order of the document', () => {
  const [run] = storyLedger().runs(ID);
  if (!run) throw new Error('the story has runs');
  const view = JSON.parse(runStateView(run)) as Record<string, unknown>;
  expect(Object.entries(view).slice(0, 6)).toEqual([
    ['run_id', runIdOf('USDJPY')],
    ['directive_id', ID],
    ['symbol', 'USDJPY'],
    ['attempt', 1],
    ['current_state', 'COMPLETE'],
    ['outcome', 'TRADED'],
  ]);
  expect(view['history']).toHaveLength(7);
  expect(view['last_updated']).toBe(AT);
  expect(runStateView(run).endsWith('}\n')).toBe(true);
});

test('directive_state.json names the runs of the live attempt by symbol, in order of binding', () => {
  const ledger = storyLedger();
  const directive = ledger.directive(ID);
  if (!directive) throw new Error('the story has a directive');
  const view = JSON.parse(directiveStateView(directive, ledger.runs(ID))) as Record<
    string,
    unknown
  >;
  expect(view).toMatchObject({
    directive_id: ID,
    attempt: 1,
    current_state: 'PORTFOLIO_COMPLETE',
    last_updated: AT,
  });
  expect(Object.entries(view['runs'] as object)).toEqual([
    ['USDJPY', runIdOf('USDJPY')],
    ['EURUSD', runIdOf('EURUSD')],
  ]);
  expect(Object.keys(view)).toEqual([
    'directive_id',
    'attempt',
    'current_state',
    'runs',
    'inputs',
    'history',
    'last_updated',
  ]);
});

test('an audit log has one JSON line for each event, with time, actor and details', () => {
  const ledger = storyLedger();
  const lines = auditLogs(ledger.events({ subject: ID })).directive.split('\n');
  expect(lines.at(-1)).toBe('');
  expect(lines).toHaveLength(ledger.head().seq + 1);
  expect(JSON.parse(lines[0] ?? '')).toEqual({
    seq: 1,
    timestamp: AT,
    event: 'DIRECTIVE_ADMITTED',
    actor: 'test',
    details: { directive_id: ID },
  });
});

test('the audit log of a run has what names it: its binding, its steps, its reset; nothing of others', () => {
  const ledger = storyLedger();
  ledger.commit({ events: [fullReset(['USDJPY', 'EURUSD'], 'PORTFOLIO_COMPLETE', 'COMPLETE')] });
  const log = auditLogs(ledger.events()).runs.get(runIdOf('EURUSD')) ?? '';
  expect(log).not.toContain(runIdOf('USDJPY'));
  expect(log).not.toContain('"sources"');
  const types = log
    .split('\n')
    .slice(0, -1)
    .map((line) => (JSON.parse(line) as { event: string }).event);
  expect(types).toEqual([
    'INPUTS_BOUND',
    ...Array<string>(7).fill('RUN_ADVANCED'),
    'DIRECTIVE_RESET',
  ]);
});

test('the audit log of one run is the same whether it is asked for alone or with all', () => {
  const ledger = storyLedger();
  const all = auditLogs(ledger.eventsOf(ID)).runs;
  expect(all.size).toBeGreaterThan(1);
  for (const [runId, log] of all) {
    expect(runAuditLog(ledger.eventsOf(ID), runId)).toBe(log);
    expect(auditLogs(ledger.eventsOf(ID), new Set([runId])).runs).toEqual(new Map([[runId, log]]));
  }
});

test('an audit log only grows', () => {
  const ledger = storyLedger();
  const before = auditLogs(ledger.events()).directive;
  const log = eventsNdjson(ledger.events());
  ledger.commit({
    events: [{ type: 'DIRECTIVE_BLOCKED', directive_id: ID, token: 't', diagnostics: [] }],
  });
  expect(auditLogs(ledger.events()).directive.startsWith(before)).toBe(true);
  expect(eventsNdjson(ledger.events())).toBe(
    log + eventsNdjson(ledger.events({ afterSeq: ledger.head().seq - 1 })),
  );
});

describe('exports', () => {
  test.each(EXPORT_TABLES)(
    'every row of %s has a value for every column, and plain values only',
    (table) => {
      const ledger = storyLedger();
      ledger.commit({ events: [promoted()] });
      const { columns, rows } = exportTable(ledger, table);
      expect(rows.length).toBeGreaterThan(0);
      expect(new Set(columns).size).toBe(columns.length);
      for (const row of rows) {
        expect(row).toHaveLength(columns.length);
        for (const value of row)
          expect(['string', 'number', 'boolean', 'object']).toContain(typeof value);
        expect(row.some((value) => typeof value === 'object' && value !== null)).toBe(false);
      }
    },
  );

  test.each(EXPORT_TABLES)('an empty %s has columns and no rows', (table) => {
    const empty = exportTable(openLedger({ path: ':memory:', clock: NOW, actor: 'test' }), table);
    expect(empty.columns.length).toBeGreaterThan(1);
    expect(empty.rows).toEqual([]);
  });

  test('values of master rows are columns; superseded rows and columns of older versions stay', () => {
    const ledger = storyLedger();
    const { columns, rows } = exportTable(ledger, 'master_rows');
    expect(columns).toEqual([
      'row',
      'directive_id',
      'symbol',
      'run_id',
      'attempt',
      'status',
      'reason',
      'none',
      'ok',
      'value.row',
      'strategy',
    ]);
    expect(rows[0]).toEqual([
      1,
      ID,
      'USDJPY',
      runIdOf('USDJPY'),
      1,
      'current',
      null,
      null,
      true,
      1,
      'USDJPY',
    ]);
    ledger.commit({ events: [fullReset(['USDJPY', 'EURUSD'], 'PORTFOLIO_COMPLETE', 'COMPLETE')] });
    expect(exportTable(ledger, 'master_rows').rows.map((row) => row[5])).toEqual([
      'superseded',
      'superseded',
    ]);
  });

  test('events are exported with what chains them', () => {
    const ledger = storyLedger();
    const { columns, rows } = exportTable(ledger, 'events');
    expect(columns).toEqual([
      'seq',
      'at',
      'actor',
      'type',
      'subject',
      'payload',
      'prev_hash',
      'hash',
    ]);
    expect(rows.at(-1)?.at(-1)).toBe(ledger.head().hash);
    expect(sealed().type).toBe(rows.at(-2)?.[3]);
  });
});

describe('what is remembered about views', () => {
  test('a view is known by what was last written, and can be stale', () => {
    const ledger = openLedger({ path: ':memory:', clock: NOW, actor: 'test' });
    expect(ledger.view('a')).toBeUndefined();
    ledger.recordView('b', 'h1', true);
    ledger.recordView('a', 'h2', true);
    ledger.recordView('c', 'h3', false);
    expect(ledger.staleViews()).toEqual(['a', 'b']);
    ledger.recordView('a', 'h4', false);
    expect(ledger.view('a')).toEqual({ sha256: 'h4', stale: false });
    expect(ledger.staleViews()).toEqual(['b']);
  });

  test('events can be read from a place on, of one subject, so many', () => {
    const ledger = storyLedger();
    ledger.commit({ events: [{ type: 'LOCK_TAKEN_OVER', holder: 'x' }, admitted('Other')] });
    const { seq } = ledger.head();
    expect(ledger.events({ afterSeq: seq - 2 }).map((event) => event.subject)).toEqual([
      '@workspace',
      'Other',
    ]);
    expect(ledger.events({ subject: '@workspace' })).toHaveLength(1);
    expect(ledger.events({ limit: 3 }).map((event) => event.seq)).toEqual([1, 2, 3]);
    expect(ledger.events({ afterSeq: seq })).toEqual([]);
  });
});
