import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { projects, ROOT } from '../testing/repository.js';

const tools = projects()
  .filter(({ folder }) => folder.startsWith('apps/'))
  .map(({ folder, version }) => ({ tool: folder.slice('apps/'.length), version }));

const { NODE_EXTRA_CA_CERTS: _certificates, ...env } = process.env;

function run(tool: string, ...words: readonly string[]) {
  const shim = join(ROOT, 'apps', tool, 'bin', `${tool}.js`);
  return spawnSync(process.execPath, [shim, ...words], { encoding: 'utf8', env, cwd: '/' });
}

describe.each(tools)('$tool', ({ tool, version }) => {
  test('has an executable shim, and is built', () => {
    expect(statSync(join(ROOT, 'apps', tool, 'bin', `${tool}.js`)).mode & 0o111).toBe(0o111);
    expect(existsSync(join(ROOT, 'apps', tool, 'dist', 'main.js')), 'npm run build').toBe(true);
  });

  test('says its version', () => {
    expect(run(tool, '--version')).toMatchObject({ status: 0, stdout: `${version}\n`, stderr: '' });
  });

  test('prints help with usage, examples and exit codes, within 80 columns', () => {
    const { status, stdout, stderr } = run(tool, '--help');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain(`Usage: ${tool} `);
    expect(stdout).toContain('\nExamples:\n');
    expect(stdout).toContain('\nExit codes:\n    0  ');
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });

  test('refuses an unknown flag with exit 2 and one JSON document', () => {
    const { status, stdout } = run(tool, '--jsonn', '--json');
    expect(status).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({
      ok: false,
      error: { code: 'USAGE', expected: 'did you mean --json?' },
    });
  });
});
