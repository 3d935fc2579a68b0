import { fc, test as property } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { canonicalText } from './canonical-text.js';
import { hashCanonical, isSha256Hex, sha256Hex } from './sha256.js';
import { sha256sumOf } from './testing/coreutils.js';

// FIPS 180-2, appendix B, and the empty message.
test.each([
  ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
  ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
  [
    'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq',
    '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
  ],
])('SHA-256 of %j is the published one', (text, expected) => {
  expect(sha256Hex(text)).toBe(expected);
  expect(sha256Hex(new TextEncoder().encode(text))).toBe(expected);
});

property.prop([fc.uint8Array({ maxLength: 300 })], { numRuns: 20 })(
  'coreutils computes the same of the same bytes',
  (bytes) => {
    expect(sha256Hex(bytes)).toBe(sha256sumOf(bytes));
  },
);

test('a text with a lone surrogate is refused: it would be hashed as another text', () => {
  expect(() => sha256Hex('a\ud800')).toThrow(RangeError);
  expect(() => sha256Hex('a\ud800')).toThrow('a text with a lone surrogate has no UTF-8 bytes');
  expect(sha256Hex('\u{1f600}')).toBe(sha256Hex(new TextEncoder().encode('\u{1f600}')));
});

test('bytes are hashed as bytes, whatever they would be as a text', () => {
  const bytes = Object.assign(new TextEncoder().encode('abc'), { toString: () => '\ud800' });
  expect(sha256Hex(bytes)).toBe(sha256Hex('abc'));
});

test('the hash of a value is that of its canonical JSON', () => {
  expect(hashCanonical({ b: 1, a: [true] })).toBe(sha256Hex('{"a":[true],"b":1}'));
  expect(hashCanonical({ a: 1 })).not.toBe(hashCanonical({ a: '1' }));
});

test.each([
  ['a'.repeat(64), true],
  ['A'.repeat(64), false],
  ['a'.repeat(63), false],
  ['a'.repeat(65), false],
  [`${'a'.repeat(64)}\n`, false],
  ['g'.repeat(64), false],
])('%j as a digest: %j', (text, expected) => {
  expect(isSha256Hex(text)).toBe(expected);
});

test.each([
  ['\uFEFFa\r\nb\rc\n', 'a\nb\nc\n'],
  ['a\r\r\nb', 'a\n\nb'],
  ['\uFEFF\uFEFFa', '\uFEFFa'],
  ['a\n', 'a\n'],
  ['', ''],
])('the canonical form of %j is %j', (text, expected) => {
  expect(canonicalText(text)).toBe(expected);
});

property.prop([fc.string({ unit: fc.constantFrom('a', ' ', '\n') })])(
  'text checked out with other line endings, with a BOM or without, has the same canonical form',
  (text) => {
    expect(canonicalText(text)).toBe(text);
    expect(canonicalText(text.replace(/\n/g, '\r\n'))).toBe(text);
    expect(canonicalText(`\uFEFF${text.replace(/\n/g, '\r')}`)).toBe(text);
  },
);
