import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';
import { runIdOf, runKeyOf } from './run-key.js';

const hash = fc.stringMatching(/^[0-9a-f]{8}$/);
const inputs = fc.dictionary(fc.stringMatching(/^[a-z_]{1,12}$/), hash, { minKeys: 1, maxKeys: 8 });

test('the id is the first sixteen hex characters of the key', () => {
  const key = runKeyOf({ directiveId: 'A', symbol: 'EURUSD', inputs: { data: 'x' } });
  expect(key).toMatch(/^[0-9a-f]{64}$/);
  expect(runIdOf(key)).toBe(key.slice(0, 16));
});

test.prop([inputs])('the order in which inputs are named does not count', (named) => {
  const reversed = Object.fromEntries(Object.entries(named).reverse());
  const identity = { directiveId: 'A', symbol: 'EURUSD' };
  expect(runKeyOf({ ...identity, inputs: reversed })).toBe(
    runKeyOf({ ...identity, inputs: named }),
  );
});

test.prop([inputs, hash])(
  'one changed input, symbol or directive gives another key',
  (named, other) => {
    const [name] = Object.keys(named);
    if (name === undefined || named[name] === other) return;
    const identity = { directiveId: 'A', symbol: 'EURUSD', inputs: named };
    const key = runKeyOf(identity);
    expect(runKeyOf({ ...identity, inputs: { ...named, [name]: other } })).not.toBe(key);
    expect(runKeyOf({ ...identity, symbol: 'GBPUSD' })).not.toBe(key);
    expect(runKeyOf({ ...identity, directiveId: 'B' })).not.toBe(key);
  },
);
