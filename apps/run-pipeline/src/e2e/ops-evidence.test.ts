import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { judge, judgeBags } from '@assay/evidence/testing';
import { expect, test } from 'vitest';
import { lastLine, opsDocument, opsWorkspace, runOps } from '../testing/ops-driver.js';
import { REPOSITORY } from '../testing/spawn-tool.js';

function workspaceWithLogs(): string {
  const folder = opsWorkspace();
  mkdirSync(join(folder, 'x'));
  writeFileSync(join(folder, 'x', 'a.txt'), 'hi\n');
  return folder;
}

function seal(folder: string, ofClass: string) {
  const { document } = opsDocument(['evidence', 'seal', 'x', '--class', ofClass], folder);
  const { artifacts } = document;
  if (!artifacts) throw new Error('nothing was sealed');
  const at = (path: string) => join(folder, 'out', 'ops', path);
  return { bag: at(artifacts.evidence), pin: at(artifacts.pin), artifacts };
}

test('what is sealed verifies, by us, by coreutils and by a checker of bags that is not ours', () => {
  const folder = workspaceWithLogs();
  const { bag } = seal(folder, 'baseline');
  expect(judgeBags(bag)).toEqual({ status: 0, said: '' });
  expect(judge('sha256sum', ['-c', '--quiet', 'SHA256SUMS'], bag)).toEqual({ status: 0, said: '' });
  const verified = runOps(['evidence', 'verify', 'all'], folder);
  expect(verified.exit).toBe(0);
  expect(lastLine(verified)).toBe('EVIDENCE_VERIFY_OK items=1 errors=0 notes=1');
});

test('an altered byte ends with exit 3, the verdict and the path', () => {
  const folder = workspaceWithLogs();
  const { bag, artifacts } = seal(folder, 'baseline');
  chmodSync(join(bag, 'data', 'a.txt'), 0o644);
  appendFileSync(join(bag, 'data', 'a.txt'), 'x');
  const { exit, document } = opsDocument(['evidence', 'verify'], folder);
  expect(exit).toBe(3);
  expect(document).toMatchObject({
    ok: false,
    token: 'EVIDENCE_VERIFY_FAIL',
    error: { code: 'EVIDENCE_ALTERED' },
    data: {
      findings: expect.arrayContaining([
        expect.objectContaining({
          verdict: 'hash_mismatch',
          path: `${artifacts.evidence}/data/a.txt`,
        }),
      ]),
    },
  });
  expect(runOps(['evidence', 'verify', artifacts.pin], folder).exit).toBe(3);
});

test('the first line of a pin’s text is the token that was printed', () => {
  const folder = workspaceWithLogs();
  const ended = runOps(['retain', 'dashboard'], folder);
  expect(ended.exit).toBe(0);
  const [token = ''] = lastLine(ended).split(' ');
  const [name = ''] = readdirSync(join(folder, 'out/ops/pins/retain')).filter((one) =>
    one.endsWith('.txt'),
  );
  const text = readFileSync(join(folder, 'out/ops/pins/retain', name), 'utf8');
  expect(text.split('\n')[0]).toBe(token);
  expect(token).toBe('P94_RETENTION_NOOP');
});

test('retention is dry by itself, under a timer and with DRY_RUN=YES, and deletes when it is told to', () => {
  const folder = workspaceWithLogs();
  for (let i = 0; i < 3; i += 1) seal(folder, 'dashboard');
  const flags = ['--keep-last', '1', '--keep-within', '0', '--keep-daily', '0', '--keep-red', '0'];
  const left = () => readdirSync(join(folder, 'out/ops/evidence/dashboard')).length;
  for (const env of [{}, { INVOCATION_ID: '1' }, { DRY_RUN: 'YES' }]) {
    const dry = runOps(['retain', 'dashboard', ...flags], folder, env);
    expect(lastLine(dry)).toMatch(/^P94_RETENTION_OK deleted=0 would_delete=2 remaining=3 /);
    expect(left()).toBe(3);
  }
  const meant = runOps(['retain', 'dashboard', ...flags, '--no-dry-run'], folder, {
    DRY_RUN: 'YES',
  });
  expect(lastLine(meant)).toMatch(/^P94_RETENTION_OK deleted=2 remaining=1 /);
  expect(meant.stdout.match(/^P94_RETENTION_DELETE ts=\d{8}T\d{9}Z /gm)).toHaveLength(2);
  expect(left()).toBe(1);
  expect(runOps(['evidence', 'verify'], folder).exit).toBe(0);
});

test.each([
  [['key', 'init'], 4, 'EVIDENCE_KEY_EXISTS'],
  [['evidence', 'seal', 'nowhere', '--class', 'audit'], 2, 'EVIDENCE_NOT_FOUND'],
  [['evidence', 'seal', 'x', '--class', 'other'], 2, 'USAGE'],
  [['evidence', 'verify', 'nowhere'], 2, 'EVIDENCE_NOT_FOUND'],
  [['retain', 'all', '--keep-last', 'x'], 2, 'OPS_SETTING_INVALID'],
  [
    [
      'retain',
      'all',
      '--keep-last',
      '0',
      '--keep-within',
      '0',
      '--keep-daily',
      '0',
      '--keep-red',
      '0',
    ],
    4,
    'RETENTION_WOULD_EMPTY',
  ],
  [
    ['archive', 'run_20260131T090807006Z', '--to', '/tmp/assay-archive'],
    4,
    'ARCHIVE_TARGET_REFUSED',
  ],
  [['archive', 'run_20260131T090807006Z', '--to', '/assay-archive'], 1, 'OPS_NO_RUN'],
])('%j ends with exit %i and %s', (args, exit, code) => {
  const folder = workspaceWithLogs();
  expect(runOps(['key', 'init'], folder).exit).toBe(0);
  const ended = opsDocument(args, folder);
  expect(ended.exit).toBe(exit);
  expect(ended.document.error?.code).toBe(code);
});

test('a signature is right by the recipe of the documents, with Python and openssl alone', () => {
  const folder = workspaceWithLogs();
  runOps(['key', 'init'], folder);
  seal(folder, 'baseline');
  const text = readFileSync(join(REPOSITORY, 'docs/ops/evidence.md'), 'utf8');
  const recipe = text.match(/```\n(python3 - [^]*?)\n```/)?.[1] ?? 'exit 9';
  const ended = spawnSync('bash', ['-euc', recipe], {
    cwd: join(folder, 'out/ops'),
    encoding: 'utf8',
  });
  expect(ended).toMatchObject({ status: 0, stdout: 'Signature Verified Successfully\n' });
});
