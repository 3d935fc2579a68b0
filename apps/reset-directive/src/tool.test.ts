import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const MAIN = join(import.meta.dirname, '..', 'dist', 'main.js');

/** Runs the built tool where no workspace is. */
function run(...args: readonly string[]) {
  return spawnSync(process.execPath, [MAIN, ...args], { cwd: '/', encoding: 'utf8' });
}

describe('reset-directive', () => {
  test('help fits 80 columns and names examples and exit codes', () => {
    const { status, stdout } = run('--help');
    expect(status).toBe(0);
    expect(stdout).toContain('Usage: reset-directive');
    expect(stdout).toContain('Examples:');
    expect(stdout).toContain('Exit codes:');
    for (const line of stdout.split('\n')) expect(line.length, line).toBeLessThanOrEqual(80);
  });

  test('without its argument it is a usage error, exit 2, in one document with --json', () => {
    expect(run().status).toBe(2);
    const { status, stdout } = run('--json');
    expect(status).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, error: { code: 'USAGE' } });
  });

  test('outside a workspace it says how to name one', () => {
    const { status, stderr } = run('Cross', '--reason', 'x');
    expect(status).toBe(2);
    expect(stderr).toContain('WORKSPACE_NOT_FOUND');
    expect(stderr).toContain('--workspace');
  });
});

test.each([
  ['no reason', ['Cross'], '--reason'],
  ['an empty reason', ['Cross', '--reason', ' '], 'the reason is empty'],
  ['an empty actor', ['Cross', '--reason', 'x', '--actor', ''], 'the actor is empty'],
  ['two targets', ['Cross', '--reason', 'x', '--to-stage4', '--failed-only'], 'exclude each other'],
])('%s is a usage error that says what to do', (_what, args, says) => {
  const { status, stderr } = run(...args);
  expect(status).toBe(2);
  expect(stderr).toContain(says);
});
