import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { canonicalJson, hasLoneSurrogate } from './canonical-json.js';

describe('canonical JSON as RFC 8785 prints it', () => {
  test('the example of section 3.2.2 and 3.2.4', () => {
    const input = JSON.parse(
      '{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],' +
        '"string":"\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/",' +
        '"literals":[null,true,false]}',
    ) as unknown;
    const expected =
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],' +
      '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}';
    expect(canonicalJson(input)).toBe(expected);
    const bytes = [...new TextEncoder().encode(expected)].map((b) =>
      b.toString(16).padStart(2, '0'),
    );
    // The RFC's own hexadecimal dump, its first and last line.
    expect(bytes.slice(0, 16).join(' ')).toBe('7b 22 6c 69 74 65 72 61 6c 73 22 3a 5b 6e 75 6c');
    expect(bytes.slice(-9).join(' ')).toBe('5c 5c 5c 5c 5c 22 2f 22 7d');
  });

  test('the sorting example of section 3.2.3: by UTF-16 units, not by code points', () => {
    const input = {
      '\u20ac': 'Euro Sign',
      '\r': 'Carriage Return',
      '\ufb33': 'Hebrew Letter Dalet With Dagesh',
      '1': 'One',
      '\ud83d\ude00': 'Emoji: Grinning Face',
      '\u0080': 'Control',
      '\u00f6': 'Latin Small Letter O With Diaeresis',
    };
    expect(
      Object.values(JSON.parse(canonicalJson(Object.entries(input))) as [string, string][]),
    ).toHaveLength(7);
    const values = [...canonicalJson(input).matchAll(/:"([^"]*?)"[,}]/g)].map((match) => match[1]);
    expect(values).toEqual([
      'Carriage Return',
      'One',
      'Control',
      'Latin Small Letter O With Diaeresis',
      'Euro Sign',
      'Emoji: Grinning Face',
      'Hebrew Letter Dalet With Dagesh',
    ]);
  });

  // Appendix B: IEEE 754 bits and their JSON form.
  test.each([
    ['0000000000000000', '0'],
    ['8000000000000000', '0'],
    ['0000000000000001', '5e-324'],
    ['8000000000000001', '-5e-324'],
    ['7fefffffffffffff', '1.7976931348623157e+308'],
    ['ffefffffffffffff', '-1.7976931348623157e+308'],
    ['4340000000000000', '9007199254740992'],
    ['c340000000000000', '-9007199254740992'],
    ['4430000000000000', '295147905179352830000'],
    ['44b52d02c7e14af5', '9.999999999999997e+22'],
    ['44b52d02c7e14af6', '1e+23'],
    ['44b52d02c7e14af7', '1.0000000000000001e+23'],
    ['444b1ae4d6e2ef4e', '999999999999999700000'],
    ['444b1ae4d6e2ef4f', '999999999999999900000'],
    ['444b1ae4d6e2ef50', '1e+21'],
    ['3eb0c6f7a0b5ed8c', '9.999999999999997e-7'],
    ['3eb0c6f7a0b5ed8d', '0.000001'],
    ['41b3de4355555553', '333333333.3333332'],
    ['41b3de4355555554', '333333333.33333325'],
    ['41b3de4355555555', '333333333.3333333'],
    ['41b3de4355555556', '333333333.3333334'],
    ['41b3de4355555557', '333333333.33333343'],
    ['becbf647612f3696', '-0.0000033333333333333333'],
    ['43143ff3c1cb0959', '1424953923781206.2'],
  ])('the double %s is written %s', (bits, text) => {
    const view = new DataView(new ArrayBuffer(8));
    view.setBigUint64(0, BigInt(`0x${bits}`));
    expect(canonicalJson(view.getFloat64(0))).toBe(text);
  });
});

describe('what JSON cannot carry exactly', () => {
  class Point {
    x = 1;
  }
  const list: unknown[] = [];
  list.push(list);
  const record: Record<string, unknown> = {};
  record['self'] = record;
  const hidden = Object.defineProperty({}, 'toJSON', { value: () => 1 });
  const PLAIN = 'an object that is neither plain nor an array';
  const DEEP = 'nested too deeply, or a cycle';

  test.each<[string, unknown, string]>([
    ['NaN', NaN, 'value has no canonical JSON: NaN'],
    ['Infinity', -Infinity, 'value has no canonical JSON: -Infinity'],
    ['NaN inside', { a: [1, NaN] }, 'value.a[1] has no canonical JSON: NaN'],
    ['a bigint', 1n, 'value has no canonical JSON: bigint'],
    ['undefined', undefined, 'value has no canonical JSON: undefined'],
    ['undefined in an array', [1, undefined], 'value[1] has no canonical JSON: undefined'],
    ['a hole in an array', new Array(2), 'value[0] has no canonical JSON: undefined'],
    ['a function', { f: () => 1 }, 'value.f has no canonical JSON: function'],
    ['a symbol', [Symbol('s')], 'value[0] has no canonical JSON: symbol'],
    ['a lone surrogate', 'a\ud800b', 'value has no canonical JSON: a text with a lone surrogate'],
    ['a lone low surrogate', { a: '\udc00' }, 'value.a has no canonical JSON: a text with'],
    ['a lone surrogate in a key', { '\udfff': 1 }, 'JSON: a key with a lone surrogate'],
    ['a Map', new Map(), PLAIN],
    ['a Date', new Date(0), PLAIN],
    ['a typed array', new Float64Array(1), PLAIN],
    ['an instance of a class', new Point(), PLAIN],
    ['an object that says how it is written', { toJSON: () => 1 }, PLAIN],
    ['the same where no listing shows it', hidden, PLAIN],
    ['a cycle of arrays', list, DEEP],
    ['a cycle of objects', record, DEEP],
  ])('%s is refused with a plain RangeError that says why', (_, value, says) => {
    expect(() => canonicalJson(value)).toThrow(RangeError);
    expect(() => canonicalJson(value)).toThrow(says);
  });

  test('nesting is carried to a depth of 512, and refused beyond it, in arrays and in objects', () => {
    const nested = (depth: number, wrap: (value: unknown) => unknown): unknown =>
      depth === 0 ? 1 : wrap(nested(depth - 1, wrap));
    const inArray = (value: unknown) => [value];
    const inObject = (value: unknown) => ({ a: value });
    expect(canonicalJson(nested(512, inArray))).toBe(`${'['.repeat(512)}1${']'.repeat(512)}`);
    expect(canonicalJson(nested(512, inObject))).toBe(`${'{"a":'.repeat(512)}1${'}'.repeat(512)}`);
    expect(() => canonicalJson(nested(513, inArray))).toThrow(DEEP);
    expect(() => canonicalJson(nested(513, inObject))).toThrow(DEEP);
  });

  test('a member called toJSON is a member like any other unless it is a function', () => {
    expect(canonicalJson({ toJSON: 1 })).toBe('{"toJSON":1}');
  });

  test('the refusal says where', () => {
    expect(() => canonicalJson({ rules: [{}, { stop: NaN }] })).toThrow('value.rules[1].stop');
  });

  test('an undefined member is left out, as in JSON.stringify', () => {
    expect(canonicalJson({ b: undefined, a: 1 })).toBe('{"a":1}');
  });

  test('an object without a prototype is as plain as any', () => {
    expect(canonicalJson(Object.assign(Object.create(null), { b: 1, a: 2 }))).toBe('{"a":2,"b":1}');
  });
});

describe('every JSON value', () => {
  const wellFormed = fc.string({ unit: 'grapheme' });
  const { tree: json } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      fc.constant(null),
      fc.boolean(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      wellFormed,
      fc.array(tie('tree'), { maxLength: 4 }),
      fc.dictionary(wellFormed, tie('tree'), { maxKeys: 4 }),
    ),
  }));

  property.prop([json])('survives the way there and back', (value) => {
    const again = JSON.parse(canonicalJson(value)) as unknown;
    expect(canonicalJson(again)).toBe(canonicalJson(value));
    expect(JSON.stringify(again).length).toBe(canonicalJson(value).length);
  });

  property.prop([fc.dictionary(wellFormed, json, { minKeys: 2, maxKeys: 6 })])(
    'has one text whatever the order of its keys',
    (value) => {
      const reversed = Object.fromEntries(Object.entries(value).reverse());
      expect(canonicalJson(reversed)).toBe(canonicalJson(value));
    },
  );

  property.prop([fc.string({ unit: 'binary' })])(
    'has no lone surrogate, and those are found',
    (text) => {
      expect(hasLoneSurrogate(text)).toBe(Buffer.from(text).toString() !== text);
      expect(hasLoneSurrogate(`${text}\ud800`)).toBe(true);
    },
  );
});
