import { join } from 'node:path';
import { fixedClock } from '@assay/core';
import { openLedger } from '@assay/ledger';
import { onTestFinished, expect, test } from 'vitest';
import { emptyWorkspace, NOW_MS } from '../testing/ops-context.js';
import { lookWhileStill } from './still-ledger.js';

/** A ledger with one event, somebody who writes to it, and somebody who looks. */
function ledgers() {
  const path = join(emptyWorkspace(), '.assay', 'assay.db');
  const clock = fixedClock(NOW_MS);
  const writer = openLedger({ path, clock, actor: 'writer', create: true });
  const write = (): void => {
    writer.commit({ events: [{ type: 'RECOVERED', rolled_forward: [], discarded: [] }] });
  };
  write();
  const reader = openLedger({ path, clock, actor: 'reader', readOnly: true });
  onTestFinished(() => {
    reader.close();
    writer.close();
  });
  return { reader, write };
}

test('a look that nobody disturbed counts at once, sound or not', () => {
  const { reader } = ledgers();
  let looks = 0;
  expect(
    lookWhileStill(
      reader,
      () => (looks += 1),
      () => false,
    ),
  ).toBe(1);
  const fail = (): never => {
    looks += 1;
    throw new Error('broken');
  };
  expect(() => lookWhileStill(reader, fail, () => true)).toThrow('broken');
  expect(looks).toBe(2);
});

test('what a commit disturbed is looked at again, whether it threw or found something', () => {
  for (const how of ['throws', 'finds']) {
    const { reader, write } = ledgers();
    let looks = 0;
    const look = (): string => {
      looks += 1;
      if (looks > 2) return 'sound';
      write();
      if (how === 'throws') throw new Error('rows of two moments');
      return 'contradiction';
    };
    expect(lookWhileStill(reader, look, (seen) => seen === 'sound')).toBe('sound');
    expect(looks).toBe(3);
  }
});

test('somebody who never stops writing does not keep a look going for ever', () => {
  const { reader, write } = ledgers();
  let looks = 0;
  const look = (): never => {
    looks += 1;
    write();
    throw new Error('always');
  };
  expect(() => lookWhileStill(reader, look, () => true)).toThrow('always');
  expect(looks).toBe(5);
});
