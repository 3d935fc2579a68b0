import { describe, expect, test } from 'vitest';
import { auditLedger } from './audit-ledger.js';
import type { Ledger } from './ledger.js';
import { openSqlite } from './sqlite.js';
import {
  admitted,
  demoted,
  fullReset,
  ID,
  preflight,
  promoted,
  reinstated,
  retired,
  wholeStory,
} from './testing/story.js';
import { openIn, temporaryLedger, temporaryWorkspace } from './testing/temporary-ledger.js';

function completed(): Ledger {
  const ledger = temporaryLedger();
  ledger.commit({ events: [admitted(), ...wholeStory(['EURUSD', 'USDJPY'])] });
  return ledger;
}

function rowsOf(ledger: Ledger) {
  return ledger.masterRows();
}

describe('a promotion', () => {
  test('says which attempt is under watch, since when, by whom and why', () => {
    const ledger = completed();
    ledger.commit({ events: [promoted()] });
    const promotion = {
      directive_id: ID,
      attempt: 1,
      promoted_at: '2026-01-31T09:08:07.006Z',
      actor: 'test',
      reason: 'it held up',
    };
    expect(ledger.promotions()).toEqual([promotion]);
    expect(ledger.promotion(ID)).toEqual(promotion);
  });

  test('ends with a demotion and may begin again', () => {
    const ledger = completed();
    ledger.commit({ events: [promoted(), demoted()] });
    expect(ledger.promotions()).toEqual([]);
    ledger.commit({ events: [promoted()] });
    expect(ledger.promotion(ID)).toMatchObject({ attempt: 1 });
  });

  test.each([
    ['a directive on its way', [admitted(), ...preflight(['EURUSD'])], 'DIRECTIVE_NOT_COMPLETE'],
    ['a promoted one', [admitted(), ...wholeStory(['EURUSD']), promoted()], 'DIRECTIVE_PROMOTED'],
    ['one that nobody knows', [], 'ILLEGAL_TRANSITION'],
  ])('is refused for %s', (_what, before, code) => {
    const ledger = temporaryLedger();
    ledger.commit({ events: before });
    const count = ledger.promotions().length;
    expect(() => ledger.commit({ events: [promoted()] })).toThrow(
      expect.objectContaining({ code }),
    );
    expect(ledger.promotions()).toHaveLength(count);
  });

  test.each([
    ['a demotion without one', [demoted()]],
    ['a demotion of another attempt', [promoted(), demoted(2)]],
  ])('%s is refused', (_what, events) => {
    expect(() => completed().commit({ events })).toThrow(
      expect.objectContaining({ code: 'DIRECTIVE_NOT_PROMOTED' }),
    );
  });
});

describe('a directive under watch', () => {
  const PROMOTED = expect.objectContaining({ code: 'DIRECTIVE_PROMOTED' }) as Error;

  test('is not reset, and can be once it is demoted', () => {
    const ledger = completed();
    ledger.commit({ events: [promoted()] });
    const reset = fullReset(['EURUSD', 'USDJPY'], 'PORTFOLIO_COMPLETE', 'COMPLETE');
    expect(() => ledger.commit({ events: [reset] })).toThrow(PROMOTED);
    expect(ledger.directive(ID)).toMatchObject({ attempt: 1, state: 'PORTFOLIO_COMPLETE' });
    ledger.commit({ events: [demoted(), reset] });
    expect(ledger.directive(ID)).toMatchObject({ attempt: 2, state: 'INITIALIZED' });
  });

  test('is not withdrawn from the sheet; that a capsule is gone is recorded all the same', () => {
    const ledger = completed();
    ledger.commit({ events: [promoted()] });
    const [first] = rowsOf(ledger);
    if (!first) throw new Error('the story has rows');
    expect(() => ledger.commit({ events: retired(first, false) })).toThrow(PROMOTED);
    ledger.commit({ events: retired(first, true) });
    expect(rowsOf(ledger)).toHaveLength(1);
    ledger.commit({ events: [reinstated(first, 'current')] });
    expect(rowsOf(ledger)).toHaveLength(2);
  });
});

test('a promotion that was added or removed behind the log is found', () => {
  const paths = temporaryWorkspace();
  const ledger = openIn(paths);
  ledger.commit({ events: [admitted(), ...wholeStory(['EURUSD']), promoted()] });
  ledger.close();
  const database = openSqlite({ path: paths.database.absolute, readOnly: false, create: false });
  database.exec('DELETE FROM promotions');
  database.close();
  expect(() => auditLedger(openIn(paths), 'ledger')).toThrow(/promotions/);
});
