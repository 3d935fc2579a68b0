import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  builtTool,
  REPOSITORY,
  runDocument,
  runTool,
  startTool,
  toolEnvironment,
} from '../testing/spawn-tool.js';
import {
  crossDirective,
  makeWorkspace,
  temporaryFolder,
  textOf,
  writeDirective,
} from '../testing/workspace-maker.js';

/** The document of provision-strategy, as its schema says. */
interface Provisioned {
  readonly ok: boolean;
  readonly id?: string;
  readonly path?: string | null;
  readonly changed?: boolean;
  readonly written?: boolean;
  readonly recipe?: string | null;
  readonly hollow?: boolean | null;
  readonly error?: { readonly code: string; readonly found?: string; readonly file?: string };
  readonly diagnostics?: readonly {
    readonly code: string;
    readonly severity: string;
    readonly line?: number | null;
    readonly column?: number | null;
  }[];
}

function provision(folder: string, ...args: readonly string[]) {
  return runDocument<Provisioned>('provision-strategy', args, folder);
}

const FILE = join('strategies', 'Cross', 'strategy.ts');

/** Everything below a folder, with the bytes of each file: what a command may not have touched. */
function contents(folder: string): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    found[path] = entry.isFile() ? readFileSync(path, 'latin1') : 'no file';
  }
  return found;
}

describe('provision-strategy', () => {
  test('writes what two workspaces share byte for byte, and nothing but that file', () => {
    const [one, other] = [makeWorkspace({ symbols: [] }), makeWorkspace({ symbols: [] })];
    for (const folder of [one, other]) {
      writeDirective(folder, 'Cross.txt', crossDirective(['EURUSD']));
      expect(provision(folder, 'Cross').document).toMatchObject({
        ok: true,
        id: 'Cross',
        path: 'strategies/Cross/strategy.ts',
        changed: true,
        written: true,
        recipe: 'movingAverageCross',
        hollow: false,
      });
    }
    expect(textOf(one, FILE)).toBe(textOf(other, FILE));
    const made = readdirSync(one).filter((name) => !name.startsWith('.'));
    expect(made.sort()).toEqual(
      ['assay.json', 'backtest_directives', 'broker_specs', 'data', 'strategies'].sort(),
    );
    expect(existsSync(join(one, 'runs'))).toBe(false);
  });

  test('tells people the same in one line, each time', () => {
    const folder = makeWorkspace({ symbols: ['EURUSD'] });
    const said = (...args: readonly string[]) => {
      const { exit, stdout } = runTool(['Cross', ...args], folder, 'provision-strategy');
      return [exit, stdout];
    };
    expect(said('--check')).toEqual([1, 'strategies/Cross/strategy.ts would be written\n']);
    expect(said()).toEqual([0, 'wrote strategies/Cross/strategy.ts\n']);
    const upToDate = 'strategies/Cross/strategy.ts is up to date; nothing was written\n';
    expect(said()).toEqual([0, upToDate]);
    expect(said('--check')).toEqual([0, upToDate]);
    writeFileSync(join(folder, FILE), textOf(folder, FILE).replace('fast: 10', 'fast: 11'));
    const edited = textOf(folder, FILE);
    expect(said('--check')).toEqual([1, 'strategies/Cross/strategy.ts would be written\n']);
    expect(textOf(folder, FILE)).toBe(edited);
    expect(said()).toEqual([0, 'wrote strategies/Cross/strategy.ts\n']);
  });

  const TEMPLATES: readonly (readonly [string, string])[] = [
    [
      'session_range_breakout',
      'range_definition: { window_start: "03:00", window_end: "06:00" }\norder_placement: { time: "06:15", type: stop, orders: [{ direction: long, level: range_high }] }\n',
    ],
    ['moving_average_cross', 'moving_average_cross: { type: sma, fast: 10, slow: 30 }\n'],
    [
      'threshold_mean_reversion',
      'mean_reversion_rules: { entry: { long: { rsi_below: 30 } }, exit: { type: mean } }\n',
    ],
    [
      'regime_transition',
      'regime_transition_rules: { entry: { type: ema_regime }, exit: { type: reversal } }\n',
    ],
    [
      'streak_reversal',
      'state_machine: { long_bias_trigger: { green_streak: 2 }, short_bias_trigger: { red_streak: 2 } }\n',
    ],
    ['thin', ''],
  ];
  const bare = (rules: string): string =>
    crossDirective(['EURUSD'], rules).replace(/moving_average_cross:[\s\S]*?slow: 30\n/, '');

  test.each(TEMPLATES)(
    '--template %s makes a file of its own that is up to date',
    (name, rules) => {
      const folder = makeWorkspace({ symbols: [], directives: { 'Cross.txt': bare(rules) } });
      const made = provision(folder, 'Cross', '--template', name);
      expect(made.exit, made.stderr).toBe(0);
      expect(made.document).toMatchObject({ written: true, recipe: null, hollow: name === 'thin' });
      expect(textOf(folder, FILE)).toContain('export default defineStrategy({');
      expect(provision(folder, 'Cross', '--check').exit).toBe(0);
      expect(provision(folder, 'Cross', '--template', name).document).toMatchObject({
        changed: false,
      });
    },
  );

  test('a template lacks its blocks, or does not exist: nothing is written', () => {
    const folder = makeWorkspace({ symbols: ['EURUSD'] });
    const before = contents(join(folder, 'backtest_directives'));
    expect(provision(folder, 'Cross', '--template', 'streak_reversal')).toMatchObject({
      exit: 2,
      document: { error: { code: 'MISSING_KEY' } },
    });
    expect(provision(folder, 'Cross', '--template', 'none')).toMatchObject({
      exit: 2,
      document: { error: { code: 'USAGE' } },
    });
    expect(existsSync(join(folder, 'strategies'))).toBe(false);
    expect(contents(join(folder, 'backtest_directives'))).toEqual(before);
  });

  test('two directives that share a strategy with other rules: SIGNATURE_CONFLICT, nothing written', () => {
    const folder = makeWorkspace({ symbols: ['EURUSD'] });
    writeDirective(folder, 'Other.txt', crossDirective(['EURUSD']).replace('fast: 10', 'fast: 5'));
    expect(provision(folder, 'Cross')).toMatchObject({
      exit: 1,
      document: { ok: false, path: null, error: { code: 'SIGNATURE_CONFLICT' } },
    });
    expect(existsSync(join(folder, 'strategies'))).toBe(false);
  });

  test('an unknown directive is named with those that there are; exit 2', () => {
    const folder = makeWorkspace({ symbols: ['EURUSD'] });
    expect(provision(folder, 'Crosss')).toMatchObject({
      exit: 2,
      document: { error: { code: 'DIRECTIVE_NOT_FOUND', found: 'Cross' } },
    });
  });

  test('every problem of a directive is shown at once, each with line and column; exit 2', () => {
    const text = crossDirective(['EURUSD'])
      .replace('fast: 10', 'fst: 10')
      .replace('1h', '7h')
      .replace('2024-05-31', '2023-05-31')
      .replace('lots: 0.1', 'lots: none');
    const folder = makeWorkspace({ symbols: [], directives: { 'Cross.txt': text } });
    const { exit, document } = provision(folder, 'Cross');
    expect(exit).toBe(2);
    const found = (document.diagnostics ?? []).filter(({ severity }) => severity === 'error');
    expect(found.map(({ code, line }) => [code, line])).toEqual([
      ['VALUE_NOT_ALLOWED', 6],
      ['CONFLICTING_VALUES', 8],
      ['MISSING_KEY', 11],
      ['UNKNOWN_KEY', 13],
      ['WRONG_TYPE', 17],
    ]);
    for (const { column } of found) expect(column).toBeGreaterThan(0);
    expect(existsSync(join(folder, 'strategies'))).toBe(false);
  });
});

describe('where provision-strategy would write', () => {
  test('a folder that leads out of the workspace is refused, exit 4, and nothing appears behind it', () => {
    for (const at of ['strategies', join('strategies', 'Cross')]) {
      const folder = makeWorkspace({ symbols: ['EURUSD'] });
      const outside = temporaryFolder();
      mkdirSync(dirname(join(folder, at)), { recursive: true });
      symlinkSync(outside, join(folder, at));
      expect(provision(folder, 'Cross')).toMatchObject({
        exit: 4,
        document: { error: { code: 'PATH_OUTSIDE_WORKSPACE' } },
      });
      expect(readdirSync(outside)).toEqual([]);
    }
  });

  test.each([
    ['a file that could be a strategy', true],
    ['nothing', false],
  ])(
    'a strategy file that is a link to %s is refused, exit 4, target untouched',
    (_what, isThere) => {
      const folder = makeWorkspace({ symbols: ['EURUSD'] });
      provision(folder, 'Cross');
      const target = join(temporaryFolder(), 'theirs.ts');
      const text = textOf(folder, FILE).replace('fast: 10', 'fast: 3');
      if (isThere) writeFileSync(target, text);
      rmSync(join(folder, FILE));
      symlinkSync(target, join(folder, FILE));
      for (const args of [['Cross'], ['Cross', '--check'], ['Cross', '--template', 'thin']]) {
        expect(provision(folder, ...args)).toMatchObject({
          exit: 4,
          document: { error: { code: 'PATH_OUTSIDE_WORKSPACE' } },
        });
      }
      expect(existsSync(target) ? textOf(target) : 'nothing').toBe(isThere ? text : 'nothing');
    },
  );

  test('a folder in place of the file, and a file in place of a folder, are named; exit 1', () => {
    const folder = makeWorkspace({ symbols: ['EURUSD'] });
    mkdirSync(join(folder, FILE), { recursive: true });
    expect(provision(folder, 'Cross')).toMatchObject({
      exit: 1,
      document: { error: { code: 'PATH_NOT_A_FOLDER', file: join(folder, FILE) } },
    });
    rmSync(join(folder, 'strategies'), { recursive: true });
    writeFileSync(join(folder, 'strategies'), 'mine');
    expect(provision(folder, 'Cross')).toMatchObject({
      exit: 1,
      document: { error: { code: 'PATH_NOT_A_FOLDER' } },
    });
    expect(textOf(folder, 'strategies')).toBe('mine');
  });

  test('a folder that may not be written is named, exit 1, and nothing of it changes', ({
    skip,
  }) => {
    const folder = makeWorkspace({ symbols: ['EURUSD'] });
    const strategies = join(folder, 'strategies');
    mkdirSync(strategies);
    chmodSync(strategies, 0o555);
    onTestFinished(() => chmodSync(strategies, 0o755));
    // Permissions do not bind the super-user: the tool runs as somebody else then.
    const nobody = process.getuid?.() === 0 ? 65_534 : undefined;
    if (nobody !== undefined)
      for (const path of [folder, strategies]) chownSync(path, nobody, nobody);
    const ended = spawnSync(
      process.execPath,
      [builtTool('provision-strategy'), 'Cross', '--json'],
      {
        cwd: folder,
        encoding: 'utf8',
        env: toolEnvironment(),
        ...(nobody === undefined ? {} : { uid: nobody, gid: nobody }),
      },
    );
    if (ended.error || ended.stderr.includes('EACCES: permission denied, open')) {
      return skip('nobody may not read the tool here');
    }
    expect(ended.status, ended.stderr).toBe(1);
    expect(JSON.parse(ended.stdout)).toMatchObject({ error: { code: 'PERMISSION_DENIED' } });
    expect(readdirSync(strategies)).toEqual([]);
  });
});

test('a second writer is refused with the holder, exit 5, or waits with --wait', async () => {
  const folder = makeWorkspace();
  const child = startTool(['Cross', '--jobs', '1'], folder);
  const gone = new Promise((resolve) => child.once('exit', resolve));
  onTestFinished(() => void child.kill('SIGKILL'));
  while (!existsSync(join(folder, '.assay', 'lock'))) {
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  const refused = provision(folder, 'Cross');
  expect(refused).toMatchObject({ exit: 5, document: { error: { code: 'WORKSPACE_BUSY' } } });
  expect(refused.document.error?.found).toContain(String(child.pid));
  const waited = provision(folder, 'Cross', '--wait', '60s');
  expect(waited.exit, waited.stderr).toBe(0);
  await gone;
});

test('the README names every option of the help, its exit codes, and lines that the tool says', () => {
  const readme = textOf(REPOSITORY, 'apps', 'provision-strategy', 'README.md');
  const help = runTool(['--help'], '/', 'provision-strategy').stdout;
  const own = [...help.matchAll(/^ {2}(--[a-z-]+)/gm)].map(([, flag = '']) => flag);
  const shared = ['--version', '--help'];
  expect(own.length).toBeGreaterThan(5);
  for (const flag of own.filter((name) => !shared.includes(name))) expect(readme).toContain(flag);
  const exits = [...help.matchAll(/^ +(\d+) {2}\S/gm)].map(([, code = '']) => code);
  expect(exits).toEqual(['0', '1', '2', '4', '5', '70', '130']);
  const table = [...readme.matchAll(/^\| ([\d, ]+) \|/gm)].flatMap(([, cell = '']) =>
    cell.split(', '),
  );
  expect(table).toEqual(exits);
  const folder = makeWorkspace({ symbols: ['EURUSD'] });
  for (const [id, line] of [
    ['Cross', 'wrote strategies/'],
    ['Cross', 'is up to date; nothing was written'],
  ] as const) {
    expect(readme).toContain(line);
    expect(runTool([id], folder, 'provision-strategy').stdout).toContain(line);
  }
});
