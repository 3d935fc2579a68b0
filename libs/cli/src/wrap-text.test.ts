import { fc, test as property } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { displayWidth } from './display-width.js';
import { wrapText } from './wrap-text.js';

test.each([
  ['one two three', 7, '', 'one two\nthree'],
  ['one two three', 9, '    ', 'one two\n    three'],
  ['one two three', undefined, '  ', 'one two three'],
  ['averylongword b', 5, '', 'averylongword\nb'],
  ['a\u001b[2Jb\nc', 80, '', 'a\\x1b[2Jb⏎c'],
])('%j in %s columns', (text, width, indent, wrapped) => {
  expect(wrapText(text, width, indent)).toBe(wrapped);
});

property.prop([fc.array(fc.stringMatching(/^[a-z]{1,8}$/)), fc.integer({ min: 12, max: 60 })])(
  'no line is wider than asked for, and no word is lost',
  (words, width) => {
    const wrapped = wrapText(words.join(' '), width, '  ');
    for (const line of wrapped.split('\n')) expect(displayWidth(line)).toBeLessThanOrEqual(width);
    expect(wrapped.split(/\s+/).filter((word) => word !== '')).toEqual(words);
  },
);
