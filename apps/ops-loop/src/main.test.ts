import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const BIN = fileURLToPath(new URL('../bin/ops-loop.js', import.meta.url));

function run(...words: readonly string[]) {
  // The surroundings of a test hold MODE, which means something here.
  const env = { PATH: process.env['PATH'] };
  return spawnSync(process.execPath, [BIN, ...words], { cwd: tmpdir(), encoding: 'utf8', env });
}

test('the help shows usage and exit codes', () => {
  const { status, stdout } = run('--help');
  expect(status).toBe(0);
  expect(stdout).toContain('Usage: ops-loop');
  expect(stdout).toContain('Exit codes:');
});

test('outside a workspace it exits 2 and says what is missing', () => {
  const { status, stdout } = run('health', '--json');
  expect(status).toBe(2);
  expect(JSON.parse(stdout)).toMatchObject({
    ok: false,
    token: 'P79_GATE_FAIL',
    reason: 'workspace_not_found',
    error: { code: 'WORKSPACE_NOT_FOUND' },
  });
});
