import { fc, test as property } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { displayWidth } from './display-width.js';
import { createStyle } from './style.js';
import { renderTable, type Column } from './table.js';

const COLUMNS: readonly Column[] = [
  { header: 'symbol' },
  { header: 'trades', align: 'right' },
  { header: 'remark' },
];

test('columns are as wide as their widest cell, and numbers stand right', () => {
  expect(
    renderTable(COLUMNS, [
      ['EURUSD', '1,204', 'fine'],
      ['USDJPY', '7', ''],
    ]).split('\n'),
  ).toEqual([
    'symbol  trades  remark',
    '──────  ──────  ──────',
    'EURUSD   1,204  fine',
    'USDJPY       7',
  ]);
});

test('a table without rows still shows its header', () => {
  expect(renderTable(COLUMNS, [])).toBe('symbol  trades  remark\n──────  ──────  ──────');
});

test('what does not fit is taken from the widest text, and is marked', () => {
  const rows = [['EURUSD', '123456789', 'a remark that is much longer than the terminal is wide']];
  expect(renderTable(COLUMNS, rows, { width: 40 }).split('\n')).toEqual([
    'symbol     trades  remark',
    '──────  ─────────  ─────────────────────',
    'EURUSD  123456789  a remark that is muc…',
  ]);
});

test('without a width nothing is cut: a pipe gets everything', () => {
  const long = 'x'.repeat(500);
  expect(renderTable([{ header: 'h' }], [[long]])).toContain(long);
});

test('a number is never cut, even when the table then is too wide', () => {
  const rows = [['A', '1234567890123456789', 'text']];
  expect(renderTable(COLUMNS, rows, { width: 20 })).toContain('1234567890123456789');
});

test('wide characters take two columns', () => {
  const lines = renderTable(COLUMNS, [
    ['日経', '1', 'a'],
    ['ab', '2', 'b'],
  ]).split('\n');
  expect(lines[2]).toBe('日経         1  a');
  expect(lines[3]).toBe('ab           2  b');
});

test('a cell cannot break the table or steer the terminal', () => {
  const table = renderTable([{ header: 'name' }], [['a\nb\u001b[2Jc\u202ed\te']]);
  expect(table.split('\n')).toHaveLength(3);
  expect(table).toContain('a⏎b\\x1b[2Jc\\u202ed e');
});

test('colours do not change where columns stand', () => {
  const painted: readonly Column[] = [
    { header: 'verdict', paint: (text, raw, style) => (raw === 'bad' ? style.bad(text) : text) },
    { header: 'n', align: 'right' },
  ];
  const rows = [
    ['bad', '1'],
    ['good', '22'],
  ];
  const coloured = renderTable(painted, rows, { style: createStyle(true) });
  expect(coloured).toContain('\u001b[31mbad    \u001b[39m');
  // eslint-disable-next-line no-control-regex -- colours are taken away to compare
  expect(coloured.replace(/\u001b\[\d+m/g, '')).toBe(renderTable(painted, rows));
});

const cell = fc.string({ unit: 'grapheme', maxLength: 30 });

property.prop([fc.array(fc.tuple(cell, cell), { maxLength: 8 }), fc.integer({ min: 20, max: 60 })])(
  'left-aligned columns that can give way never exceed the width',
  (rows, width) => {
    const table = renderTable([{ header: 'first' }, { header: 'second' }], rows, { width });
    for (const line of table.split('\n')) expect(displayWidth(line)).toBeLessThanOrEqual(width);
  },
);
