import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';
import { readResult, writeResult } from './result-text.js';

const finite = fc.double({ noNaN: true, noDefaultInfinity: true }).filter((x) => !Object.is(x, -0));

test.prop([fc.array(finite), finite])('a result read back has the same bits', (values, single) => {
  const result = { nested: [{ column: Float64Array.from(values) }], single, text: 'a', none: null };
  const back = readResult<typeof result>(writeResult(result));
  expect(back).toEqual(result);
  expect(back.nested[0]?.column).toBeInstanceOf(Float64Array);
});

test('a number that JSON cannot hold is refused instead of becoming null', () => {
  expect(() => writeResult({ sharpe: Infinity })).toThrow(/result\.sharpe/);
  expect(() => writeResult({ column: Float64Array.of(1, NaN) })).toThrow(/result\.column/);
});
