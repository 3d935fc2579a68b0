import { LIMITS } from '@assay/core';
import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import type { DocumentReading } from './read-document.js';
import { brief, GOOD, readAnything, readSample } from './testing/sample-schema.js';

const VALUE = { symbols: ['EURUSD'], cross: { type: 'sma', fast: 10, slow: 20 } };

describe('a document that is right', () => {
  test.each([
    ['as it is', GOOD],
    ['with a BOM', `\uFEFF${GOOD}`],
    ['with CRLF', GOOD.replace(/\n/g, '\r\n')],
    ['with CR', GOOD.replace(/\n/g, '\r')],
    ['with a document start and comments', `# by hand\n---\n${GOOD}# end\n`],
    ['without a last line feed', GOOD.trimEnd()],
  ])('is read %s', (_, text) => {
    expect(readSample(text)).toMatchObject({ value: VALUE, plain: VALUE, diagnostics: [] });
  });

  test('is read as JSON', () => {
    const text = `\uFEFF${JSON.stringify(VALUE, null, '\t')}\r\n`;
    expect(readSample(text, { syntax: 'json' })).toMatchObject({ value: VALUE, diagnostics: [] });
  });

  test('has a value if and only if nothing is an error; what was written is there either way', () => {
    const wrong = readSample('symbols: 5\n');
    expect('value' in wrong).toBe(false);
    expect(wrong.plain).toEqual(Object.assign(Object.create(null), { symbols: 5 }));
  });
});

describe('YAML 1.2, core schema', () => {
  test.each<[string, unknown]>([
    ['18:00', '18:00'], // no base-60 numbers
    ['2024-01-31', '2024-01-31'], // no dates
    ['2024-01-31T10:00:00Z', '2024-01-31T10:00:00Z'],
    ['yes', 'yes'],
    ['off', 'off'],
    ['1_000', '1_000'],
    ['010', 10],
    ['0x1F', 31],
    ['1e3', 1000],
    ['~', null],
    ['', null],
    ['true', true],
    ['"true"', 'true'],
    ['EURUSD', 'EURUSD'],
    ['-5', -5],
    ['!!str 5', '5'],
    ['|\n  two\n  lines\n', 'two\nlines\n'],
    ["'it''s'", "it's"],
    ['"\\u20ac"', '€'],
  ])('reads %j as %j', (text, expected) => {
    expect(readAnything(`key: ${text}`, 'yaml').value).toEqual({ key: expected });
  });

  test('keys are the words that were written, and `<<` merges nothing', () => {
    const { value } = readAnything('1.0: a\ntrue: b\nnull: c\n<<: {d: 1}\n0x1F: e', 'yaml');
    expect(value).toEqual({ '1.0': 'a', true: 'b', null: 'c', '<<': { d: 1 }, '0x1F': 'e' });
  });

  test('an alias stands for what its anchor meant where the alias was written', () => {
    const text = 'a: &x 1\nb: &y [*x, &x 2]\nc: *x\nd: &x 3\ne: *y\n';
    expect(readAnything(text, 'yaml').value).toEqual({ a: 1, b: [1, 2], c: 2, d: 3, e: [1, 2] });
  });

  property.prop([fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 }))])(
    'reads every JSON text as JSON does',
    (value) => {
      const text = JSON.stringify(value);
      const reading = readAnything(text, 'yaml');
      if (reading.diagnostics.length === 0) expect(reading.value).toEqual(JSON.parse(text));
      else expect(text).toMatch(/__proto__|\\u00|\\[bfr]|\\ud|[\x7f-\x9f]|.{1000}/i);
    },
  );
});

describe('keys that JavaScript objects inherit', () => {
  test('are unknown keys like any other', () => {
    const text = `${GOOD}constructor: 1\ntoString: 2\nhasOwnProperty: 3\n`;
    expect(brief(readSample(text)).map((line) => line.split(' | ')[0])).toEqual([
      'UNKNOWN_KEY 6:1',
      'UNKNOWN_KEY 7:1',
      'UNKNOWN_KEY 8:1',
    ]);
  });

  test.each(['yaml', 'json'] as const)('cannot reach a prototype (%s)', (syntax) => {
    const reading = readAnything('{"__proto__": {"polluted": 1}, "a": {"__proto__": 2}}', syntax);
    expect(brief(reading)).toEqual([
      'UNKNOWN_KEY 1:2 | "__proto__" | a key of the format',
      'UNKNOWN_KEY 1:38 | "__proto__" | a key of the format',
    ]);
    expect('polluted' in {}).toBe(false);
  });

  test('are harmless as free names', () => {
    const { value } = readSample(`${GOOD}free: {constructor: 1, valueOf: x}\n`);
    expect(Object.entries(value?.free ?? {})).toEqual([
      ['constructor', 1],
      ['valueOf', 'x'],
    ]);
  });
});

describe('limits', () => {
  test('a file over the limit is refused before it is parsed', () => {
    const reading = readSample(new Uint8Array(LIMITS.documentBytesMax + 1).fill(0x20));
    expect(brief(reading)).toEqual([
      'DOCUMENT_TOO_LARGE - | 1048577 bytes | at most 1048576 bytes',
    ]);
    expect(reading.diagnostics[0]?.place).toEqual({ file: 'a.txt' });
    expect(brief(readSample(new Uint8Array(LIMITS.documentBytesMax).fill(0x20)))).toEqual([
      expect.stringContaining('DOCUMENT_SYNTAX 1:1 | an empty document'),
    ]);
  });

  test('a billion laughs are stopped at the aliases', () => {
    const laughs = ['a0: &a0 [x, x]'];
    for (let i = 1; i < 30; i += 1) laughs.push(`a${i}: &a${i} [*a${i - 1}, *a${i - 1}]`);
    expect(brief(readAnything(laughs.join('\n'), 'yaml'))).toEqual([
      expect.stringMatching(/^DOCUMENT_SYNTAX \d+:\d+ \| more than 50 \| at most 50$/),
    ]);
  });

  test('fifty aliases are read, and fifty-one are not', () => {
    const text = (count: number): string => `a: &a 1\nb: [${'*a, '.repeat(count)}]`;
    expect(readAnything(text(LIMITS.documentAliasesMax), 'yaml').diagnostics).toEqual([]);
    expect(readAnything(text(LIMITS.documentAliasesMax + 1), 'yaml').diagnostics).toHaveLength(1);
  });

  test.each(['yaml', 'json'] as const)('nesting has an end (%s)', (syntax) => {
    const nested = (depth: number): string => `{"a":${'['.repeat(depth)}${']'.repeat(depth)}}`;
    expect(readAnything(nested(20), syntax).diagnostics).toEqual([]);
    expect(brief(readAnything(nested(LIMITS.documentDepthMax + 1), syntax))).toEqual([
      expect.stringMatching(/^DOCUMENT_SYNTAX 1:\d+ .* at most 64 levels/),
    ]);
  });

  test.each(['{', '[', '- ', '? ', ': ', '{a: ', '[a, ', '&a ', '"', 'a:\n ', '!!str '])(
    'forty kilobytes of %j end in a diagnostic',
    (piece) => {
      const text = piece.repeat(40_000 / piece.length);
      for (const syntax of ['yaml', 'json'] as const) {
        const reading = readSample(text, { syntax });
        expect('value' in reading).toBe(false);
        expect(reading.diagnostics.length).toBeGreaterThan(0);
        expect(reading.diagnostics.length).toBeLessThanOrEqual(LIMITS.diagnosticsMax + 1);
      }
    },
  );

  test('after the first hundred problems the rest are counted', () => {
    const keys = Array.from({ length: 150 }, (_, i) => `unknown_${i}: 1`).join('\n');
    const { diagnostics } = readSample(GOOD + keys);
    expect(diagnostics).toHaveLength(LIMITS.diagnosticsMax + 1);
    expect(diagnostics.at(-1)).toMatchObject({
      message: 'and 50 more problems',
      severity: 'error',
    });
  });
});

describe('any input at all', () => {
  const good = new TextEncoder().encode(`${GOOD}costs:\n  spread: 1\nregime: [0, &a 1, *a]\n`);

  /** Whatever was read: diagnostics with places inside the file, or a value. */
  function assertSane(reading: DocumentReading<unknown>): void {
    const errors = reading.diagnostics.filter((found) => found.severity === 'error');
    expect('value' in reading).toBe(errors.length === 0);
    for (const found of reading.diagnostics) {
      expect(found.place?.file).toBe('a.txt');
      expect(found.place?.line ?? 1).toBeGreaterThanOrEqual(1);
      expect(found.place?.column ?? 1).toBeGreaterThanOrEqual(1);
      expect(`${found.message}${found.found}${found.expected}`).not.toMatch(
        /undefined|\n|\bat \w+ \(/,
      );
      expect(found.next).toBeTruthy();
    }
  }

  property.prop([fc.uint8Array({ maxLength: 400 }), fc.constantFrom('yaml', 'json')])(
    'bytes never throw',
    (bytes, syntax) => {
      assertSane(readSample(bytes, { syntax }));
    },
  );

  property.prop([
    fc.array(
      fc.constantFrom(...'{}[]:,-?&*!|>\'"#%@` \t\nab1~\\\u20ac', '---\n', '...\n', '*a', '&a '),
      {
        maxLength: 60,
      },
    ),
    fc.constantFrom('yaml', 'json'),
  ])('the characters that YAML and JSON care about never throw', (parts, syntax) => {
    assertSane(readSample(parts.join(''), { syntax }));
  });

  property.prop([fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { maxLength: 4 })])(
    'a good file with changed bytes never throws',
    (changes) => {
      const bytes = Uint8Array.from(good);
      for (const [at, byte] of changes) bytes[at] = byte;
      assertSane(readSample(bytes));
    },
  );
});
