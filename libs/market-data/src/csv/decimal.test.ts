import { fc, test as propertyTest } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { ByteCursor } from './byte-cursor.js';
import { readDecimal } from './decimal.js';

function read(text: string, behind = ',7'): { value: number; rest: string; failed: boolean } {
  const cursor = new ByteCursor(Buffer.from(text + behind, 'latin1'), 0);
  const value = readDecimal(cursor);
  return { value, rest: (text + behind).slice(cursor.at), failed: cursor.failed };
}

describe('a decimal cell', () => {
  test.each([
    '0',
    '-0',
    '1',
    '1.09342',
    '-1.5',
    '+2.5',
    '.5',
    '1.',
    '00012.50',
    '74.41159999999999',
    '1e5',
    '1.5E-7',
    '9007199254740991',
    '9007199254740992',
    '9007199254740993',
    '0.1234567890123456789',
    '123456789012345678901',
    '103428.00000000001',
    '1e400',
    '-1e400',
    '4.9e-324',
    '0.00000000000000000000001',
    '8.41e21',
  ])('%s has the value that Number gives it', (text) => {
    expect(read(text)).toEqual({ value: Number(text), rest: ',7', failed: false });
  });

  propertyTest.prop([
    fc.nat({ max: 99_999_999 }),
    fc.stringMatching(/^[0-9]{0,22}$/),
    fc.boolean(),
  ])('is correctly rounded, whatever its digits', (whole, fraction, negative) => {
    const text = `${negative ? '-' : ''}${whole}.${fraction}`;
    expect(Object.is(read(text).value, Number(text))).toBe(true);
  });

  propertyTest.prop([fc.double({ noDefaultInfinity: true, noNaN: true })])(
    'reads back what String writes',
    (value) => {
      expect(Object.is(read(String(value)).value, Number(String(value)))).toBe(true);
    },
  );

  test.each([
    ['nan', NaN],
    ['NaN', NaN],
    ['inf', Infinity],
    ['-Infinity', -Infinity],
    ['+INF', Infinity],
  ])('%s is a number: whether it may stand there is for the quality gate', (text, value) => {
    expect(read(text)).toEqual({ value, rest: ',7', failed: false });
  });

  test.each([
    '',
    '-',
    '.',
    '1.2.3',
    '1 ',
    ' 1',
    '0x10',
    '1e',
    'e5',
    '1_000',
    '--1',
    '1d',
    'na',
    'infinite',
    '१',
  ])('"%s" is no number, and the cursor stands behind it', (text) => {
    expect(read(text)).toMatchObject({ rest: ',7', failed: true });
  });

  test.each([',x', '\n', '\r\n', ''])(
    'ends at a comma, a line end or the end of the file: %j',
    (behind) => {
      expect(read('1.25', behind)).toEqual({ value: 1.25, rest: behind, failed: false });
      expect(read('1.25e1', behind)).toEqual({ value: 12.5, rest: behind, failed: false });
    },
  );
});
