import { fc, test as property } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { compareBytes } from './path-order.js';

const judge = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

test.each([
  ['', ''],
  ['', 'a'],
  ['same', 'same'],
  ['a', 'ab'],
  ['dir/a', 'dir/ab'],
  ['dir/aab', 'dir/aac'],
  ['Z', 'a'],
  ['\ud7ff', '\ue000'], // the last unit below the surrogates, the first above
  ['\ud7ff', '\u{10000}'],
  ['\ue000', '\ue001'],
  ['\ue000', '\u{10000}'], // surrogates are code points above the basic plane
  ['\uffff', '\u{10000}'],
  ['\uffff', '\u{10ffff}'],
  ['\u{10000}', '\u{10001}'],
  ['\u{10000}', '\u{10400}'],
  ['a\u{10000}', 'a\ufffe\u{10000}'],
])('%j and %j are ordered as their bytes are, either way', (a, b) => {
  const order = judge(a, b);
  // A sign, so that NaN and −0 are seen.
  expect(Math.sign(compareBytes(a, b)) + 0).toBe(order);
  expect(Math.sign(compareBytes(b, a)) + 0).toBe(0 - order);
});

const texts = fc
  .string({ unit: 'binary', maxLength: 6 })
  .map((text) => Buffer.from(text).toString());

property.prop([texts, texts, texts])('the order is that of UTF-8 bytes', (head, a, b) => {
  expect(Math.sign(compareBytes(head + a, head + b)) + 0).toBe(judge(head + a, head + b));
  expect(compareBytes(head + a, head + a)).toBe(0);
});

test('it differs from the order of JavaScript where surrogates meet U+FFEE', () => {
  expect(['\u{1f600}', '\uffee'].sort()).toEqual(['\u{1f600}', '\uffee']);
  expect(['\u{1f600}', '\uffee'].sort(compareBytes)).toEqual(['\uffee', '\u{1f600}']);
});
