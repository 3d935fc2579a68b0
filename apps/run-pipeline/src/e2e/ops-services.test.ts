import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { builtTool } from '../testing/spawn-tool.js';
import { temporaryFolder } from '../testing/workspace-maker.js';

const STANDIN = fileURLToPath(new URL('../testing/standin-systemctl.mjs', import.meta.url));

/** A login with a service manager of its own, and an empty workspace. */
function login() {
  const home = temporaryFolder();
  const workspace = join(home, 'work space');
  mkdirSync(workspace);
  writeFileSync(join(workspace, 'assay.json'), '{}');
  mkdirSync(join(home, 'bin'));
  copyFileSync(STANDIN, join(home, 'bin', 'systemctl'));
  const env = { HOME: home, PATH: `${join(home, 'bin')}:${process.env['PATH'] ?? ''}` };
  const ops = (words: readonly string[], more: Readonly<Record<string, string>> = {}) => {
    const { status, stdout } = spawnSync(
      process.execPath,
      [builtTool('ops-loop'), ...words, '--json', '--workspace', workspace],
      { encoding: 'utf8', env: { ...env, ...more } },
    );
    return { exit: status, document: JSON.parse(stdout) as Envelope };
  };
  const units = (): readonly string[] => {
    const folder = join(home, '.config/systemd/user');
    return existsSync(folder) ? readdirSync(folder).sort() : [];
  };
  const asked = (): string => readFileSync(join(home, 'units-asked.log'), 'utf8');
  const refuse = (verb: string): void => writeFileSync(join(home, `refuse-${verb}`), '');
  const knows = (): Readonly<Record<string, string>> =>
    JSON.parse(readFileSync(join(home, 'units-state.json'), 'utf8')) as Record<string, string>;
  return { home, workspace, ops, units, asked, refuse, knows };
}

interface Envelope {
  readonly ok: boolean;
  readonly token: string;
  readonly reason: string | null;
  readonly dry_run: boolean | null;
  readonly checks: readonly {
    readonly id: string;
    readonly ok: boolean;
    readonly detail: string;
  }[];
  readonly data?: { readonly manager: string };
  readonly error?: { readonly code: string; readonly found: string | null };
}

describe('installing', () => {
  test('all jobs are written, loaded and shown; on demand means not started', () => {
    const { ops, units, knows, workspace } = login();
    const installed = ops(['service', 'install']);
    expect(installed).toMatchObject({ exit: 0, document: { token: 'SERVICE_INSTALL_OK' } });
    expect(installed.document.data?.manager).toBe('systemd');
    expect(units()).toHaveLength(16);
    const active = Object.keys(knows());
    expect(active.filter((unit) => unit.endsWith('.timer'))).toHaveLength(7);
    expect(active.filter((unit) => unit.endsWith('.service'))).toHaveLength(1);
    expect(active.some((unit) => unit.includes('soak'))).toBe(false);
    // What a sandboxed unit may write to is there before it starts.
    expect(existsSync(join(workspace, 'out/ops/_logs'))).toBe(true);
    expect(ops(['service', 'status']).document.checks.every((check) => check.ok)).toBe(true);
  });

  test('one job is one job, and installing it twice changes nothing', () => {
    const { ops, units } = login();
    ops(['service', 'install', 'cycle']);
    const first = units();
    expect(first.map((name) => name.replace(/[0-9a-f]{8}/, 'H'))).toEqual([
      'ops-loop-H-cycle.service',
      'ops-loop-H-cycle.timer',
    ]);
    expect(ops(['service', 'install', 'cycle']).exit).toBe(0);
    expect(units()).toEqual(first);
  });

  test('a dry run writes nothing and orders nothing, but says what it would do', () => {
    const { ops, units, asked } = login();
    const { exit, document } = ops(['service', 'install', '--dry-run']);
    expect({ exit, dry: document.dry_run }).toEqual({ exit: 0, dry: true });
    expect(document.checks[0]?.detail).toContain('would install');
    expect(units()).toEqual([]);
    expect(asked()).not.toMatch(/enable|daemon-reload|start/);
  });

  test('in CI installing is dry unless it is told otherwise', () => {
    const { ops, units } = login();
    expect(ops(['service', 'install', 'cycle'], { CI: 'true' }).document.dry_run).toBe(true);
    expect(units()).toEqual([]);
    ops(['service', 'install', 'cycle', '--no-dry-run'], { CI: 'true' });
    expect(units()).toHaveLength(2);
  });

  test('what the manager refuses is told in its own words, exit 1', () => {
    const { ops, refuse } = login();
    refuse('enable');
    const { exit, document } = ops(['service', 'install', 'cycle']);
    expect(exit).toBe(1);
    expect(document).toMatchObject({
      token: 'SERVICE_INSTALL_FAIL',
      reason: 'install_failed',
      error: { code: 'SERVICE_MANAGER_FAILED' },
    });
    expect(document.error?.found).toContain('planted refusal');
  });

  test('a secret in the environment stops it before anything is written', () => {
    const { ops, units } = login();
    const { exit, document } = ops(['service', 'install'], { KRAKEN_API_KEY: 'canary-5ecret' });
    expect({ exit, code: document.error?.code }).toEqual({
      exit: 4,
      code: 'OPS_ENVIRONMENT_REFUSED',
    });
    expect(JSON.stringify(document)).not.toContain('canary-5ecret');
    expect(units()).toEqual([]);
  });

  test('two workspaces of one login do not meet', () => {
    const { home, ops, units } = login();
    const other = join(home, 'other');
    mkdirSync(other);
    writeFileSync(join(other, 'assay.json'), '{}');
    ops(['service', 'install', 'cycle']);
    spawnSync(
      process.execPath,
      [builtTool('ops-loop'), 'service', 'install', 'cycle', '--workspace', other],
      { env: { HOME: home, PATH: `${join(home, 'bin')}:${process.env['PATH'] ?? ''}` } },
    );
    expect(units()).toHaveLength(4);
    ops(['service', 'uninstall']);
    expect(units()).toHaveLength(2);
  });
});

describe('removing and kicking', () => {
  test('uninstalling removes units and files, and a second time finds nothing to do', () => {
    const { ops, units, knows } = login();
    ops(['service', 'install']);
    expect(ops(['service', 'uninstall'])).toMatchObject({ exit: 0, document: { ok: true } });
    expect(units()).toEqual([]);
    expect(knows()).toEqual({});
    expect(ops(['service', 'uninstall']).exit).toBe(0);
  });

  test('uninstalling works in an environment that everything else refuses', () => {
    const { ops, units } = login();
    ops(['service', 'install', 'cycle']);
    expect(ops(['service', 'uninstall'], { LIVE: '1', API_KEY: 'x' }).exit).toBe(0);
    expect(units()).toEqual([]);
  });

  test('a kick starts the service of a timer; a job that is not there cannot be kicked', () => {
    const { ops, knows } = login();
    expect(ops(['service', 'kick', 'audit'])).toMatchObject({
      exit: 1,
      document: { error: { code: 'SERVICE_MANAGER_FAILED' } },
    });
    ops(['service', 'install', 'audit']);
    expect(ops(['service', 'kick', 'audit']).exit).toBe(0);
    expect(Object.keys(knows()).some((unit) => unit.endsWith('-audit.service'))).toBe(true);
  });

  test('a failed unit turns the status red', () => {
    const { home, ops, knows } = login();
    ops(['service', 'install', 'cycle']);
    const timer = Object.keys(knows())[0] ?? '';
    const service = timer.replace('.timer', '.service');
    writeFileSync(
      join(home, 'units-state.json'),
      JSON.stringify({ [timer]: 'active', [service]: 'failed' }),
    );
    expect(ops(['service', 'status', 'cycle'])).toMatchObject({
      exit: 1,
      document: { checks: [{ id: 'cycle', ok: false, detail: 'failed' }] },
    });
  });
});

describe('without a manager', () => {
  const alone = (words: readonly string[]) => {
    const workspace = temporaryFolder();
    writeFileSync(join(workspace, 'assay.json'), '{}');
    const { status, stdout } = spawnSync(
      process.execPath,
      [builtTool('ops-loop'), ...words, '--json', '--workspace', workspace],
      { encoding: 'utf8', env: { HOME: workspace, PATH: '/nonexistent' } },
    );
    return { exit: status, document: JSON.parse(stdout) as Envelope };
  };

  test.each([
    [['service', 'install'], 1, 'SERVICE_MANAGER_ABSENT'],
    [['service', 'kick', 'cycle'], 1, 'SERVICE_MANAGER_ABSENT'],
    [['service', 'install', '--manager', 'systemd'], 1, 'SERVICE_MANAGER_ABSENT'],
    [['service', 'logs'], 1, 'SERVICE_MANAGER_FAILED'],
    [['service', 'logs', '--lines', 'many'], 2, 'OPS_SETTING_INVALID'],
    [['service', 'status'], 0, undefined],
    [['service', 'uninstall'], 0, undefined],
    [['service', 'render'], 0, undefined],
  ] as const)('%j ends with %i', (words, exit, code) => {
    const ended = alone(words);
    expect({ exit: ended.exit, code: ended.document.error?.code }).toEqual({ exit, code });
  });

  test('units are written to a new folder only', () => {
    const folder = temporaryFolder();
    const { exit, document } = alone(['service', 'render', '--to', folder]);
    expect({ exit, code: document.error?.code }).toEqual({ exit: 2, code: 'USAGE' });
    expect(alone(['service', 'render', '--to', join(folder, 'units')]).exit).toBe(0);
    expect(readdirSync(join(folder, 'units')).length).toBeGreaterThan(8);
  });
});

test('a workspace whose path has a line end is refused: it could not stand in a unit', () => {
  const workspace = join(temporaryFolder(), 'two\nlines');
  mkdirSync(workspace);
  writeFileSync(join(workspace, 'assay.json'), '{}');
  const { status, stdout } = spawnSync(
    process.execPath,
    [builtTool('ops-loop'), 'service', 'render', '--json', '--workspace', workspace],
    { encoding: 'utf8', env: { PATH: process.env['PATH'] } },
  );
  expect(status).toBe(4);
  expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'OPS_PATH_REFUSED' } });
});
