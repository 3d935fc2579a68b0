import { expect, test } from 'vitest';
import { planNewVersion, type NewVersionInput } from './plan-new-version.js';

const INPUT: NewVersionInput = {
  active: 'v1_9_0',
  wanted: 'v1_10_0',
  files: [
    { path: 'engine-version.ts', text: "export const ENGINE_VERSION = 'v1_9_0';\n" },
    { path: 'costs/spread.ts', text: 'export const spread = 1;\n' },
  ],
  versionsText: "export const ENGINE_VERSIONS = ['v1_9_0'] as const;\n",
  packageText: '{"name":"@assay/engine","exports":{"./v1_9_0":{}},"dependencies":{}}',
};

test('a new version is a copy of the active one under its own name', () => {
  const [version, spread] = planNewVersion(INPUT);
  expect(version).toEqual({
    path: 'libs/engine/src/v1_10_0/engine-version.ts',
    text: "export const ENGINE_VERSION = 'v1_10_0';\n",
  });
  expect(spread?.path).toBe('libs/engine/src/v1_10_0/costs/spread.ts');
});

test('the versions and exports of the engine grow, and keep what they had', () => {
  const written = new Map(planNewVersion(INPUT).map(({ path, text }) => [path, text]));
  expect(written.get('libs/engine/src/engine-versions.ts')).toBe(
    "export const ENGINE_VERSIONS = ['v1_9_0', 'v1_10_0'] as const;\n",
  );
  expect(JSON.parse(written.get('libs/engine/package.json') ?? '')).toMatchObject({
    name: '@assay/engine',
    exports: { './v1_9_0': {}, './v1_10_0': { '@assay/source': './src/v1_10_0/index.ts' } },
    dependencies: {},
  });
});

test.each(['v1_9_0', 'v1_8_9', 'v0_10_0', '1_10_0', 'v1_10', '../v2_0_0', ''])(
  '%j cannot follow v1_9_0',
  (wanted) => {
    expect(() => planNewVersion({ ...INPUT, wanted })).toThrow(
      expect.objectContaining({ code: 'USAGE' }),
    );
  },
);
