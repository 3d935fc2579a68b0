import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runJson, runTool } from '../testing/spawn-tool.js';
import {
  crossDirective,
  makeWorkspace,
  temporaryFolder,
  textOf,
  writeDirective,
} from '../testing/workspace-maker.js';

interface Document {
  readonly schema: string;
  readonly ok: boolean;
  readonly error?: { readonly code: string; readonly next?: string };
  readonly [key: string]: unknown;
}

/** The one document that a failing or succeeding call prints with --json. */
function documentOf(
  args: readonly string[],
  cwd: string,
  tool?: string,
): Document & { exit: number | null } {
  const ended = runTool([...args, '--json'], cwd, tool);
  return { ...(JSON.parse(ended.stdout) as Document), exit: ended.exit };
}

describe('usage', () => {
  const wrong: readonly (readonly [string, readonly string[], string])[] = [
    ['no directive and no --all', [], 'no directive was named'],
    ['directives beside --all', ['Cross', '--all'], '--all stands beside named directives'],
    ['--force without a reason', ['Cross', '--force'], '--force needs a reason'],
    ['--reason without --force', ['Cross', '--reason', 'x'], '--reason without --force'],
    ['an unknown flag', ['Cross', '--forse'], '--force'],
    ['jobs that are no number', ['Cross', '--jobs', 'many'], 'whole number'],
    ['an unknown ledger table', ['ledger', 'export', '--table', 'master_row'], 'master_rows'],
  ];
  test.each(wrong)('%s is refused with exit 2 and says what to do', (_what, args, says) => {
    const folder = makeWorkspace({ symbols: ['EURUSD'] });
    const ended = runTool(args, folder);
    expect(ended.exit).toBe(2);
    expect(ended.stderr).toContain(says);
    expect(ended.stderr).not.toMatch(/\n\s+at /);
    const document = documentOf(args, folder);
    expect(document).toMatchObject({ ok: false, exit: 2 });
  });

  test('outside a workspace the call says how to make one', () => {
    const ended = runTool(['--all'], temporaryFolder());
    expect(ended.exit).toBe(2);
    expect(ended.stderr).toContain('WORKSPACE_NOT_FOUND');
    expect(ended.stderr).toContain('run-pipeline init');
  });

  test('a directive that does not exist is answered with those that do and a near name', () => {
    const folder = makeWorkspace({ symbols: ['EURUSD'] });
    const document = documentOf(['Cros'], folder);
    expect(document.error).toMatchObject({
      code: 'DIRECTIVE_NOT_FOUND',
      next: 'Did you mean Cross?',
    });
    expect(document.exit).toBe(2);
  });

  test('an id that stands in two files of active is ambiguous', () => {
    const folder = makeWorkspace({ symbols: ['EURUSD'] });
    writeDirective(folder, 'Cross.yaml', crossDirective(['EURUSD']));
    expect(documentOf(['Cross'], folder)).toMatchObject({
      error: { code: 'DIRECTIVE_AMBIGUOUS' },
      exit: 2,
    });
  });

  test('a broken directive is answered with every problem at its line, exit 2, nothing is created', () => {
    const folder = makeWorkspace({
      symbols: ['EURUSD'],
      directives: {
        'Cross.txt': crossDirective(['EURUSD']).replace('fast: 10', 'fst: 10').replace('1h', '7h'),
      },
    });
    const ended = runTool(['Cross'], folder);
    expect(ended.exit).toBe(2);
    expect(ended.stderr).toMatch(/Cross\.txt:6:\d+: error VALUE_NOT_ALLOWED/);
    expect(ended.stderr).toMatch(/Cross\.txt:13:\d+: error UNKNOWN_KEY/);
    expect(existsSync(join(folder, 'runs'))).toBe(false);
  });

  test('help fits 80 columns, names exit codes, and every tool has it', () => {
    for (const tool of [
      'run-pipeline',
      'reset-directive',
      'provision-strategy',
      'generate-engine-manifest',
    ]) {
      const ended = runTool(['--help'], '/', tool);
      expect(ended.exit).toBe(0);
      expect(ended.stdout).toContain('Exit codes');
      const widest = Math.max(...ended.stdout.split('\n').map((line) => line.length));
      expect(widest, tool).toBeLessThanOrEqual(80);
    }
  });
});

describe('a new workspace', () => {
  test('init, data sample and --all work one after the other, as the README says', () => {
    const parent = temporaryFolder();
    expect(runTool(['init', 'research'], parent).exit).toBe(0);
    const folder = join(parent, 'research');
    // One directive suffices here; the demo runs them all.
    for (const name of readdirSync(join(folder, 'backtest_directives', 'active'))) {
      if (!name.startsWith('Range_Breakout_01'))
        rmSync(join(folder, 'backtest_directives', 'active', name));
    }
    const sample = runTool(['data', 'sample'], folder);
    expect(sample.exit, sample.stderr).toBe(0);
    expect(sample.stdout).toContain('Synthetic bars');
    const inspected = documentOf(['data', 'inspect'], folder);
    expect(inspected.exit).toBe(0);
    const ended = runJson(['--all'], folder);
    expect(ended.exit, ended.stderr).toBe(0);
    expect(ended.directive.runs).toHaveLength(11);
    expect(ended.directive.runs.every((run) => run.state === 'COMPLETE')).toBe(true);
    const html = ended.directive.reports.html ?? '';
    expect(textOf(html).toLowerCase()).toContain('synthetic');
  });

  test('init refuses a folder with something in it', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'mine.txt'), 'x');
    const ended = runTool(['init', '.'], folder);
    expect(ended.exit).toBe(2);
    expect(ended.stderr).toContain('WORKSPACE_EXISTS');
    expect(readdirSync(folder)).toEqual(['mine.txt']);
  });

  test('data sample never writes over bars that are not its own', () => {
    const folder = makeWorkspace({ symbols: ['EURUSD'] });
    const before = textOf(folder, 'data', 'EURUSD_1h.csv');
    const ended = runTool(['data', 'sample'], folder);
    expect(ended.exit).toBe(2);
    expect(textOf(folder, 'data', 'EURUSD_1h.csv')).toBe(before);
  });

  test('the same seed gives the same bars, another seed others', () => {
    const samples = ['1', '1', '2'].map((seed) => {
      const folder = makeWorkspace({
        symbols: [],
        directives: { 'Cross.txt': crossDirective(['EURUSD']) },
      });
      runTool(['data', 'sample', '--seed', seed], folder);
      return textOf(folder, 'data', 'EURUSD_1h.csv');
    });
    expect(samples[1]).toBe(samples[0]);
    expect(samples[2]).not.toBe(samples[0]);
  });
});

describe('reading', () => {
  test('status shows where directives stand, before, after, and for one by name', () => {
    const folder = makeWorkspace({ symbols: ['EURUSD'] });
    expect(documentOf(['status'], folder)).toMatchObject({
      directives: [{ id: 'Cross', state: 'INITIALIZED', attempt: 1, runs: 0 }],
    });
    runJson(['Cross'], folder);
    expect(documentOf(['status'], folder)).toMatchObject({
      directives: [{ id: 'Cross', state: 'PORTFOLIO_COMPLETE', complete: 1, failed: 0 }],
    });
    const one = documentOf(['status', 'Cross'], folder);
    expect(one).toMatchObject({
      state: 'PORTFOLIO_COMPLETE',
      runs: [{ symbol: 'EURUSD', state: 'COMPLETE' }],
    });
    expect(documentOf(['status', 'Crss'], folder).error).toMatchObject({
      next: 'Did you mean Cross?',
    });
  });

  test('ledger export writes tables as CSV and JSON', () => {
    const folder = makeWorkspace({ symbols: ['EURUSD'] });
    const { directive } = runJson(['Cross'], folder);
    const csv = runTool(['ledger', 'export', '--table', 'master_rows'], folder).stdout;
    const [header, row] = csv.split('\n');
    expect(header?.split(',')).toContain('run_id');
    expect(row).toContain(directive.runs[0]?.run_id);
    const json = JSON.parse(
      runTool(['ledger', 'export', '--table', 'runs', '--format', 'json'], folder).stdout,
    ) as readonly { readonly state: string }[];
    expect(json.map((run) => run.state)).toEqual(['COMPLETE']);
    const empty = makeWorkspace({ symbols: ['EURUSD'] });
    expect(runTool(['ledger', 'export', '--table', 'runs'], empty).exit).toBe(0);
  });

  test('data inspect reports what the gate would stop, as table and as JSON, exit 1', () => {
    const folder = makeWorkspace({ symbols: ['EURUSD'] });
    const path = join(folder, 'data', 'EURUSD_1h.csv');
    const lines = textOf(path).split('\n');
    [lines[50], lines[51]] = [lines[51] ?? '', lines[50] ?? ''];
    writeFileSync(path, lines.join('\n'));
    const ended = runTool(['data', 'inspect'], folder);
    expect(ended.exit).toBe(1);
    expect(ended.stdout).toContain('BLOCKED');
    expect(ended.stderr).toContain('disorder');
    const document = documentOf(['data', 'inspect', path], folder);
    expect(document).toMatchObject({ ok: false, files: [{ symbol: 'EURUSD', blocking: true }] });
  });
});

describe('the other tools', () => {
  test('provision-strategy writes once, then says that nothing changes; --check only tells', () => {
    const folder = makeWorkspace({ symbols: ['EURUSD'] });
    const check = documentOf(['Cross', '--check'], folder, 'provision-strategy');
    expect(check).toMatchObject({
      exit: 1,
      changed: true,
      written: false,
      error: { code: 'PROVISION_OUTDATED' },
    });
    expect(existsSync(join(folder, 'strategies'))).toBe(false);
    const first = documentOf(['Cross'], folder, 'provision-strategy');
    expect(first).toMatchObject({
      exit: 0,
      written: true,
      recipe: 'movingAverageCross',
      hollow: false,
    });
    expect(documentOf(['Cross'], folder, 'provision-strategy')).toMatchObject({
      exit: 0,
      changed: false,
    });
    expect(documentOf(['Cross', '--check'], folder, 'provision-strategy').exit).toBe(0);
  });

  test('reset-directive shows its plan in a dry run, then carries out the same', () => {
    const folder = makeWorkspace({ symbols: ['EURUSD', 'GBPUSD'] });
    const nothing = documentOf(['Cross', '--reason', 'x'], folder, 'reset-directive');
    expect(nothing).toMatchObject({ exit: 0, nothing_to_do: true });
    const { runs } = runJson(['Cross'], folder).directive;
    const dry = documentOf(['Cross', '--reason', 'x', '--dry-run'], folder, 'reset-directive');
    expect(dry).toMatchObject({
      dry_run: true,
      from: 'PORTFOLIO_COMPLETE',
      to: 'INITIALIZED',
      count: 2,
    });
    expect(runJson(['Cross'], folder).directive.attempt).toBe(1);
    const done = documentOf(['Cross', '--reason', 'x'], folder, 'reset-directive');
    expect(done).toMatchObject({ dry_run: false, attempt: 2, archived: dry['archived'] });
    expect(existsSync(join(folder, 'backtest_directives', 'active', 'Cross.txt'))).toBe(true);
    const capsule = readdirSync(join(folder, 'runs', runs[0]?.run_id ?? ''));
    expect(capsule.some((name) => /^run_state\.json\.bak\.\d{8}T\d{9}Z$/.test(name))).toBe(true);
  });

  test('V-6: reset from PORTFOLIO_COMPLETE works, to the start and to stage 4', () => {
    const folder = makeWorkspace({ symbols: ['EURUSD'] });
    const first = runJson(['Cross'], folder).directive;
    const stage4 = documentOf(
      ['Cross', '--to-stage4', '--reason', 'again'],
      folder,
      'reset-directive',
    );
    expect(stage4).toMatchObject({ exit: 0, to: 'SYMBOL_RUNS_COMPLETE', attempt: 1, count: 0 });
    const again = runJson(['Cross'], folder);
    expect(again.directive).toMatchObject({ state: 'PORTFOLIO_COMPLETE', attempt: 1 });
    expect(again.directive.runs).toEqual(first.runs);
  });

  test('a reset that the table does not allow is refused, recorded, and changes nothing', () => {
    const folder = makeWorkspace({ symbols: ['EURUSD'] });
    runJson(['Cross', '--provision-only'], folder);
    const refused = documentOf(
      ['Cross', '--to-stage4', '--reason', 'x'],
      folder,
      'reset-directive',
    );
    expect(refused).toMatchObject({ exit: 1, error: { code: 'ILLEGAL_TRANSITION' } });
    expect(textOf(folder, '.assay', 'events.ndjson')).toContain('ILLEGAL_TRANSITION_ATTEMPT');
    expect(runJson(['Cross'], folder).exit).toBe(0);
  });

  test('shims work before the build is there: they say what to do', () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'bin'));
    const shim = join(folder, 'bin', 'run-pipeline.js');
    execFileSync('cp', [join(import.meta.dirname, '..', '..', 'bin', 'run-pipeline.js'), shim]);
    writeFileSync(join(folder, 'package.json'), '{"type": "module"}');
    expect(() => execFileSync(process.execPath, [shim], { stdio: 'pipe' })).toThrow(
      /not built. Next: npm run build/,
    );
  });
});
