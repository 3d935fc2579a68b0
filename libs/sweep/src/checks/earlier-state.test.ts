import { describe, expect, test } from 'vitest';
import { isEarlierState } from './earlier-state.js';

const at = '2026-01-31T09:08:07.006Z';
const NOW = {
  run_id: '0011223344556677',
  directive_id: 'D',
  symbol: 'EURUSD',
  attempt: 2,
  current_state: 'STAGE_1_COMPLETE',
  history: [
    { from: 'IDLE', to: 'PREFLIGHT_COMPLETE', at },
    { from: 'PREFLIGHT_COMPLETE', to: 'STAGE_1_COMPLETE', at },
  ],
};
const isEarlier = isEarlierState(JSON.stringify(NOW));
const written = (change: object) => JSON.stringify({ ...NOW, ...change });

describe('a state file that differs', () => {
  test.each([
    [
      'the beginning of the same history',
      { history: NOW.history.slice(0, 1), current_state: 'PREFLIGHT_COMPLETE' },
    ],
    ['no history yet', { history: [], current_state: 'IDLE' }],
    ['an earlier attempt', { attempt: 1, history: [], current_state: 'FAILED' }],
  ])('lags when it tells %s', (_what, change) => {
    expect(isEarlier(written(change))).toBe(true);
  });

  test.each([
    ['another state with the same history', { current_state: 'COMPLETE' }],
    [
      'a state that its history does not end in',
      { history: NOW.history.slice(0, 1), current_state: 'COMPLETE' },
    ],
    [
      'another history',
      { history: [{ from: 'IDLE', to: 'COMPLETE', at }], current_state: 'COMPLETE' },
    ],
    ['more than has happened', { history: [...NOW.history, NOW.history[0]] }],
    ['a later attempt', { attempt: 3, history: [] }],
    ['another run', { run_id: 'ffffffffffffffff', attempt: 1 }],
    ['no history at all', { history: null }],
  ])('was edited when it tells %s', (_what, change) => {
    expect(isEarlier(written(change))).toBe(false);
  });

  test.each(['', 'null', '[]', '{"attempt":1}', '{torn'])(
    'was edited when it is no state: %s',
    (text) => {
      expect(isEarlier(text)).toBe(false);
    },
  );
});
