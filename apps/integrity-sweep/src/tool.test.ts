import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const MAIN = join(import.meta.dirname, '..', 'dist', 'main.js');

/** Runs the built tool where no workspace is. */
function run(...args: readonly string[]) {
  return spawnSync(process.execPath, [MAIN, ...args], { cwd: '/', encoding: 'utf8' });
}

const COMMANDS = [[], ['verify'], ['retire'], ['undo'], ['purge'], ['rebuild']];

describe('integrity-sweep', () => {
  test.each(COMMANDS.map((words) => [words.join(' ') || 'the tool', words] as const))(
    'help of %s fits 80 columns and names its exit codes',
    (_name, words) => {
      const { status, stdout } = run(...words, '--help');
      expect(status).toBe(0);
      expect(stdout).toContain('Usage: integrity-sweep');
      expect(stdout).toContain('Exit codes:');
      for (const line of stdout.split('\n')) expect(line.length, line).toBeLessThanOrEqual(80);
    },
  );

  test.each([
    ['an unknown flag', ['--fxi'], '--fix'],
    ['an unknown command', ['verfy'], 'verify'],
    ['--plan without --fix', ['--plan', 'ab'], '--fix'],
    ['retire without a reason', ['retire', 'Cross'], '--reason'],
    ['undo without a name', ['undo'], 'sweep'],
    ['purge without an age', ['purge'], '--older-than'],
  ])('%s is a usage error that says what to do', (_what, args, says) => {
    const { status, stderr } = run(...args);
    expect(status).toBe(2);
    expect(stderr).toContain(says);
  });

  test('outside a workspace it is one document with --json, exit 2', () => {
    const { status, stdout } = run('--json');
    expect(status).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({
      ok: false,
      error: { code: 'WORKSPACE_NOT_FOUND' },
    });
  });
});
