import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DEFAULT_POLICY_TEXT, policyJsonSchema } from '@assay/directive';
import { JUDGED_METRIC_IDS } from '@assay/metrics';
import { nodeFileStore, workspacePaths, type Workspace } from '@assay/workspace';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, onTestFinished, test } from 'vitest';
import { readPolicy } from './policy-file.js';

/** Compares a text with a file of the repository; ASSAY_UPDATE_GOLDENS=1 writes the file instead. */
function expectGolden(path: string, actual: string): void {
  const file = fileURLToPath(new URL(`../../../../${path}`, import.meta.url));
  if (process.env['ASSAY_UPDATE_GOLDENS'] === '1') writeFileSync(file, actual);
  expect(actual).toBe(readFileSync(file, 'utf8'));
}

/** Reads the policy of a directive in a workspace that has these policies. */
function policyIn(policies: Readonly<Record<string, string>>, directiveId = 'Cross') {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'assay-policy-')));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  mkdirSync(join(root, 'policies'));
  for (const [name, text] of Object.entries(policies)) {
    writeFileSync(join(root, 'policies', name), text);
  }
  const workspace = { root, paths: workspacePaths(root) } as Workspace;
  return readPolicy(nodeFileStore(root), workspace, directiveId);
}

const OWN = DEFAULT_POLICY_TEXT.replace('policy: default', 'policy: Cross').replace(
  'version: 1',
  'version: 7',
);

describe('the policy of a directive', () => {
  test('is the one that the tool ships when the workspace has none', () => {
    expect(policyIn({}).policy).toMatchObject({ name: 'default', version: 1 });
    expect(policyIn({}).policy?.sha256).toBe(
      policyIn({ 'default.yaml': DEFAULT_POLICY_TEXT }).policy?.sha256,
    );
  });

  test('is its own before the workspace’s', () => {
    const both = { 'Cross.yaml': OWN, 'default.yaml': DEFAULT_POLICY_TEXT };
    expect(policyIn(both).policy).toMatchObject({ name: 'Cross', version: 7 });
    expect(policyIn(both, 'Another').policy).toMatchObject({ name: 'default', version: 1 });
  });

  test('that is wrong gives findings with places, and no policy', () => {
    const { policy, diagnostics } = policyIn({ 'default.yaml': 'policy: default\nversion: one\n' });
    expect(policy).toBeUndefined();
    expect(diagnostics[0]?.place).toMatchObject({ line: expect.any(Number) as number });
  });

  test('every number that the shipped limits name exists, and no number stands twice', () => {
    expect(policyIn({}).diagnostics).toEqual([]);
    expect(new Set(JUDGED_METRIC_IDS).size).toBe(JUDGED_METRIC_IDS.length);
  });

  test('the committed files are those that the code writes, and an editor accepts the policy', () => {
    const schema = policyJsonSchema(JUDGED_METRIC_IDS);
    expectGolden('schemas/portfolio-policy.schema.json', `${JSON.stringify(schema, null, 2)}\n`);
    expectGolden('examples/fx/policies/default.yaml', DEFAULT_POLICY_TEXT);
    const validate = new Ajv2020({ strict: true, allErrors: true }).compile(schema);
    expect(validate(policyIn({}).policy?.content)).toBe(true);
    expect(validate({ ...(policyIn({}).policy?.content as object), extra: 1 })).toBe(false);
  });
});
