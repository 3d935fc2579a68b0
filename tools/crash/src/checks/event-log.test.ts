import { describe, expect, test } from 'vitest';
import { brokenLink, logProblem, parseEvents, repeatedCommits } from './event-log.js';
import { sha256 } from './workspace-tree.js';

type Event = readonly [type: string, payload: Readonly<Record<string, unknown>>];

function logOf(events: readonly Event[]): string {
  let previous = '0'.repeat(64);
  const lines = events.map(([type, payload], index) => {
    const line = JSON.stringify({ payload, prev_hash: previous, seq: index + 1, type });
    previous = sha256(line);
    return line;
  });
  return lines.map((line) => `${line}\n`).join('');
}

const advance = (run: string, to: string, attempt = 1): Event => [
  'RUN_ADVANCED',
  { run_id: run, attempt, to },
];
const LOG = logOf([advance('a', 'STAGE_1'), advance('b', 'STAGE_1'), advance('a', 'STAGE_2')]);

describe('the chain, by hand', () => {
  test('of an untouched log is whole, that of none too', () => {
    expect(brokenLink(LOG)).toBeUndefined();
    expect(brokenLink('')).toBeUndefined();
  });

  test.each([
    ['a byte of an event', LOG.replace('"a"', '"x"'), 'event 2 does not follow from event 1'],
    ['an event taken away', LOG.split('\n').slice(1).join('\n'), 'event 2 stands where 1 should'],
    ['an event doubled', LOG + (LOG.split('\n')[2] ?? ''), 'event 3 stands where 4 should'],
  ])('breaks at %s', (_, text, problem) => {
    expect(brokenLink(text)).toBe(problem);
  });
});

describe('the readable log beside the table of the ledger', () => {
  const rows = LOG.trimEnd()
    .split('\n')
    .map((line, index) => ({ seq: index + 1, hash: sha256(line) }));

  test('agrees when every line has the hash of its row', () => {
    expect(logProblem(LOG, JSON.stringify(rows))).toBeUndefined();
  });

  test('that lags, or says something else, is named', () => {
    expect(logProblem(LOG, JSON.stringify([...rows, rows[0]]))).toBe(
      '4 events in the ledger, 3 in its readable log',
    );
    const other = rows.map((row) => (row.seq === 2 ? { seq: 2, hash: 'x' } : row));
    expect(logProblem(LOG, JSON.stringify(other))).toContain('event 2 differs');
  });
});

describe('a transition', () => {
  const repeated = (...events: readonly Event[]) => repeatedCommits(parseEvents(logOf(events)));

  test('of a run that is committed twice in one attempt is found', () => {
    expect(repeated(advance('a', 'S'), advance('b', 'S'), advance('a', 'S'))).toEqual(['a 1 S']);
  });

  test('of a directive is found too', () => {
    const event: Event = ['DIRECTIVE_ADVANCED', { directive_id: 'Cross', attempt: 1, to: 'P' }];
    expect(repeated(event, event)).toEqual(['Cross 1 P']);
  });

  test('is allowed again in another attempt, and for what a reset archived', () => {
    const reset: Event = [
      'DIRECTIVE_RESET',
      { directive_id: 'Cross', archived_runs: [{ run_id: 'a' }] },
    ];
    expect(repeated(advance('a', 'S'), advance('a', 'S', 2))).toEqual([]);
    expect(repeated(advance('a', 'S'), reset, advance('a', 'S'))).toEqual([]);
    expect(repeated(advance('b', 'S'), reset, advance('b', 'S'))).toEqual(['b 1 S']);
  });
});
