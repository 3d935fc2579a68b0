import { fc, test as property } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { displayWidth, pad, truncate } from './display-width.js';

test.each([
  ['', 0],
  ['EURUSD', 6],
  ['日経225', 7],
  ['e\u0301', 1], // e and a combining accent
  ['\u001b[31mred\u001b[39m', 3],
  ['👍', 2],
  ['ｆｕｌｌ', 8],
  ['…', 1],
  ['한국', 4],
])('%j takes %i columns', (text, width) => {
  expect(displayWidth(text)).toBe(width);
});

test.each([
  ['abcdef', 6, 'abcdef'],
  ['abcdef', 5, 'abcd…'],
  ['日経225', 4, '日…'],
  ['日経225', 5, '日経…'],
  ['ab', 1, '…'],
  ['ab', 0, ''],
])('%j cut to %i columns is %j', (text, width, expected) => {
  expect(truncate(text, width)).toBe(expected);
});

property.prop([fc.string({ unit: 'grapheme' }), fc.nat(40)])(
  'a cut text takes at most the columns given, and a text that fits stays as it is',
  (text, width) => {
    const cut = truncate(text, width);
    expect(displayWidth(cut)).toBeLessThanOrEqual(width);
    if (displayWidth(text) <= width) expect(cut).toBe(text);
  },
);

property.prop([fc.string({ unit: 'grapheme', maxLength: 10 }), fc.integer({ min: 20, max: 40 })])(
  'a filled text takes exactly the columns given, on both sides',
  (text, width) => {
    expect(displayWidth(pad(text, width))).toBe(width);
    expect(displayWidth(pad(text, width, 'right'))).toBe(width);
  },
);
