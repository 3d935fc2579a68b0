import { expect, test } from 'vitest';
import { compareVersions } from './toolchain.js';

test('engine versions are ordered by number, not by text', () => {
  const versions = ['v1_10_0', 'v1_9_0', 'v2_0_0', 'v1_9_10', 'v1_0_0'];
  expect(versions.sort(compareVersions)).toEqual([
    'v1_0_0',
    'v1_9_0',
    'v1_9_10',
    'v1_10_0',
    'v2_0_0',
  ]);
});
