import { AssayError, LIMITS, type Bars } from '@assay/core';
import { fc, test as propertyTest } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { fingerprintBars } from '../fingerprint-bars.js';
import { encodeBarsCsv, formatBarsCsv } from './format-bars-csv.js';
import { parseBarsCsv } from './parse-bars-csv.js';

const HEADER = 'time,open,high,low,close,volume';
const ROWS = [
  '2013-01-01T00:00:00Z,1.1,1.2,1.0,1.15,10',
  '2013-01-01T01:00:00Z,1.15,1.3,1.1,1.25,0',
];
const parse = (text: string): Bars => parseBarsCsv(Buffer.from(text, 'utf8'), 'x.csv').bars;
const values = (bars: Bars): number[][] =>
  [bars.time, bars.open, bars.high, bars.low, bars.close, bars.volume].map((column) => [...column]);

function failureOf(text: string): AssayError {
  try {
    parse(text);
  } catch (error) {
    if (error instanceof AssayError) return error;
    throw error;
  }
  throw new Error('parsed without a problem');
}

/** Bars as any vendor may write them: order, sign and sense do not matter to the parser. */
const arbitraryBars = fc
  .array(
    fc.record({
      time: fc.integer({ min: -1e9, max: 4e9 }),
      prices: fc.array(fc.integer({ min: -1e9, max: 1e9 }), { minLength: 4, maxLength: 4 }),
      volume: fc.oneof(fc.nat(), fc.double({ noNaN: true, min: 0, max: 1e12 })),
      spread: fc.nat({ max: 500 }),
    }),
    { minLength: 1, maxLength: 40 },
  )
  .map((rows) => {
    const price = (k: number): Float64Array =>
      Float64Array.from(rows, (row) => (row.prices[k] as number) / 1e5);
    return {
      length: rows.length,
      time: Float64Array.from(rows, (row) => row.time * 1000),
      open: price(0),
      high: price(1),
      low: price(2),
      close: price(3),
      volume: Float64Array.from(rows, (row) => row.volume),
      spread: Float64Array.from(rows, (row) => row.spread / 1e5),
    };
  });

describe('canonical bar files', () => {
  const expected = [
    [1356998400000, 1357002000000],
    [1.1, 1.15],
    [1.2, 1.3],
    [1.0, 1.1],
    [1.15, 1.25],
    [10, 0],
  ];
  test.each([
    { rule: 'with line feeds', text: [HEADER, ...ROWS, ''].join('\n') },
    { rule: 'with carriage returns', text: [HEADER, ...ROWS, ''].join('\r\n') },
    { rule: 'without a final line end', text: [HEADER, ...ROWS].join('\n') },
    { rule: 'with empty lines at the end', text: [HEADER, ...ROWS, '', '', ''].join('\r\n') },
    { rule: 'with a byte order mark', text: `\ufeff${[HEADER, ...ROWS, ''].join('\n')}` },
  ])('are read $rule', ({ text }) => {
    expect(values(parse(text))).toEqual(expected);
  });

  test('may have a spread column, and only then have bars one', () => {
    const text = `${HEADER},spread\n${ROWS.map((row) => `${row},0.0002`).join('\n')}\n`;
    expect([...(parse(text).spread ?? [])]).toEqual([0.0002, 0.0002]);
    expect(parse([HEADER, ...ROWS].join('\n'))).not.toHaveProperty('spread');
  });

  test('say whether they end with a line feed', () => {
    const whole = Buffer.from([HEADER, ...ROWS, ''].join('\n'));
    expect(parseBarsCsv(whole, 'x').endsWithLineFeed).toBe(true);
    expect(parseBarsCsv(whole.subarray(0, -1), 'x').endsWithLineFeed).toBe(false);
  });

  test('keep what the quality gate has to judge: order, duplicates, senseless prices', () => {
    const text = `${HEADER}\n${ROWS[1]}\n${ROWS[0]}\n${ROWS[0]}\n2013-01-01T02:00:00Z,-1,nan,inf,0,-5\n`;
    const bars = parse(text);
    expect([...bars.time]).toEqual([1357002000000, 1356998400000, 1356998400000, 1357005600000]);
    expect([bars.open[3], bars.high[3], bars.low[3], bars.close[3], bars.volume[3]]).toEqual([
      -1,
      NaN,
      Infinity,
      0,
      -5,
    ]);
  });

  test('can be read into memory that threads share, with the same values', () => {
    const text = Buffer.from([HEADER, ...ROWS, ''].join('\n'));
    const shared = parseBarsCsv(text, 'x', { shared: true }).bars;
    expect(shared.close.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(values(shared)).toEqual(values(parseBarsCsv(text, 'x').bars));
  });

  test('grow their columns when later rows are much shorter than the first', () => {
    const long = `2013-01-01T00:00:00.000+00:00,1.${'0'.repeat(20)}1,1.${'1'.repeat(30)},1.000000,1.100000,1000000`;
    const short = Array.from({ length: 500 }, () => '2013-01-01,1,1,1,1,0');
    expect(parse([HEADER, long, ...short].join('\n'))).toHaveLength(501);
    expect(parse([HEADER, long, ...short].join('\n')).close).toHaveLength(501);
  });

  propertyTest.prop([arbitraryBars])('come back from their own text form', (bars) => {
    const text = formatBarsCsv(bars, 5);
    const back = parseBarsCsv(encodeBarsCsv(bars, 5), 'x').bars;
    expect(fingerprintBars(back, 0, back.length)).toBe(fingerprintBars(bars, 0, bars.length));
    expect(formatBarsCsv(back, 5)).toBe(text);
  });
});

describe('the problems of a file', () => {
  test('are all reported at once, each with its place', () => {
    const { diagnostics } = failureOf(`${HEADER}\n${ROWS[0]}\nx,1,y,1,1,1\n${ROWS[1]}\n1,2\n`);
    expect(diagnostics.map((d) => [d.place?.line, d.place?.column, d.message])).toEqual([
      [3, 1, 'time is not a time'],
      [3, 5, 'high is not a number'],
      [5, 4, 'the row has too few cells'],
    ]);
    expect(new Set(diagnostics.map((d) => d.code))).toEqual(new Set(['DATA_MALFORMED']));
  });

  test('are counted beyond the limit', () => {
    const { diagnostics } = failureOf(`${HEADER}\n${'bad,row,bad,row,bad,row\n'.repeat(300)}`);
    expect(diagnostics).toHaveLength(LIMITS.diagnosticsMax + 1);
    expect(diagnostics.at(-1)).toMatchObject({
      severity: 'note',
      message: '1700 more problems of this kind',
    });
  });

  propertyTest.prop([fc.uint8Array({ maxLength: 300 }), fc.boolean()])(
    'are diagnostics for any bytes whatever, never a stack trace',
    (bytes, withHeader) => {
      const text = withHeader ? Buffer.concat([Buffer.from(`${HEADER}\n`), bytes]) : bytes;
      try {
        expect(parseBarsCsv(text, 'x').bars.length).toBeGreaterThan(0);
      } catch (error) {
        expect(error).toBeInstanceOf(AssayError);
      }
    },
  );
});
