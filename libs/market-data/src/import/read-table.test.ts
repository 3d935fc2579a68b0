import { AssayError, LIMITS } from '@assay/core';
import { fc, test as propertyTest } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { readTable, type TableBars, type TableLayout } from './read-table.js';

const LAYOUT: TableLayout = {
  delimiter: ';',
  headerLines: 1,
  cells: ['time', 'clock', 'open', 'high', 'low', 'close', 'skip'],
  time: { kind: 'date', order: 'ymd', separator: '-' },
};
const HEADER = 'day;time;o;h;l;c;what';

function read(text: string, layout = LAYOUT): TableBars {
  return readTable(Buffer.from(text, 'latin1'), 'x.csv', layout, new Set());
}

function failureOf(text: string): AssayError {
  try {
    read(text);
  } catch (error) {
    if (error instanceof AssayError) return error;
    throw error;
  }
  throw new Error('read without a problem');
}

describe('a table', () => {
  test('is read by its layout: cells left out, blanks before numbers, a delimiter at the end', () => {
    const table = read(
      `${HEADER}\r\n2024-01-02;03:30; 1;2;.5;1.5;note;\r\n\r\n2024-01-02;04:30;1;2;1;2;\r\n`,
    );
    expect([...table.bars.time].map((ms) => new Date(ms).toISOString().slice(0, 16))).toEqual([
      '2024-01-02T03:30',
      '2024-01-02T04:30',
    ]);
    expect([...table.bars.low, ...table.bars.volume]).toEqual([0.5, 1, 0, 0]);
    expect([table.lineOf(0), table.lineOf(1)]).toEqual([2, 4]);
    expect(table.isUnterminated).toBe(false);
  });

  test('grows its columns when later rows are much shorter than the first', () => {
    const long = `2024-01-02;03:30;1.${'0'.repeat(200)}1;2;1;2;${'x'.repeat(500)}`;
    const short = Array.from({ length: 400 }, () => '2024-01-02;03:30;1;2;1;2;');
    expect(read([HEADER, long, ...short].join('\n')).bars.length).toBe(401);
  });

  test('with many wrong rows shows the first of them and counts the rest', () => {
    const { diagnostics } = failureOf(`${HEADER}\n${'x;y;1;1;1;1;\n'.repeat(300)}`);
    expect(diagnostics).toHaveLength(LIMITS.diagnosticsMax + 1);
    expect(diagnostics.at(-1)).toMatchObject({
      severity: 'note',
      message: '500 more problems of this kind',
    });
  });

  propertyTest.prop([fc.uint8Array({ maxLength: 400 }), fc.boolean()])(
    'of any bytes whatever is read or refused with a diagnostic, never a stack trace',
    (bytes, withRow) => {
      const head = Buffer.from(withRow ? `${HEADER}\n2024-01-02;03:30;1;2;1;2;\n` : '');
      try {
        const { bars } = readTable(Buffer.concat([head, bytes]), 'x', LAYOUT, new Set());
        expect(bars.length).toBeGreaterThan(0);
      } catch (error) {
        expect(error).toBeInstanceOf(AssayError);
      }
    },
  );
});
