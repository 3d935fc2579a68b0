import { describe, expect, test } from 'vitest';
import type { Ledger } from './ledger.js';
import { auditLedger } from './audit-ledger.js';
import {
  admitted,
  fullReset,
  ID,
  reinstated,
  retired,
  runIdOf,
  wholeStory,
} from './testing/story.js';
import { temporaryLedger } from './testing/temporary-ledger.js';

function completed(): Ledger {
  const ledger = temporaryLedger();
  ledger.commit({ events: [admitted(), ...wholeStory(['EURUSD', 'USDJPY'])] });
  return ledger;
}

function rowOf(ledger: Ledger, symbol: string) {
  const row = ledger.masterRows({ status: 'all' }).find((one) => one.symbol === symbol);
  if (!row) throw new Error(`no row of ${symbol}`);
  return row;
}

describe('a retired row', () => {
  test('stays in the ledger with its reason and is no longer current', () => {
    const ledger = completed();
    ledger.commit({ events: retired(rowOf(ledger, 'EURUSD'), false) });
    expect(ledger.masterRows().map(({ symbol }) => symbol)).toEqual(['USDJPY']);
    expect(rowOf(ledger, 'EURUSD')).toMatchObject({ status: 'retired', reason: 'withdrawn' });
  });

  test('leaves portfolios whole when it was withdrawn, incomplete when its capsule is gone', () => {
    const ledger = completed();
    ledger.commit({ events: retired(rowOf(ledger, 'EURUSD'), false) });
    expect(ledger.portfolioRows()).toMatchObject([{ missing: [] }]);
    ledger.commit({ events: retired(rowOf(ledger, 'USDJPY'), true) });
    expect(ledger.portfolioRows()).toMatchObject([{ missing: [runIdOf('USDJPY')] }]);
  });

  test('may have been superseded before; then it goes back to that', () => {
    const ledger = completed();
    ledger.commit({ events: [fullReset(['EURUSD', 'USDJPY'], 'PORTFOLIO_COMPLETE', 'COMPLETE')] });
    ledger.commit({ events: retired(rowOf(ledger, 'EURUSD')) });
    expect(ledger.portfolioRows({ status: 'superseded' })).toMatchObject([
      { missing: [runIdOf('EURUSD')] },
    ]);
    ledger.commit({ events: [reinstated(rowOf(ledger, 'EURUSD'), 'superseded')] });
    expect(rowOf(ledger, 'EURUSD')).toMatchObject({ status: 'superseded', reason: null });
    expect(ledger.portfolioRows({ status: 'superseded' })).toMatchObject([{ missing: [] }]);
  });

  test('is not put back over a newer current row', () => {
    const ledger = completed();
    const row = rowOf(ledger, 'EURUSD');
    ledger.commit({ events: retired(row) });
    ledger.commit({ events: [fullReset(['EURUSD', 'USDJPY'], 'PORTFOLIO_COMPLETE', 'COMPLETE')] });
    ledger.commit({ events: wholeStory(['EURUSD', 'USDJPY'], 2) });
    expect(() => ledger.commit({ events: [reinstated(row, 'current')] })).toThrow(
      expect.objectContaining({ code: 'INDEX_CONFLICT' }),
    );
    ledger.commit({ events: [reinstated(row, 'superseded')] });
    expect(ledger.masterRows({ status: 'retired' })).toEqual([]);
  });

  test('is named by row, directive, symbol and run, all four, and by where it stands', () => {
    const ledger = completed();
    const row = rowOf(ledger, 'EURUSD');
    const before = ledger.head();
    for (const wrong of [
      { ...row, row: 9 },
      { ...row, directive_id: 'Other' },
      { ...row, symbol: 'USDJPY' },
      { ...row, run_id: runIdOf('USDJPY') },
      { ...row, status: 'superseded' as const },
    ]) {
      expect(() => ledger.commit({ events: retired(wrong) })).toThrow(RangeError);
    }
    expect(() => ledger.commit({ events: [reinstated(row, 'current')] })).toThrow(RangeError);
    expect(ledger.head()).toEqual(before);
  });

  test('that an editor of the database puts back is found', () => {
    const ledger = completed();
    ledger.commit({ events: retired(rowOf(ledger, 'EURUSD')) });
    expect(() => auditLedger(ledger, 'ledger')).not.toThrow();
    expect(ledger.directive(ID)?.state).toBe('PORTFOLIO_COMPLETE');
  });
});
