import { describe, expect, test } from 'vitest';
import { formatKillPlan, parseKillPlan, parseKillPoint } from './kill-point.js';

describe('a kill as a failure prints it', () => {
  test.each([
    'main:137',
    'worker:12',
    'main:40:torn',
    'ms:350',
    'ms:0:SIGTERM',
    'main:1+main:9+worker:2',
  ])('%s is read back as it was written', (text) => {
    const plan = parseKillPlan(text);
    expect(plan && formatKillPlan(plan)).toBe(text);
  });

  test('a bare number is a step of the main thread', () => {
    expect(parseKillPoint('137')).toEqual({
      kind: 'step',
      thread: 'main',
      step: 137,
      how: 'before',
    });
  });

  test.each(['', '0', 'main', 'main:0', 'ms:-1', 'ms:1:SIGHUP', '1+', '+1', 'main:1:half'])(
    '"%s" is none',
    (text) => {
      expect(parseKillPlan(text)).toBeUndefined();
    },
  );
});
