import { fc, test as property } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { formatPath, type DocumentPath } from './document-node.js';
import { GOOD, readAnything, readSample } from './testing/sample-schema.js';

test('values, keys and what is absent have places', () => {
  const { places } = readSample(`${GOOD}orders:\n  - side: long\n    level: 1\n`);
  const at = (...path: DocumentPath): string => {
    const [value, key] = [places.at(path), places.keyAt(path)];
    return `${value.line}:${value.column} ${key.line}:${key.column}`;
  };
  expect(at()).toBe('1:1 1:1');
  expect(at('symbols')).toBe('1:10 1:1');
  expect(at('symbols', 0)).toBe('1:11 1:11');
  expect(at('cross', 'slow')).toBe('5:9 5:3');
  expect(at('orders', 0, 'level')).toBe('8:12 8:5');
  // Absent: the key of the nearest thing above that was written.
  expect(at('cross', 'absent')).toBe('2:1 2:1');
  expect(at('cross', 'absent', 'deeper')).toBe('2:1 2:1');
  expect(at('symbols', 7)).toBe('1:1 1:1');
  expect(at('absent')).toBe('1:1 1:1');
  expect(places.at([])).toEqual({ file: 'a.txt', line: 1, column: 1 });
});

test('a file that is no text has places without lines', () => {
  const { places } = readSample(Uint8Array.of(0));
  expect(places.at(['a'])).toEqual({ file: 'a.txt' });
  expect(places.keyAt(['a'])).toEqual({ file: 'a.txt' });
});

test('canonical keys are the ones to ask for', () => {
  const { places } = readSample('Symbols: [A]\n', { keyAliases: (_, key) => key.toLowerCase() });
  expect(places.at(['symbols'])).toMatchObject({ line: 1, column: 10 });
});

test('a wrong value behind an alias is shown where it is used', () => {
  const { diagnostics } = readSample(`${GOOD}free: {a: &a soon}\nenabled: *a\n`);
  expect(diagnostics).toMatchObject([{ code: 'WRONG_TYPE', place: { line: 7, column: 10 } }]);
});

const plainWord = fc.stringMatching(/^[a-z]{1,8}$/);

property.prop([
  fc.dictionary(
    plainWord,
    fc.oneof(plainWord, fc.integer(), fc.array(fc.integer(), { minLength: 1 })),
  ),
  fc.constantFrom('yaml', 'json'),
])('at every place stands what the path names', (value, syntax) => {
  const text = JSON.stringify(value, null, 2);
  const lines = text.split('\n');
  const { places } = readAnything(text, syntax);
  for (const [key, member] of Object.entries(value)) {
    const [atKey, atValue] = [places.keyAt([key]), places.at([key])];
    expect(lines[(atKey.line ?? 0) - 1]?.slice((atKey.column ?? 0) - 1)).toMatch(`"${key}":`);
    const start = Array.isArray(member) ? '[' : JSON.stringify(member);
    expect(lines[(atValue.line ?? 0) - 1]?.slice((atValue.column ?? 0) - 1)).toMatch(start);
  }
});

test.each<[DocumentPath, string]>([
  [[], ''],
  [['a', 'b', 'c'], 'a.b.c'],
  [['symbols', 2], 'symbols[2]'],
  [['orders', 0, 'side'], 'orders[0].side'],
])('the path %j is written %j', (path, expected) => {
  expect(formatPath(path)).toBe(expected);
});
