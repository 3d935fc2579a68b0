import { fc, test as property } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { compareEngineVersions, isEngineVersion } from './engine-version.js';

test('versions are ordered by number, not by text', () => {
  const versions = ['v1_10_0', 'v1_9_0', 'v10_0_0', 'v2_0_0', 'v1_9_11', 'v1_9_2'];
  expect(versions.sort(compareEngineVersions)).toEqual([
    'v1_9_0',
    'v1_9_2',
    'v1_9_11',
    'v1_10_0',
    'v2_0_0',
    'v10_0_0',
  ]);
});

test.each([
  ['v1_0_0', true],
  ['v0_0_0', true],
  ['v1_0', false],
  ['1_0_0', false],
  ['v01_0_0', false],
  ['v1_0_0_backup', false],
  ['v1.0.0', false],
])('%s is an engine version: %s', (text, expected) => {
  expect(isEngineVersion(text)).toBe(expected);
});

test('comparing what is no version is a defect of the caller', () => {
  expect(() => compareEngineVersions('v1_0_0', 'latest')).toThrow(RangeError);
});

const version = fc
  .tuple(fc.nat(99), fc.nat(99), fc.nat(99))
  .map(([major, minor, patch]) => `v${major}_${minor}_${patch}`);

property.prop([version, version])(
  'the order is antisymmetric, and zero only for equals',
  (a, b) => {
    expect(Math.sign(compareEngineVersions(a, b)) + Math.sign(compareEngineVersions(b, a))).toBe(0);
    expect(compareEngineVersions(a, b) === 0).toBe(a === b);
  },
);
