import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { hashColumns, type HashedColumn } from './hash-columns.js';
import { sha256sumOf } from './testing/coreutils.js';

const values = fc.array(fc.double(), { maxLength: 40 });

/** The documented form, built another way: DataView instead of typed arrays, judged by coreutils. */
function judge(columns: readonly HashedColumn[], from: number, to: number): string {
  const names = columns.map((column) => column.name);
  const head = new TextEncoder().encode(
    `${JSON.stringify({ columns: names, length: to - from })}\n`,
  );
  const bytes = new Uint8Array(head.length + columns.length * (to - from) * 8);
  bytes.set(head);
  const view = new DataView(bytes.buffer);
  let at = head.length;
  for (const column of columns) {
    for (const value of column.values.slice(from, to)) {
      if (Number.isNaN(value)) view.setBigUint64(at, 0x7ff8000000000000n, true);
      else view.setFloat64(at, value === 0 ? 0 : value, true);
      at += 8;
    }
  }
  return sha256sumOf(bytes);
}

function column(name: string, ...list: number[]): HashedColumn {
  return { name, values: Float64Array.from(list) };
}

describe('hashColumns', () => {
  property.prop([values, values, fc.nat(), fc.nat()], { numRuns: 25 })(
    'hashes the documented bytes',
    (a, b, x, y) => {
      const length = Math.min(a.length, b.length);
      const [from, to] = [x % (length + 1), y % (length + 1)].sort((p, q) => p - q) as [
        number,
        number,
      ];
      const columns = [column('time', ...a), column('close', ...b)];
      expect(hashColumns(columns, from, to)).toBe(judge(columns, from, to));
    },
  );

  test('hashes columns longer than what it copies at once', () => {
    const long = {
      name: 'x',
      values: Float64Array.from({ length: 40_000 }, (_, i) => i % 7 || -0),
    };
    for (const [from, to] of [
      [0, 40_000],
      [1, 16_385],
      [3, 16_388],
      [0, 32_768],
    ] as const) {
      expect(hashColumns([long], from, to)).toBe(judge([long], from, to));
    }
  });

  property.prop([values, values, values])('sees only the rows asked for', (before, rows, after) => {
    const whole = [column('x', ...before, ...rows, ...after)];
    const part = hashColumns(whole, before.length, before.length + rows.length);
    expect(part).toBe(hashColumns([column('x', ...rows)], 0, rows.length));
  });

  test('does not change the columns it is given', () => {
    const input = column('x', -0, NaN, 1);
    const before = [...new Uint8Array(input.values.buffer)];
    hashColumns([input], 0, 3);
    expect([...new Uint8Array(input.values.buffer)]).toEqual(before);
  });

  test('takes −0 for 0 and every NaN for one', () => {
    const odd = new Float64Array(2);
    new DataView(odd.buffer).setBigUint64(0, 0xfff8000000000123n, true);
    odd[1] = -0;
    expect(hashColumns([{ name: 'x', values: odd }], 0, 2)).toBe(
      hashColumns([column('x', NaN, 0)], 0, 2),
    );
  });

  test('tells apart names, their order, lengths, and where one column ends', () => {
    const hashes = [
      hashColumns([column('a', 1, 2), column('b', 3, 4)], 0, 2),
      hashColumns([column('b', 3, 4), column('a', 1, 2)], 0, 2),
      hashColumns([column('a', 3, 4), column('b', 1, 2)], 0, 2),
      hashColumns([column('a', 1, 2), column('c', 3, 4)], 0, 2),
      hashColumns([column('a', 1, 2, 3, 4)], 0, 4),
      hashColumns([column('a', 1), column('b', 2)], 0, 1),
      hashColumns([column('a'), column('b')], 0, 0),
      hashColumns([column('a","b')], 0, 0),
    ];
    expect(new Set(hashes).size).toBe(hashes.length);
  });

  test('writes little-endian doubles with the one NaN, byte by byte', () => {
    const head = '{"columns":["x"],"length":4}\n';
    const rows = ['000000000000f03f', '0000000000000000', '000000000000f87f', '00000000000010c0'];
    const bytes = Buffer.concat([Buffer.from(head), Buffer.from(rows.join(''), 'hex')]);
    expect(hashColumns([column('x', 1, -0, NaN, -4)], 0, 4)).toBe(sha256sumOf(bytes));
    // A NaN after other numbers, so that nothing of them is left in its bytes.
    expect(hashColumns([column('x', 9, 9, 9, 9), column('y', 1, -0, NaN, -4)], 0, 4)).toBe(
      judge([column('x', 9, 9, 9, 9), column('y', 1, -0, NaN, -4)], 0, 4),
    );
  });

  test.each<[string, HashedColumn[], number, number, string]>([
    ['a range beyond the rows', [column('a', 1)], 0, 2, 'column a has 1 rows, 2 were asked for'],
    ['a negative start', [column('a', 1)], -1, 1, 'rows -1 to 1 are no range'],
    ['an end before the start', [column('a', 1, 2)], 2, 1, 'rows 2 to 1 are no range'],
    ['a fractional start', [column('a', 1, 2)], 0.5, 1, 'rows 0.5 to 1 are no range'],
    ['a fractional end', [column('a', 1, 2)], 0, 1.5, 'rows 0 to 1.5 are no range'],
    ['no number', [column('a', 1, 2)], NaN, 1, 'rows NaN to 1 are no range'],
    [
      'columns of unequal length',
      [column('a', 1, 2), column('b', 1)],
      0,
      2,
      'column b has 1 rows, 2 were asked for',
    ],
    [
      'a name that stands twice',
      [column('a', 1), column('a', 1)],
      0,
      1,
      'a column name stands twice',
    ],
  ])('refuses %s and says so', (_, columns, from, to, says) => {
    expect(() => hashColumns(columns, from, to)).toThrow(RangeError);
    expect(() => hashColumns(columns, from, to)).toThrow(says);
  });
});
