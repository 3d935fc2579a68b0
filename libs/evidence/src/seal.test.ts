import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { sha256Hex } from '@assay/hashing';
import { nodeFileStore } from '@assay/workspace';
import { expect, onTestFinished, test } from 'vitest';
import { buildBinding } from './binding.js';
import { buildManifest, readManifest, sealPortfolioManifest, type SealedFile } from './manifest.js';
import { verifyCapsule, verifySealedFolder } from './verify-sealed-folder.js';

const CONTENT = {
  'strategy.ts': 'export default 1;\n',
  'strategy.js': 'var a = 1;\n',
  'directive.json': '{}',
  'spec.yaml': 'symbol: EURUSD\n',
  'artifacts/raw/results_tradelevel.csv': 'a,b\n1,2\n',
  'artifacts/report/näme with space.html': '<p>\n',
} as const;
const RUN = { runId: '0123456789abcdef', runKey: sha256Hex('key') };

function sealedFile([path, text]: readonly [string, string]): SealedFile {
  return { path, bytes: Buffer.byteLength(text), sha256: sha256Hex(text) };
}

const ARTIFACTS = Object.entries(CONTENT).map(sealedFile);
const MANIFEST = {
  ...RUN,
  directiveId: 'Range_Breakout_01',
  symbol: 'EURUSD',
  strategy: 'RangeBreakout',
  inputs: { directive: sha256Hex('d'), data: sha256Hex('x') },
  engine: { name: 'universal', version: 'v1_0_0' },
  dataFingerprints: { EURUSD_1h: sha256Hex('x') },
  artifacts: ARTIFACTS,
};

function folderOf(content: Readonly<Record<string, string>>): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'assay-evidence-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(content)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

/** A whole capsule on disk, and what the ledger would have recorded about it. */
function capsule() {
  const seal = buildManifest(MANIFEST);
  const content: Record<string, string> = {
    ...CONTENT,
    'manifest.json': seal.text,
    SHA256SUMS: seal.sums,
    'binding.json': '{}\n',
  };
  const folder = folderOf(content);
  const expected = Object.entries(content).map(sealedFile);
  return { folder, check: { files: nodeFileStore(folder), capsule: folder, ...RUN, expected } };
}

const codes = (folder: ReturnType<typeof capsule>) =>
  verifyCapsule(folder.check).map(({ code }) => code);

test('a manifest is the same bytes whatever the order of artifacts and keys', () => {
  const shuffled = {
    ...MANIFEST,
    inputs: { data: sha256Hex('x'), directive: sha256Hex('d') },
    artifacts: [...ARTIFACTS].reverse(),
  };
  expect(buildManifest(shuffled)).toEqual(buildManifest(MANIFEST));
});

test('a manifest states run, key, inputs, engine, data and every artifact, and can be read back', () => {
  const { text, sha256 } = buildManifest(MANIFEST);
  expect(sha256).toBe(sha256Hex(text));
  expect(JSON.parse(text)).toMatchObject({
    schema: 1,
    kind: 'run',
    run_id: RUN.runId,
    run_key: RUN.runKey,
    engine: { version: 'v1_0_0' },
    data_fingerprints: { EURUSD_1h: sha256Hex('x') },
  });
  expect(readManifest(text)?.artifacts).toHaveLength(ARTIFACTS.length);
  expect(readManifest(text)?.artifacts[0]?.path).toBe('artifacts/raw/results_tradelevel.csv');
});

test.each(['', '[]', '{}', '{"kind":"run","directive_id":"a","artifacts":[1]}', 'null'])(
  'a text that is no manifest (%j) is not read as one',
  (text) => expect(readManifest(text)).toBeUndefined(),
);

test('a manifest does not name the files of its own seal', () => {
  const artifacts = [...ARTIFACTS, { path: 'SHA256SUMS', bytes: 0, sha256: sha256Hex('') }];
  expect(() => buildManifest({ ...MANIFEST, artifacts })).toThrow(RangeError);
});

test('coreutils agree with SHA256SUMS, and notice one changed byte', () => {
  const { folder } = capsule();
  // The same judge under the name that each system has for it.
  const [judge, ...flags] =
    process.platform === 'darwin' ? ['shasum', '-a', '256'] : ['sha256sum', '--strict'];
  const check = () =>
    execFileSync(judge ?? '', [...flags, '-c', 'SHA256SUMS'], {
      cwd: folder,
      encoding: 'utf8',
      stdio: 'pipe',
    });
  const lines = check().trim().split('\n');
  expect(lines).toHaveLength(ARTIFACTS.length + 1);
  expect(lines.every((line) => line.endsWith(': OK'))).toBe(true);
  writeFileSync(join(folder, 'spec.yaml'), 'symbol: EURUSE\n');
  expect(check).toThrow(
    expect.objectContaining({ stdout: expect.stringContaining('spec.yaml: FAILED') }),
  );
});

test('a whole capsule has no finding', () => {
  expect(verifyCapsule(capsule().check)).toEqual([]);
});

test.each([
  ['manifest.json', 'MANIFEST_MISSING', 'ARTIFACT_HASH_MISMATCH'],
  ['SHA256SUMS', 'ARTIFACT_MISSING', 'ARTIFACT_HASH_MISMATCH'],
  ['binding.json', 'ARTIFACT_MISSING', 'ARTIFACT_HASH_MISMATCH'],
  ['strategy.ts', 'SNAPSHOT_MISSING', 'SNAPSHOT_HASH_MISMATCH'],
  ['strategy.js', 'SNAPSHOT_MISSING', 'SNAPSHOT_HASH_MISMATCH'],
  ['directive.json', 'SNAPSHOT_MISSING', 'SNAPSHOT_HASH_MISMATCH'],
  ['spec.yaml', 'SNAPSHOT_MISSING', 'SNAPSHOT_HASH_MISMATCH'],
  ['artifacts/raw/results_tradelevel.csv', 'ARTIFACT_MISSING', 'ARTIFACT_HASH_MISMATCH'],
])('%s lost is %s, altered is %s, and nothing else is found', (path, lost, altered) => {
  const gone = capsule();
  rmSync(join(gone.folder, path));
  expect(codes(gone)).toEqual([lost]);
  const changed = capsule();
  writeFileSync(join(changed.folder, path), 'x');
  expect(codes(changed)).toEqual([altered]);
});

test('a link to the right bytes is not the file that was sealed', () => {
  const linked = capsule();
  rmSync(join(linked.folder, 'spec.yaml'));
  writeFileSync(join(linked.folder, 'elsewhere'), CONTENT['spec.yaml']);
  symlinkSync('elsewhere', join(linked.folder, 'spec.yaml'));
  expect(verifyCapsule(linked.check)).toMatchObject([
    { code: 'SNAPSHOT_HASH_MISMATCH', found: 'a link' },
  ]);
});

test('a capsule that is gone is one finding, not one for every file', () => {
  const gone = capsule();
  rmSync(gone.folder, { recursive: true });
  expect(codes(gone)).toEqual(['ARTIFACT_MISSING']);
});

test('a manifest of another run, or with other files than the ledger, is MANIFEST_KEY_MISMATCH', () => {
  const other = capsule();
  expect(
    verifyCapsule({ ...other.check, runId: 'ffffffffffffffff' }).map(({ code }) => code),
  ).toEqual(['MANIFEST_KEY_MISMATCH']);
  expect(
    verifyCapsule({ ...other.check, runKey: sha256Hex('other') }).map(({ code }) => code),
  ).toEqual(['MANIFEST_KEY_MISMATCH']);
  const fewer = other.check.expected.filter(({ path }) => path !== 'spec.yaml');
  expect(verifyCapsule({ ...other.check, expected: fewer })).toMatchObject([
    { code: 'MANIFEST_KEY_MISMATCH', expected: 'not recorded' },
  ]);
});

test('a portfolio names the manifests it stands on and is verified by the same rules', () => {
  const runs = [
    { symbol: 'EURUSD', runId: RUN.runId, manifestSha256: buildManifest(MANIFEST).sha256 },
  ];
  const report = { 'report.html': '<p>', 'portfolio_summary.json': '{}' };
  const artifacts = Object.entries(report).map(sealedFile);
  const seal = sealPortfolioManifest({ directiveId: 'D1', runs, artifacts });
  const content = { ...report, 'manifest.json': seal.text, SHA256SUMS: seal.sums };
  const folder = folderOf(content);
  const expected = Object.entries(content).map(sealedFile);
  const check = { files: nodeFileStore(folder), folder, directiveId: 'D1', expected };
  expect(JSON.parse(seal.text)).toMatchObject({
    runs: [{ manifest_sha256: runs[0]?.manifestSha256 }],
  });
  expect(verifySealedFolder(check)).toEqual([]);
  expect(verifySealedFolder({ ...check, directiveId: 'D2' })).toMatchObject([
    { code: 'MANIFEST_KEY_MISMATCH', found: 'portfolio of D1' },
  ]);
  writeFileSync(join(folder, 'report.html'), '<p >');
  expect(verifySealedFolder(check).map(({ code }) => code)).toEqual(['ARTIFACT_HASH_MISMATCH']);
});

test('a binding holds what differs: when, attempt, versions, and the head of the chain', () => {
  const text = buildBinding({
    runId: RUN.runId,
    attempt: 2,
    at: '2026-01-31T09:08:07.006Z',
    tool: 'run-pipeline 0.1.0',
    node: '20.20.2',
    manifestSha256: sha256Hex('m'),
    chainHead: { seq: 7, hash: sha256Hex('e') },
  });
  expect(JSON.parse(text)).toEqual({
    run_id: RUN.runId,
    attempt: 2,
    at: '2026-01-31T09:08:07.006Z',
    tool: 'run-pipeline 0.1.0',
    node: '20.20.2',
    manifest_sha256: sha256Hex('m'),
    chain_head: { seq: 7, hash: sha256Hex('e') },
  });
});
