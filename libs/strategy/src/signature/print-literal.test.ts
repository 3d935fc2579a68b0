import { runInNewContext } from 'node:vm';
import { fc, test as check } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { parseSource } from '../semantic/parse-source.js';
import { readLiteral } from '../semantic/literal-value.js';
import { childOf, childrenOf, type AstNode } from '../semantic/ast-node.js';
import { canonicalValue, firstDifference, type JsonValue } from './canonical-value.js';
import { printLiteral, printString } from './print-literal.js';

/** The outside judge: the language itself reads the literal. */
function evaluated(literal: string): unknown {
  return JSON.parse(runInNewContext(`JSON.stringify((${literal}))`) as string);
}

async function read(literal: string): Promise<JsonValue> {
  const parsed = await parseSource(`export const x = ${literal} as const;`, 'x.ts');
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  const [statement] = childrenOf(parsed.value.program, 'body');
  const [declarator] = childrenOf(childOf(statement, 'declaration'), 'declarations');
  const reading = readLiteral(childOf(declarator, 'init') as AstNode);
  if (!reading.isLiteral) throw new Error(reading.offender.type);
  return reading.value;
}

check.prop([fc.jsonValue({ noUnicodeString: false })])(
  'a printed value is read back as the same value, by the language and by our reader',
  async (value) => {
    const canonical = canonicalValue(value);
    const literal = printLiteral(canonical);
    expect(evaluated(literal)).toEqual(JSON.parse(JSON.stringify(canonical)));
    expect(firstDifference(await read(literal), canonical)).toBeUndefined();
  },
);

check.prop([fc.string({ unit: 'binary' })])(
  'a printed string is one line of visible characters',
  (text) => {
    const printed = printString(text);
    expect(evaluated(printed)).toBe(JSON.parse(JSON.stringify(text)));
    expect(printed).not.toMatch(/[\p{Cc}\u2028\u2029\ufeff]/u);
  },
);

test.each([
  ['a quote', "it's", String.raw`'it\'s'`],
  ['a back-slash', 'a\\b', String.raw`'a\\b'`],
  ['a line separator', 'a\u2028b', String.raw`'a\u2028b'`],
  ['a lone surrogate', 'a\ud800', String.raw`'a\ud800'`],
  ['a pair of surrogates', '😀', `'😀'`],
  ['a right-to-left mark', 'a\u202eb', String.raw`'a\u202eb'`],
  ['text that looks like JSON', ': true, null', `': true, null'`],
])('%s is escaped where it has to be', (_name, text, printed) => {
  expect(printString(text)).toBe(printed);
});

test('keys are quoted only where they must be, and __proto__ stays a member', () => {
  const value = canonicalValue(JSON.parse('{"b-c": 1, "__proto__": 2, "a": {"1": []}}') as unknown);
  expect(printLiteral(value)).toBe(
    `{\n  ['__proto__']: 2,\n  a: {\n    '1': [],\n  },\n  'b-c': 1,\n}`,
  );
});

test('lists of scalars stay on one line while they fit', () => {
  expect(printLiteral([1, 'a', null])).toBe(`[1, 'a', null]`);
  const long = Array.from({ length: 30 }, (_, i) => `item-${i}`);
  expect(printLiteral(long).split('\n')).toHaveLength(32);
  expect(printLiteral([{ a: 1 }])).toBe('[\n  {\n    a: 1,\n  },\n]');
});

test.each([NaN, Infinity, undefined, () => 1, Symbol('x'), 1n])('%s has no literal', (value) => {
  expect(() => canonicalValue(value)).toThrow(RangeError);
});

test('the order of keys makes no difference, the order of lists does', () => {
  expect(firstDifference({ a: 1, b: [1, 2] }, { b: [1, 2], a: 1 })).toBeUndefined();
  expect(firstDifference({ b: [2, 1] }, { b: [1, 2] })).toEqual({
    path: 'b[0]',
    found: 2,
    expected: 1,
  });
  expect(firstDifference({}, { a: { b: 1 } })).toEqual({
    path: 'a',
    found: undefined,
    expected: { b: 1 },
  });
  expect(firstDifference([1], [1, 2])?.path).toBe('[1]');
  expect(firstDifference({}, [])?.path).toBe('');
});
