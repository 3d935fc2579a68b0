import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { innerSchema, kindsOf, knownKeys, listedTexts, schemasAt } from './schema-walk.js';
import { describeSchemas, names } from './schema-words.js';

const letters = [...'abcdefghijklmnop'];

describe('what a schema accepts, in words', () => {
  test.each<[string, z.core.$ZodType]>([
    ['a text', z.string()],
    ['a text that is not empty', z.string().min(1)],
    ['a text of 3 characters or more of at most 5 characters', z.string().min(3).max(5)],
    ['a text of 3 characters', z.string().length(3)],
    ['a text matching /^x$/', z.string().regex(/^x$/)],
    ['a currency', z.string().regex(/^[A-Z]{3}$/, 'a currency')],
    ['a word', z.string({ error: 'a word' })],
    ['a text of the form email', z.email()],
    ['a number', z.number()],
    ['a number > 0', z.number().gt(0)],
    ['a number ≥ 0 and < 1', z.number().gte(0).lt(1)],
    ['a number ≤ 9', z.number().lte(9)],
    ['a number in steps of 5', z.number().multipleOf(5)],
    ['a whole number', z.int()],
    ['a whole number ≥ 1', z.int().gte(1)],
    ['a whole number > 2', z.number().int().gt(2)],
    ['true or false', z.boolean()],
    ['nothing', z.null()],
    ['one of sma, ema', z.enum(['sma', 'ema'])],
    ['none', z.literal('none')],
    ['one of none, 5, true', z.literal(['none', 5, true])],
    ['one of none, spec or a number', z.union([z.number(), z.literal('none'), z.literal('spec')])],
    ['a number or true or false', z.union([z.number(), z.boolean(), z.number()])],
    ['a list (each a number)', z.array(z.number())],
    ['a list, at least 1, at most 2 (each a text)', z.array(z.string()).min(1).max(2)],
    ['a list, exactly 2 (each a text)', z.array(z.string()).length(2)],
    ['a list of 2', z.tuple([z.string(), z.number()])],
    ['a mapping with the keys a, b', z.strictObject({ a: z.number(), b: z.string() })],
    ['an empty mapping', z.strictObject({})],
    ['a mapping from names to a number', z.record(z.string(), z.number())],
    ['a value of the format', z.unknown()],
    ['a number > 0', z.number().gt(0).optional()],
    ['a number', z.number().nullable().default(1)],
    ['a text', z.string().transform(Number)],
    ['a text', z.lazy(() => z.string().readonly())],
  ])('%s', (words, schema) => {
    expect(describeSchemas([schema])).toBe(words);
  });

  test('a long list of names is cut, and says how many there are', () => {
    expect(names(letters.slice(0, 12))).toBe('a, b, c, d, e, f, g, h, i, j, k, l');
    expect(names(letters)).toBe('a, b, c, d, e, f, g, h, i, j, k, l, … (16 in all)');
  });

  test('no schema at all is a value of the format', () => {
    expect(describeSchemas([])).toBe('a value of the format');
  });
});

describe('the way through a schema', () => {
  const schema = z.strictObject({
    list: z.array(z.strictObject({ a: z.number() })).optional(),
    pair: z.tuple([z.string()]).rest(z.boolean()),
    either: z.union([
      z.literal('x'),
      z.strictObject({ b: z.string() }),
      z.strictObject({ c: z.int() }),
    ]),
    free: z.record(z.string(), z.number()),
  });
  const words = (...path: PropertyKey[]): string => describeSchemas(schemasAt(schema, path));

  test('leads through lists, tuples, unions and records', () => {
    expect(words('list', 3, 'a')).toBe('a number');
    expect(words('pair', 0)).toBe('a text');
    expect(words('pair', 5)).toBe('true or false');
    expect(words('either', 'b')).toBe('a text');
    expect(words('either', 'c')).toBe('a whole number');
    expect(words('free', 'anything')).toBe('a number');
  });

  test.each([
    [['absent']],
    [['list', 0, 'z']],
    [['free', 'a', 'b']],
    [['constructor']],
    [['list', 0, 'toString']],
  ])('ends at %j', (path) => {
    expect(schemasAt(schema, path)).toEqual([]);
  });

  test('knows the keys of every option, once', () => {
    expect(knownKeys(schemasAt(schema, ['either']))).toEqual(['b', 'c']);
    expect(knownKeys([schema, schema])).toEqual(['list', 'pair', 'either', 'free']);
    expect(knownKeys([z.number()])).toEqual([]);
  });

  test('lists texts and no other values', () => {
    expect(listedTexts([z.union([z.literal(['a', 1]), z.enum(['b', 'c'])])])).toEqual([
      'a',
      'b',
      'c',
    ]);
    expect(listedTexts([z.string()])).toEqual([]);
  });

  test('tells kinds of values', () => {
    expect([...kindsOf(schema.shape.either)]).toEqual(['text', 'mapping']);
    expect([...kindsOf(z.union([z.int(), z.array(z.int())]).optional())]).toEqual([
      'number',
      'list',
    ]);
    expect([...kindsOf(z.literal([1, true, 'a', null]))]).toEqual([
      'number',
      'boolean',
      'text',
      'nothing',
    ]);
    expect(kindsOf(z.unknown()).size).toBe(6);
    expect(innerSchema(z.boolean().prefault(true))._zod.def.type).toBe('boolean');
  });
});
