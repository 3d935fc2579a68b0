import { sha256Hex } from '@assay/hashing';
import { describe, expect, test } from 'vitest';
import { auditLedger } from './audit-ledger.js';
import type { LedgerEvent } from './ledger-events.js';
import { openSqlite } from './sqlite.js';
import { admitted, FAMILY, fullReset, ID, preflight, wholeStory } from './testing/story.js';
import { openIn, temporaryLedger, temporaryWorkspace } from './testing/temporary-ledger.js';

/** A story whose runs are bound to rules and code, and indexed with a Sharpe ratio. */
function story(
  symbols: readonly string[],
  options: { readonly attempt?: number; readonly code?: string; readonly sharpe?: number } = {},
): LedgerEvent[] {
  const { attempt = 1, code = 'a', sharpe = 0.5 } = options;
  return wholeStory(symbols, attempt).map((event) => {
    if (event.type === 'INPUTS_BOUND') {
      const inputs = { directive: sha256Hex('rules'), strategy: sha256Hex(code) };
      return { ...event, runs: event.runs.map((run) => ({ ...run, inputs })) };
    }
    if (event.type !== 'RUN_ADVANCED' || !event.master_row) return event;
    return { ...event, master_row: { strategy_name: 'Breakout', sharpe_ratio: sharpe } };
  });
}

describe('trials', () => {
  test('a run that was executed counts, whether it was indexed or not', () => {
    const ledger = temporaryLedger();
    ledger.commit({ events: [admitted(), ...story(['EURUSD', 'USDJPY']).slice(0, -12)] });
    expect(ledger.trials(FAMILY).length).toBeGreaterThan(0);
    expect(ledger.trials('another family')).toEqual([]);
    expect(ledger.trials()).toEqual(ledger.trials(FAMILY));
  });

  test('a run that was only bound has shown nothing and does not count', () => {
    const ledger = temporaryLedger();
    ledger.commit({ events: [admitted(), ...preflight(['EURUSD'])] });
    expect(ledger.trials()).toEqual([]);
  });

  test('the same rules and code again are the same trial, with the newer Sharpe ratio', () => {
    const ledger = temporaryLedger();
    ledger.commit({ events: [admitted(), ...story(['EURUSD'])] });
    ledger.commit({ events: [fullReset(['EURUSD'], 'PORTFOLIO_COMPLETE', 'COMPLETE')] });
    ledger.commit({ events: story(['EURUSD'], { attempt: 2, sharpe: 0.7 }) });
    expect(ledger.trials(FAMILY)).toEqual([
      {
        family: FAMILY,
        symbol: 'EURUSD',
        trial_key: `${sha256Hex('rules')}+${sha256Hex('a')}`,
        directive_id: ID,
        outcome: 'TRADED',
        sharpe_ratio: 0.7,
        net_pnl: -3.25,
      },
    ]);
  });

  test('other code is another trial, and the superseded one still counts', () => {
    const ledger = temporaryLedger();
    ledger.commit({ events: [admitted(), ...story(['EURUSD'], { sharpe: -1 })] });
    ledger.commit({ events: [fullReset(['EURUSD'], 'PORTFOLIO_COMPLETE', 'COMPLETE')] });
    ledger.commit({ events: story(['EURUSD'], { attempt: 2, code: 'b' }) });
    expect(ledger.trials(FAMILY).map((trial) => trial.sharpe_ratio)).toEqual([-1, 0.5]);
  });

  test('a trial that cannot be named by rules and code is named by its run key', () => {
    const ledger = temporaryLedger();
    ledger.commit({ events: [admitted(), ...wholeStory(['EURUSD'])] });
    expect(ledger.trials(FAMILY)[0]?.trial_key).toBe(sha256Hex('EURUSD'));
  });

  test('an older ledger is brought up to date with the trials that its rows tell of', () => {
    const paths = temporaryWorkspace();
    const old = openIn(paths);
    const events = story(['EURUSD', 'USDJPY']).map((event) => {
      if (event.type !== 'INPUTS_BOUND') return event;
      const { family: _family, ...rest } = event;
      return rest;
    });
    old.commit({ events: [admitted(), ...events] });
    const counted = old.trials('Breakout');
    expect(counted.map(({ symbol }) => symbol)).toEqual(['EURUSD', 'USDJPY']);
    old.close();
    const database = openSqlite({ path: paths.database.absolute, readOnly: false, create: false });
    database.exec(
      'DROP TABLE trials; DROP TABLE moves; DROP TABLE promotions; ALTER TABLE attempts DROP COLUMN family;' +
        'ALTER TABLE master_rows DROP COLUMN reason;' +
        'ALTER TABLE portfolio_rows DROP COLUMN missing; PRAGMA user_version=1',
    );
    database.close();
    const migrated = openIn(paths);
    expect(migrated.trials('Breakout')).toEqual(counted);
    expect(() => auditLedger(migrated, 'ledger')).not.toThrow();
  });

  test('an altered trial is found', () => {
    const paths = temporaryWorkspace();
    const ledger = openIn(paths);
    ledger.commit({ events: [admitted(), ...story(['EURUSD'])] });
    ledger.close();
    const database = openSqlite({ path: paths.database.absolute, readOnly: false, create: false });
    database.exec('DELETE FROM trials');
    database.close();
    expect(() => auditLedger(openIn(paths), 'ledger')).toThrow(/trials/);
  });

  test('runs of one directive on two symbols are trials of their own', () => {
    const ledger = temporaryLedger();
    ledger.commit({ events: [admitted(), ...story(['EURUSD', 'USDJPY'])] });
    expect(new Set(ledger.trials(FAMILY).map(({ trial_key }) => trial_key)).size).toBe(1);
    expect(ledger.trials(FAMILY)).toHaveLength(2);
  });
});
