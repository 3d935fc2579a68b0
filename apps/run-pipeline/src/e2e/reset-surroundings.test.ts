import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { capsuleOf, overwrite, workspaceAt } from '../testing/directive-positions.js';
import { eventsOf } from '../testing/evidence-reader.js';
import { statesOf } from '../testing/session-driver.js';
import {
  builtTool,
  runDocument,
  runJson,
  runTool,
  toolEnvironment,
} from '../testing/spawn-tool.js';
import { textOf } from '../testing/workspace-maker.js';

interface Finding {
  readonly code: string;
  readonly severity: string;
  readonly message: string;
  readonly file?: string;
}

interface ResetDocument {
  readonly error?: { readonly code: string; readonly message: string; readonly next?: string };
  readonly diagnostics?: readonly Finding[];
  readonly nothing_to_do: boolean;
  readonly count: number;
  readonly returns_to_active: boolean;
}

function reset(folder: string, ...args: readonly string[]) {
  const words = args.length === 0 || args[0]?.startsWith('--') ? ['Cross', ...args] : args;
  return runDocument<ResetDocument>('reset-directive', [...words, '--reason', 'x'], folder);
}

const directives = (folder: string, place: 'active' | 'completed') =>
  readdirSync(join(folder, 'backtest_directives', place));

describe('the conditions of a reset are checked on the files themselves', () => {
  test('--to-stage4 with an altered capsule is refused with the file, exit 3, and changes nothing', async () => {
    const folder = await workspaceAt('PORTFOLIO_COMPLETE');
    const capsule = await capsuleOf(folder, 'USDJPY');
    overwrite(join(capsule, 'artifacts', 'raw', 'equity_curve.csv'), 'altered\n');
    const { exit, document } = reset(folder, '--to-stage4');
    expect(exit).toBe(3);
    expect(document.error?.code).toBe('ARTIFACT_HASH_MISMATCH');
    const named = (document.diagnostics ?? []).map(({ code, file }) => `${code} ${file}`);
    expect(named.join('\n')).toContain(join(capsule, 'artifacts', 'raw', 'equity_curve.csv'));
    expect((await statesOf(folder)).directive).toBe('PORTFOLIO_COMPLETE');
  });

  test('--failed-only with a changed input is refused with its name, exit 1, and changes nothing', async () => {
    const folder = await workspaceAt('FAILED from …VALID');
    const bars = join(folder, 'data', 'USDJPY_1h.csv');
    const lines = textOf(bars).split('\n');
    lines[2000] = (lines[2000] ?? '').replace(
      /,(\d)/,
      (_, digit: string) => `,${9 - Number(digit)}`,
    );
    writeFileSync(bars, lines.join('\n'));
    const { exit, stdout, document } = reset(folder, '--failed-only');
    expect(exit).toBe(1);
    expect(document.error?.code).toBe('INPUT_DRIFT');
    expect(stdout).toContain('USDJPY');
    expect((await statesOf(folder)).directive).toBe('FAILED');
  });

  test('a full reset needs no readable directive: taking back must always be possible', async () => {
    const folder = await workspaceAt('FAILED from …VALID');
    writeFileSync(join(folder, 'backtest_directives', 'active', 'Cross.txt'), '{ not: [yaml');
    expect(reset(folder, '--failed-only').document.error?.code).toBe('INPUT_DRIFT');
    expect(reset(folder).exit).toBe(0);
    expect((await statesOf(folder)).directive).toBe('INITIALIZED');
  });
});

describe('where the directive lies', () => {
  test('an unknown directive is a usage error that names those there are and a near one', async () => {
    const folder = await workspaceAt('PREFLIGHT_COMPLETE');
    const { exit, document } = reset(folder, 'Crosss');
    expect(exit).toBe(2);
    expect(document.error).toMatchObject({ code: 'DIRECTIVE_NOT_FOUND', found: 'Cross' });
    expect(document.error?.next).toContain('Did you mean Cross?');
  });

  test('one that lies only in completed/ returns to active/, and the call says so', async () => {
    const folder = await workspaceAt('PORTFOLIO_COMPLETE');
    expect(directives(folder, 'completed')).toEqual(['Cross.txt']);
    const shown = runTool(['Cross', '--reason', 'x', '--dry-run'], folder, 'reset-directive');
    expect(shown.stdout).toContain('its file would return to active/');
    expect(directives(folder, 'active')).toEqual([]);
    const done = runTool(['Cross', '--reason', 'x'], folder, 'reset-directive');
    expect(done.stdout).toContain('its file returned to active/');
    expect(directives(folder, 'active')).toEqual(['Cross.txt']);
    expect(directives(folder, 'completed')).toEqual([]);
  });

  test('one that was put into completed/ by hand and never ran is INITIALIZED, and returns too', async () => {
    const folder = await workspaceAt('never admitted');
    const [active, completed] = ['active', 'completed'].map((place) =>
      join(folder, 'backtest_directives', place),
    ) as [string, string];
    mkdirSync(completed, { recursive: true });
    renameSync(join(active, 'Cross.txt'), join(completed, 'Cross.txt'));
    const { exit, document } = reset(folder);
    expect(exit).toBe(0);
    expect(document).toMatchObject({ nothing_to_do: true, returns_to_active: true });
    expect(directives(folder, 'active')).toEqual(['Cross.txt']);
  });

  test('of two files of one id the active one counts, and the completed one stays as it is', async () => {
    const folder = await workspaceAt('PORTFOLIO_COMPLETE');
    const [active, completed] = ['active', 'completed'].map((place) =>
      join(folder, 'backtest_directives', place, 'Cross.txt'),
    ) as [string, string];
    const old = textOf(completed);
    cpSync(completed, active);
    writeFileSync(active, `${old}# edited\n`);
    const { exit, document } = reset(folder);
    expect(exit).toBe(0);
    expect(document.returns_to_active).toBe(false);
    expect([textOf(active), textOf(completed)]).toEqual([`${old}# edited\n`, old]);
  });

  test('two active files of one id are ambiguous, and nothing is reset', async () => {
    const folder = await workspaceAt('PREFLIGHT_COMPLETE');
    const active = join(folder, 'backtest_directives', 'active');
    cpSync(join(active, 'Cross.txt'), join(active, 'Cross.yaml'));
    expect(reset(folder).document.error?.code).toBe('DIRECTIVE_AMBIGUOUS');
    expect((await statesOf(folder)).directive).toBe('PREFLIGHT_COMPLETE');
  });
});

/** What can be wrong with a run folder, and what is said of it. */
const DAMAGE: readonly (readonly [string, (capsule: string) => void, string])[] = [
  [
    'a file where the run folder should be',
    (capsule) => {
      rmSync(capsule, { recursive: true });
      writeFileSync(capsule, 'in the way');
    },
    'is a file',
  ],
  [
    'a link where the run folder should be',
    (capsule) => {
      renameSync(capsule, `${capsule}-moved`);
      spawnSync('ln', ['-s', `${capsule}-moved`, capsule]);
    },
    'is a link',
  ],
  [
    'a folder where the state file should be',
    (capsule) => {
      rmSync(join(capsule, 'run_state.json'));
      mkdirSync(join(capsule, 'run_state.json', 'x'), { recursive: true });
    },
    'the state file of run',
  ],
];

describe('run folders that cannot be read are reported, never skipped in silence', () => {
  test.each(DAMAGE)('%s stops the reset with its path, exit 1, state as before', async (...row) => {
    const [, damage, says] = row;
    const folder = await workspaceAt('FAILED from …VALID');
    const known = eventsOf(folder).length;
    const capsule = await capsuleOf(folder, 'USDJPY');
    damage(capsule);
    for (const option of [[], ['--failed-only']]) {
      const { exit, document } = reset(folder, ...option);
      expect(exit).toBe(1);
      expect(document.error).toMatchObject({ code: 'PATH_NOT_A_FOLDER' });
      expect(document.error?.message).toContain(says);
      expect(document.diagnostics?.[0]?.file).toContain(capsule);
    }
    expect(eventsOf(folder)).toHaveLength(known);
    expect((await statesOf(folder)).directive).toBe('FAILED');
  });

  test('a run folder that is gone is a warning, and the reset goes on: it is the way to recover', async () => {
    const folder = await workspaceAt('PORTFOLIO_COMPLETE');
    const capsule = await capsuleOf(folder, 'USDJPY');
    rmSync(capsule, { recursive: true });
    rmSync(join(await capsuleOf(folder, 'EURUSD'), 'run_state.json'));
    const { exit, document } = reset(folder);
    expect(exit).toBe(0);
    expect(document.count).toBe(2);
    expect(document.diagnostics?.map(({ severity, code }) => `${severity} ${code}`)).toEqual([
      'warning VIEW_DRIFT',
      'warning VIEW_DRIFT',
    ]);
    const messages = document.diagnostics?.map(({ message }) => message) ?? [];
    expect(messages[0]).toMatch(/^the state file of run [0-9a-f]{16} \(EURUSD\) is gone$/);
    expect(messages[1]).toMatch(/^the folder of run [0-9a-f]{16} \(USDJPY\) is gone$/);
    expect(existsSync(capsule)).toBe(false);
  });

  test('the same warnings stand in the document of a forced run', async () => {
    const folder = await workspaceAt('PORTFOLIO_COMPLETE');
    rmSync(await capsuleOf(folder, 'USDJPY'), { recursive: true });
    const { exit, document } = runJson(['Cross', '--force', '--reason', 'capsule lost'], folder);
    expect(exit).toBe(0);
    expect(document.diagnostics?.[0]?.message).toMatch(/\(USDJPY\) is gone$/);
  });

  test.each([
    ['read', 0o000, '(USDJPY) cannot be read'],
    ['changed', 0o555, '(USDJPY) cannot be changed'],
  ])('a run folder that may not be %s is named, exit 1, state as before', async (...row) => {
    const [, mode, says] = row;
    const folder = await workspaceAt('FAILED from …VALID');
    const other = asOther(folder);
    const capsule = await capsuleOf(folder, 'USDJPY');
    const known = eventsOf(folder).length;
    chmodSync(capsule, mode);
    const { exit, stdout } = other(['Cross', '--reason', 'x', '--json']);
    chmodSync(capsule, 0o755);
    expect(exit, stdout).toBe(1);
    const document = JSON.parse(stdout) as ResetDocument;
    expect(document.error?.code).toBe('PERMISSION_DENIED');
    expect(document.error?.message).toContain(says);
    expect(document.diagnostics?.[0]?.file).toContain(capsule);
    expect(eventsOf(folder)).toHaveLength(known);
  });

  test.each(['active', 'completed'])(
    'a folder %s/ that may not be changed is named, exit 1, state as before',
    async (place) => {
      const folder = await workspaceAt('PORTFOLIO_COMPLETE');
      const other = asOther(folder);
      const known = eventsOf(folder).length;
      const closed = join(folder, 'backtest_directives', place);
      chmodSync(closed, 0o555);
      const { exit, stdout } = other(['Cross', '--reason', 'x', '--to-stage4', '--json']);
      chmodSync(closed, 0o755);
      expect(exit, stdout).toBe(1);
      const document = JSON.parse(stdout) as ResetDocument;
      expect(document.error?.code).toBe('PERMISSION_DENIED');
      expect(document.diagnostics?.[0]?.file).toContain(closed);
      expect(eventsOf(folder)).toHaveLength(known);
    },
  );
});

/** Runs reset-directive as somebody for whom permissions count: root is made another user. */
function asOther(folder: string) {
  const ids = process.getuid?.() === 0 ? { uid: 54321, gid: 54321 } : {};
  if ('uid' in ids) spawnSync('chown', ['-R', '54321:54321', folder]);
  return (args: readonly string[]) => {
    const command = [builtTool('reset-directive'), ...args];
    const options = { cwd: folder, env: toolEnvironment(), encoding: 'utf8', ...ids } as const;
    const ended = spawnSync(process.execPath, command, options);
    return { exit: ended.status, stdout: ended.stdout };
  };
}

describe('who reset', () => {
  const actorOf = (folder: string) => eventsOf(folder).at(-1)?.actor;

  test('is the user of the operating system unless named', async () => {
    const folder = await workspaceAt('PREFLIGHT_COMPLETE');
    expect(reset(folder).exit).toBe(0);
    expect(actorOf(folder)).toBe(userInfo().username);
  });

  test('is the user id where the system has no name for it', async ({ skip }) => {
    if (process.getuid?.() !== 0) return skip('only root can take on a user id without a name');
    const folder = await workspaceAt('PREFLIGHT_COMPLETE');
    const { exit, stdout } = asOther(folder)(['Cross', '--reason', 'x', '--json']);
    expect(exit, stdout).toBe(0);
    expect(actorOf(folder)).toBe('uid 54321');
  });
});

test('a forced run with a broken policy is blocked before anything is taken back', async () => {
  const folder = await workspaceAt('PORTFOLIO_COMPLETE');
  const known = eventsOf(folder).length;
  mkdirSync(join(folder, 'policies'), { recursive: true });
  writeFileSync(join(folder, 'policies', 'default.yaml'), 'policy: [broken\n');
  const blocked = runJson(['Cross', '--force', '--reason', 'x'], folder);
  expect(blocked.exit).toBe(2);
  expect(blocked.directive.outcome).toBe('BLOCKED');
  expect(eventsOf(folder)).toHaveLength(known);
  expect((await statesOf(folder)).directive).toBe('PORTFOLIO_COMPLETE');
});
