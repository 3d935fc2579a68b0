import { expect, test } from 'vitest';
import { sweepId, sweepInstant } from './sweep-id.js';

test('a sweep is named by its instant and its plan, and tells its instant again', () => {
  const at = Date.UTC(2026, 0, 31, 9, 8, 7, 6);
  const id = sweepId(at, '1a2b3c4d5e6f');
  expect(id).toBe('20260131T090807006Z-1a2b3c4d');
  expect(sweepInstant(id)).toBe(at);
});

test.each(['', 'mine', '20260131T090807006Z', '20260131T090807006Z-xyz', '2026-1a2b3c4d'])(
  'a folder that is named otherwise is no sweep: %s',
  (name) => {
    expect(sweepInstant(name)).toBeUndefined();
  },
);
