import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const BIN = fileURLToPath(new URL('../bin/integrity-sweep.js', import.meta.url));

function run(...words: readonly string[]) {
  return spawnSync(process.execPath, [BIN, ...words], { cwd: tmpdir(), encoding: 'utf8' });
}

test('the help shows usage and exit codes', () => {
  const { status, stdout } = run('--help');
  expect(status).toBe(0);
  expect(stdout).toContain('Usage: integrity-sweep');
  expect(stdout).toContain('Exit codes:');
});

test('outside a workspace it exits 2 and says what is missing', () => {
  const { status, stdout } = run('--json');
  expect(status).toBe(2);
  expect(JSON.parse(stdout)).toMatchObject({ ok: false, error: { code: 'WORKSPACE_NOT_FOUND' } });
});
