import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const MAIN = join(import.meta.dirname, '..', 'dist', 'main.js');

/** Runs the built tool where no workspace is. */
function run(...args: readonly string[]) {
  return spawnSync(process.execPath, [MAIN, ...args], { cwd: '/', encoding: 'utf8' });
}

describe('provision-strategy', () => {
  test('help fits 80 columns and names examples and exit codes', () => {
    const { status, stdout } = run('--help');
    expect(status).toBe(0);
    expect(stdout).toContain('Usage: provision-strategy');
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

  test('lists the templates, for people and as one document', () => {
    const { status, stdout } = run('--list-templates');
    expect(status).toBe(0);
    expect(stdout.split('\n').map((line) => line.split(' ', 1)[0])).toEqual([
      'session_range_breakout',
      'moving_average_cross',
      'threshold_mean_reversion',
      'regime_transition',
      'streak_reversal',
      'thin',
      '',
    ]);
    for (const line of stdout.split('\n')) expect(line.length, line).toBeLessThanOrEqual(110);
    const { templates } = JSON.parse(run('--list-templates', '--json').stdout) as {
      readonly templates: readonly { readonly name: string }[];
    };
    expect(templates).toHaveLength(6);
  });

  test('outside a workspace it says how to name one', () => {
    const { status, stderr } = run('Cross');
    expect(status).toBe(2);
    expect(stderr).toContain('WORKSPACE_NOT_FOUND');
    expect(stderr).toContain('--workspace');
  });
});
