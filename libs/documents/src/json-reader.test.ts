import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { plainValue } from './document-node.js';
import { readJson } from './json-reader.js';

/** What JSON.parse makes of a text: a judge that is not ours. */
function judge(text: string): { readonly value?: unknown; readonly refused: boolean } {
  try {
    return { value: JSON.parse(text) as unknown, refused: false };
  } catch {
    return { refused: true };
  }
}

function compare(text: string): void {
  const expected = judge(text);
  const { node } = readJson(text);
  // An empty file is an empty document rather than a syntax error.
  if (text.trim() === '') return;
  expect(`${text}: ${node === undefined}`).toBe(`${text}: ${expected.refused}`);
  if (node) expect(JSON.stringify(plainValue(node))).toBe(JSON.stringify(expected.value));
}

describe('the JSON reader and JSON.parse', () => {
  property.prop([fc.json()])('agree on JSON', compare);

  property.prop([fc.json(), fc.nat(), fc.constantFrom(...'{}[],:"\\0123456789.eE+-tfnul \n\tx')])(
    'agree on JSON with one character changed',
    (text, at, char) => {
      const i = at % text.length;
      const changed = text.slice(0, i) + char + text.slice(i + 1);
      // One key may have become equal to another: then ours keeps the first, for its diagnostic.
      fc.pre(!/"(\w*)":.*"\1":/.test(changed));
      compare(changed);
    },
  );

  property.prop([fc.string({ unit: fc.constantFrom(...'{}[],:"\\01.eE+-tfnrueals \n\tx') })])(
    'agree on scraps of JSON',
    compare,
  );

  test.each([
    '01',
    '1.',
    '.5',
    '+1',
    '1e',
    '-',
    '0x1',
    'NaN',
    'Infinity',
    "'a'",
    '"a',
    '"\\x"',
    '"\\u12"',
    '"\t"',
    '[1,]',
    '[,1]',
    '[1 2]',
    '{"a":1,}',
    '{a:1}',
    '{"a"}',
    '{"a":}',
    '{"a" 1}',
    'tru',
    'nulll',
    '[1]]',
    '// c\n1',
    '1 2',
    '"\\ud800"',
    '-0',
    '1E400',
    '{"":0}',
    '"\\/"',
    ' [ ] ',
    '{ }',
    '[[[]]]',
  ])('agree on %j', compare);
});

describe('a syntax error', () => {
  test.each([
    ['{"a": 1,}', 8, 'a key is missing'],
    ['{"a": 1 "b": 2}', 8, 'a mapping is not closed'],
    ['{"a" 1}', 5, 'a colon is missing after a key'],
    ['{"a": }', 6, 'a value is missing or malformed'],
    ['[1', 2, 'a list is not closed'],
    ['{} {}', 3, 'something follows the document'],
    ['{"a": "b', 6, 'a text is not closed or has an unknown escape'],
    ['// comment', 0, 'a value is missing or malformed'],
  ])('%j is shown where it is', (text, offset, message) => {
    expect(readJson(text).problems).toMatchObject([{ offset, message }]);
  });

  test('more values than a document may have are refused', () => {
    expect(readJson(`[${'1,'.repeat(100_001)}1]`).problems).toMatchObject([
      { message: 'the file has too many values' },
    ]);
  });
});
