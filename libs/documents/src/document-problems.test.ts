import { describe, expect, test } from 'vitest';
import { brief, GOOD, readSample } from './testing/sample-schema.js';

const KEYS = 'symbols, cross, time, costs, regime, enabled, capital, free, named, orders';

describe('bytes that are no text', () => {
  test.each([
    ['a zero byte', [0x61, 0x00], 'a zero byte at offset 1'],
    ['UTF-16, little end first', [0xff, 0xfe, 0x61, 0x00], 'UTF-16 text'],
    ['UTF-16, big end first', [0xfe, 0xff, 0x00, 0x61], 'UTF-16 text'],
    ['Latin-1', [0x61, 0x3a, 0xe4], 'the byte 0xe4 at offset 2, which is not UTF-8'],
    ['a lone continuation', [0x80], 'the byte 0x80 at offset 0, which is not UTF-8'],
    ['an overlong form', [0xc0, 0xaf], 'the byte 0xc0 at offset 0, which is not UTF-8'],
    [
      'an overlong form of three',
      [0xe0, 0x80, 0xaf],
      'the byte 0xe0 at offset 0, which is not UTF-8',
    ],
    ['a surrogate', [0xed, 0xa0, 0x80], 'the byte 0xed at offset 0, which is not UTF-8'],
    ['beyond Unicode', [0xf4, 0x90, 0x80, 0x80], 'the byte 0xf4 at offset 0, which is not UTF-8'],
    ['half a character', [0x61, 0xe2, 0x82], 'the byte 0xe2 at offset 1, which is not UTF-8'],
  ])('%s', (_, bytes, found) => {
    const reading = readSample(Uint8Array.from(bytes));
    expect(brief(reading)).toEqual([`DOCUMENT_NOT_TEXT - | ${found} | text in UTF-8`]);
  });
});

describe('what is not YAML', () => {
  test.each([
    [
      'a tab that indents',
      'cross:\n\ttype: sma\n',
      '2:1 | "\\ttype: sma" | spaces; YAML forbids tabs here',
    ],
    [
      'a list that is not closed',
      'symbols: [EURUSD\n',
      '2:1 | the end of the line | one column for one level',
    ],
    ['two documents', 'a: 1\n---\nb: 2\n', '2:1 | 2 documents | one document'],
    ['another YAML', '%YAML 1.1\n---\na: 1\n', '2:1 | %YAML 1.1 | YAML 1.2'],
    [
      'an unknown tag',
      'a: !python/object x\n',
      '1:4 | "!python/object x" | plain values without !tags',
    ],
    ['a tag of YAML 1.1', 'a: !!binary x\n', '1:4 | "!!binary x" | plain values without !tags'],
    ['a key in a value', 'a: b: c\n', '1:4 | "b: c" | one `key: value` a line'],
    ['an unknown anchor', 'a: *x\n', '1:4 | *x | a value marked &x before it'],
    ['an alias in itself', 'a: &x [*x]\n', '1:8 | *x | a value marked &x before it'],
    [
      'a list as a key',
      '? [a]\n: b\n',
      '1:3 | a list, a mapping or an anchor | a word before the colon',
    ],
    ['an alias as a key', 'a: &x b\n*x : c\n', '2:1 | the alias *x | a word before the colon'],
    ['a control character', 'a: \u0007b\n', '1:4 | U+0007 | printable text'],
    [
      'an unknown escape',
      'a: "\\q"\n',
      '1:5 | "\\\\q\\"" | an escape of YAML 1.2, or \'single quotes\'',
    ],
    ['nothing', '', `1:1 | an empty document | a mapping with keys such as ${KEYS}`],
    ['comments only', '# a\n', `1:1 | an empty document | a mapping with keys such as ${KEYS}`],
    ['a list', '- a\n- b\n', `1:1 | a list of 2 | a mapping with keys such as ${KEYS}`],
    ['a text', 'hello', `1:1 | the text "hello" | a mapping with keys such as ${KEYS}`],
  ])('%s', (_, text, expected) => {
    expect(brief(readSample(text))).toEqual([`DOCUMENT_SYNTAX ${expected}`]);
  });

  test('every syntax problem is reported, not only the first', () => {
    const codes = brief(readSample('a:\n\t- b\nc:\n\t- d\n')).map((line) => line.slice(0, 19));
    expect(codes).toEqual(['DOCUMENT_SYNTAX 2:1', 'DOCUMENT_SYNTAX 4:1']);
  });
});

describe('keys', () => {
  test('an unknown key is shown at itself, with the word that was meant', () => {
    const { diagnostics } = readSample(`${GOOD}  fsat: 3\n`);
    expect(diagnostics).toMatchObject([
      {
        code: 'UNKNOWN_KEY',
        message: 'unknown key "fsat"',
        place: { line: 6, column: 3 },
        found: '"fsat" in cross',
        expected: 'one of type, fast, slow',
        next: 'Did you mean "fast"?',
      },
    ]);
  });

  test('a key that is known elsewhere says where', () => {
    const nexts = readSample(`${GOOD}  enabled: true\nspread: 1\nnonsense: 1\n`).diagnostics.map(
      (d) => d.next,
    );
    expect(nexts).toEqual([
      '"enabled" stands at the root of the file: move it there.',
      '"spread" stands in "costs": move it there.',
      'Correct the spelling or remove the key.',
    ]);
  });

  test('a missing key is shown at the mapping that misses it', () => {
    const { diagnostics } = readSample(
      'symbols: [A]\ncross:\n  type: ema\norders:\n  - side: long\n',
    );
    expect(
      diagnostics.map((d) => [d.code, d.message, d.place?.line, d.place?.column, d.next]),
    ).toEqual([
      ['MISSING_KEY', 'the key "fast" is missing in cross', 2, 1, 'Add "fast" to cross.'],
      ['MISSING_KEY', 'the key "slow" is missing in cross', 2, 1, 'Add "slow" to cross.'],
      ['MISSING_KEY', 'the key "level" is missing in orders[0]', 5, 5, 'Add "level" to orders[0].'],
    ]);
    expect(diagnostics[0]?.expected).toBe('fast: a whole number ≥ 1 and ≤ 100');
  });

  test('a missing key of the root is shown at the beginning', () => {
    expect(brief(readSample('# c\ntime: "18:00"\n'))).toEqual([
      'MISSING_KEY 2:1 | no "symbols" | symbols: a list, at least 1, at most 3 (each a text that is not empty)',
      'MISSING_KEY 2:1 | no "cross" | cross: a mapping with the keys type, fast, slow',
    ]);
  });

  test.each(['yaml', 'json'] as const)(
    'a key that stands twice is an error at any depth (%s)',
    (syntax) => {
      const text =
        '{"symbols": ["A"],\n"cross": {"type": "sma", "fast": 1, "slow": 2,\n "fast": 3},\n"symbols": 5}';
      const reading = readSample(text, { syntax });
      expect(brief(reading)).toEqual([
        'DUPLICATE_KEY 3:2 | "fast" again; it stands on line 2 already | every key once',
        'DUPLICATE_KEY 4:1 | "symbols" again; it stands on line 1 already | every key once',
      ]);
      expect(reading.plain).toMatchObject({ symbols: ['A'], cross: { fast: 1 } });
    },
  );

  test('a name that the format does not allow is shown at itself', () => {
    expect(brief(readSample(`${GOOD}named: {ok: 1, Not: 2}\n`))).toEqual([
      'VALUE_NOT_ALLOWED 6:16 | "Not" | a lower-case name',
    ]);
  });
});

describe('values', () => {
  test.each([
    ['time: 1080', 'WRONG_TYPE 6:7 | the number 1080 | a time of day "HH:MM"'],
    ['time: 6pm', 'VALUE_NOT_ALLOWED 6:7 | the text "6pm" | a time of day "HH:MM"'],
    ['time:', 'WRONG_TYPE 6:6 | nothing | a time of day "HH:MM"'],
    ['enabled: yes', 'WRONG_TYPE 6:10 | the text "yes" | true or false'],
    ['capital: 0', 'VALUE_NOT_ALLOWED 6:10 | the number 0 | a number > 0'],
    ['capital: many', 'WRONG_TYPE 6:10 | the text "many" | a number > 0'],
    ['capital: .inf', 'VALUE_NOT_ALLOWED 6:10 | Infinity | a finite number'],
    ['capital: .nan', 'VALUE_NOT_ALLOWED 6:10 | NaN | a finite number'],
    [
      'regime: 5',
      'VALUE_NOT_ALLOWED 6:9 | the number 5 | a whole number ≥ -1 and ≤ 1 or a list, at least 1 (each a whole number ≥ -1 and ≤ 1)',
    ],
    ['regime: [0, 5]', 'VALUE_NOT_ALLOWED 6:13 | the number 5 | a whole number ≥ -1 and ≤ 1'],
    [
      'regime: []',
      'VALUE_NOT_ALLOWED 6:9 | an empty list | a whole number ≥ -1 and ≤ 1 or a list, at least 1 (each a whole number ≥ -1 and ≤ 1)',
    ],
    [
      'regime: {a: 1}',
      'WRONG_TYPE 6:9 | a mapping with a | a whole number ≥ -1 and ≤ 1 or a list, at least 1 (each a whole number ≥ -1 and ≤ 1)',
    ],
    [
      'costs: nonne',
      'VALUE_NOT_ALLOWED 6:8 | the text "nonne" | none or a mapping with the keys spread, swap',
    ],
    ['costs: 3', 'WRONG_TYPE 6:8 | the number 3 | none or a mapping with the keys spread, swap'],
    [
      'costs: [none]',
      'WRONG_TYPE 6:8 | a list of 1 | none or a mapping with the keys spread, swap',
    ],
    ['costs: {spread: -1}', 'VALUE_NOT_ALLOWED 6:17 | the number -1 | spec or a number ≥ 0'],
    ['costs: {spread: wide}', 'VALUE_NOT_ALLOWED 6:17 | the text "wide" | spec or a number ≥ 0'],
    ['costs: {spread: [1]}', 'WRONG_TYPE 6:17 | a list of 1 | spec or a number ≥ 0'],
    ['costs: {swap: spec}', 'MISSING_KEY 6:1 | no "spread" | spread: spec or a number ≥ 0'],
    ['costs: {spread: 1, swap: 5}', 'WRONG_TYPE 6:26 | the number 5 | one of spec, none'],
    ['free: {a: [1]}', 'WRONG_TYPE 6:11 | a list of 1 | a number or a text or true or false'],
    [
      'free: text',
      'WRONG_TYPE 6:7 | the text "text" | a mapping from names to a number or a text or true or false',
    ],
    [
      'orders: {side: long}',
      'WRONG_TYPE 6:9 | a mapping with side | a list (each a mapping with the keys side, level)',
    ],
    [
      'time: "\\0"',
      'VALUE_NOT_ALLOWED 6:7 | the control character U+0000 | a text without control characters',
    ],
    [
      'time: "\\uD800"',
      'VALUE_NOT_ALLOWED 6:7 | the lone surrogate U+D800 | a text of whole characters',
    ],
  ])('%s', (line, expected) => {
    expect(brief(readSample(`${GOOD}${line}\n`))).toEqual([expected]);
  });

  test('a value near a listed one says which was meant', () => {
    const { diagnostics } = readSample(GOOD.replace('sma', 'smaa'));
    expect(diagnostics).toMatchObject([
      {
        code: 'VALUE_NOT_ALLOWED',
        found: 'the text "smaa"',
        expected: 'one of sma, ema',
        next: 'Did you mean "sma"?',
      },
    ]);
  });

  test('every problem of a file is reported at once, in the order of the file', () => {
    const text =
      'symbols: [A, 3]\ncross: {type: x, fast: 1.5, spread: 3}\ncosts: {spread: a, swpa: 1}\ntime: 5\n';
    expect(brief(readSample(text)).map((line) => line.split(' | ')[0])).toEqual([
      'WRONG_TYPE 1:14',
      'MISSING_KEY 2:1',
      'VALUE_NOT_ALLOWED 2:15',
      'VALUE_NOT_ALLOWED 2:24',
      'UNKNOWN_KEY 2:29',
      'VALUE_NOT_ALLOWED 3:17',
      'UNKNOWN_KEY 3:20',
      'WRONG_TYPE 4:7',
    ]);
  });

  test('a long value is cut where it would fill the screen', () => {
    const [line] = brief(readSample(`${GOOD}time: ${'x'.repeat(5000)}\n`));
    expect(line?.length).toBeLessThan(200);
  });
});

describe('older spellings', () => {
  const keyAliases = (path: readonly (string | number)[], key: string): string | undefined =>
    path.length < 2 && /[A-Z ]/.test(key) ? key.toLowerCase().replaceAll(' ', '_') : undefined;

  test('are read with a warning each', () => {
    const reading = readSample(GOOD.replace('symbols', 'Symbols').replace('fast', 'Fast'), {
      keyAliases,
    });
    expect(reading.value).toMatchObject({ symbols: ['EURUSD'], cross: { fast: 10 } });
    expect(reading.diagnostics).toMatchObject([
      {
        code: 'LEGACY_SPELLING',
        severity: 'warning',
        place: { line: 1, column: 1 },
        found: '"Symbols"',
        next: 'Write symbols.',
      },
      {
        code: 'LEGACY_SPELLING',
        severity: 'warning',
        place: { line: 4, column: 3 },
        expected: '"fast"',
      },
    ]);
  });

  test('are asked for with the canonical path of their mapping', () => {
    const asked: string[] = [];
    readSample('Cross:\n  Type: sma\norders:\n  - Side: long\n', {
      keyAliases: (path, key) => {
        asked.push(`${path.join('.')}:${key}`);
        return keyAliases(path, key);
      },
    });
    expect(asked).toEqual([':Cross', 'cross:Type', ':orders', 'orders.0:Side']);
  });

  test('beside the canonical spelling are a key that stands twice', () => {
    expect(brief(readSample(`${GOOD}Symbols: [A]\n`, { keyAliases }))).toEqual([
      'DUPLICATE_KEY 6:1 | "Symbols" again; it stands on line 1 already | every key once',
    ]);
  });
});
