import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { sealsOf } from '../testing/evidence-reader.js';
import { editLedgerUnseen } from '../testing/ledger-editor.js';
import { builtTool, runJson, startTool, toolEnvironment } from '../testing/spawn-tool.js';
import { makeWorkspace, temporaryFolder, textOf } from '../testing/workspace-maker.js';

describe('a spreadsheet that cannot be written', () => {
  test('costs no result: the run completes, a warning is given, the next command refreshes the sheet', () => {
    const folder = makeWorkspace({ symbols: ['EURUSD'] });
    const sheet = join(folder, 'backtests', 'Strategy_Master_Filter.xlsx');
    mkdirSync(join(sheet, 'held'), { recursive: true });
    const done = runJson(['Cross'], folder);
    expect(done.exit, done.stderr).toBe(0);
    expect(done.directive.state).toBe('PORTFOLIO_COMPLETE');
    expect(done.stderr).toContain('VIEW_STALE');
    rmSync(sheet, { recursive: true });
    const again = runJson(['Cross'], folder);
    expect(again.directive.outcome).toBe('NOTHING_TO_DO');
    expect(readFileSync(sheet).subarray(0, 2).toString()).toBe('PK');
  });

  test('an edited sheet is never believed: it is reported and rebuilt', () => {
    const folder = makeWorkspace({ symbols: ['EURUSD'] });
    runJson(['Cross'], folder);
    const sheet = join(folder, 'backtests', 'Strategy_Master_Filter.xlsx');
    const before = readFileSync(sheet);
    writeFileSync(sheet, 'edited');
    const again = runJson(['Cross'], folder);
    expect(again.exit).toBe(0);
    expect(again.stderr).toContain('VIEW_DRIFT');
    expect(readFileSync(sheet).equals(before)).toBe(true);
  });
});

describe('views', () => {
  test('lost state files and logs are made again; an edited log is reported', () => {
    const folder = makeWorkspace({ symbols: ['EURUSD'] });
    const { directive } = runJson(['Cross'], folder);
    const capsule = join(folder, 'runs', directive.runs[0]?.run_id ?? '');
    const state = textOf(capsule, 'run_state.json');
    const log = textOf(capsule, 'audit.log');
    rmSync(join(capsule, 'run_state.json'));
    writeFileSync(join(capsule, 'audit.log'), '{"forged":true}\n');
    const again = runJson(['Cross'], folder);
    expect(again.exit).toBe(0);
    expect(again.stderr).toContain('VIEW_DRIFT');
    expect(textOf(capsule, 'run_state.json')).toBe(state);
    expect(textOf(capsule, 'audit.log')).toBe(log);
  });

  test('a copy under backtests that was lost is shown again', () => {
    const folder = makeWorkspace({ symbols: ['EURUSD'] });
    runJson(['Cross'], folder);
    rmSync(join(folder, 'backtests', 'Cross_EURUSD'), { recursive: true });
    expect(runJson(['Cross'], folder).exit).toBe(0);
    expect(
      existsSync(join(folder, 'backtests', 'Cross_EURUSD', 'raw', 'results_tradelevel.csv')),
    ).toBe(true);
  });
});

describe('an interrupt', () => {
  test('Ctrl-C ends with 130, keeps what is committed, and a plain call goes on', async () => {
    const folder = makeWorkspace();
    const expected = makeWorkspace();
    runJson(['Cross'], expected);
    const child = startTool(['Cross', '--jobs', '1'], folder);
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
    const log = join(folder, '.assay', 'events.ndjson');
    while (!existsSync(log) || !readFileSync(log, 'utf8').includes('STAGE_1_COMPLETE')) {
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    child.kill('SIGINT');
    expect(await ended).toBe(130);
    const resumed = runJson(['Cross'], folder);
    expect(resumed.exit).toBe(0);
    expect(sealsOf(folder)).toEqual(sealsOf(expected));
  });
});

/** A file system of its own that is soon full; undefined where none can be mounted. */
function smallDisk(megabytes: number): string | undefined {
  const folder = temporaryFolder();
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder]);
  if (mounted.status !== 0) return undefined;
  onTestFinished(() => void spawnSync('umount', ['-l', folder]));
  return folder;
}

test('a full disk is one clear error, exit 1; after space is freed the next call ends in the same bytes', ({
  skip,
}) => {
  const disk = smallDisk(12);
  if (disk === undefined) return skip('a small file system cannot be mounted here');
  const template = makeWorkspace();
  const expected = makeWorkspace();
  runJson(['Cross'], expected);
  cpSync(template, disk, { recursive: true });
  const ballast = join(disk, 'ballast');
  spawnSync('dd', ['if=/dev/zero', `of=${ballast}`, 'bs=1k', `count=${freeKilobytes(disk) - 700}`]);
  const full = spawnSync(process.execPath, [builtTool('run-pipeline'), 'Cross', '--json'], {
    cwd: disk,
    encoding: 'utf8',
    env: toolEnvironment(),
  });
  expect(full.status, full.stderr).toBe(1);
  expect((JSON.parse(full.stdout) as { error: { code: string } }).error.code).toBe('DISK_FULL');
  expect(full.stderr).not.toMatch(/\n\s+at /);
  rmSync(ballast);
  const resumed = runJson(['Cross'], disk);
  expect(resumed.exit, resumed.stderr).toBe(0);
  expect(sealsOf(disk)).toEqual(sealsOf(expected));
});

function freeKilobytes(folder: string): number {
  const lines = execFileSync('df', ['-k', '--output=avail', folder], { encoding: 'utf8' }).split(
    '\n',
  );
  return Number(lines[1]);
}

test('a file where a folder should be is named, exit 1, and nothing is lost', () => {
  const folder = makeWorkspace({ symbols: ['EURUSD'] });
  writeFileSync(join(folder, 'runs'), 'not a folder');
  const ended = runJson(['Cross'], folder);
  expect(ended.exit).toBe(1);
  expect(ended.document.error?.code).toBe('PATH_NOT_A_FOLDER');
  rmSync(join(folder, 'runs'));
  expect(runJson(['Cross'], folder).exit).toBe(0);
});

test('a ledger that takes no row leaves the artifacts aside: the run passed, its indexing failed', () => {
  const folder = makeWorkspace({ symbols: ['EURUSD'] });
  const first = runJson(['Cross', '--provision-only'], folder);
  const runId = first.directive.runs[0]?.run_id ?? '';
  // A row that no event wrote, as a damaged ledger might have it.
  editLedgerUnseen(
    folder,
    `INSERT INTO master_rows (directive_id, symbol, run_id, attempt, status, cells)
     VALUES ('Cross', 'EURUSD', '${runId}', 1, 'current', '{}')`,
  );
  const failed = runJson(['Cross'], folder);
  expect(failed.exit).toBe(1);
  expect(failed.document.diagnostics?.map((d) => d.code)).toContain('INDEXING_FAILED');
  expect(failed.stdout).toContain(
    'Run passed but indexing failed; artifacts kept in .assay/failed/',
  );
  expect(failed.directive.runs[0]?.state).toBe('FAILED');
});
