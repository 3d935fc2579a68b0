import { mkdirSync, readdirSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { diskFileStore, NODE_FILE_SYSTEM, nodeFileStore } from '@assay/workspace';
import { describe, expect, test } from 'vitest';
import { isAside } from '../run-command.js';
import { emptyWorkspace, NOW_MS } from '../testing/ops-context.js';
import { tickProblems } from './check-tick.js';
import { clearUnfinished } from './clear-unfinished.js';
import { sealTick } from './seal-tick.js';
import { tickFiles } from './tick-files.js';
import { builderOf, tickName, unfinishedName } from './tick-name.js';

const NAME = tickName(NOW_MS, 1);
const CONTENT = tickFiles(
  {
    tick: NAME,
    seq: 1,
    startedMs: NOW_MS,
    finishedMs: NOW_MS + 5,
    mode: 'shadow',
    dryRun: false,
    run: 'run_20260131T090807006Z',
    outDir: 'out/ops/x',
  },
  {
    ready: false,
    reasons: ['disk_space', 'clock_sane'],
    checks: [
      { id: 'disk_space', ok: false, severity: 'error', observed: 1, limit: 2, detail: 'full' },
    ],
    signals: [],
  },
);

function sealed(): string {
  const run = emptyWorkspace();
  sealTick(nodeFileStore(run), run, NAME, CONTENT);
  return run;
}

test('the manifest is the last file, and P76 is one line with every reason', () => {
  expect(CONTENT.at(-1)?.path).toBe('manifest-sha256.txt');
  expect(CONTENT.find(({ path }) => path === 'p76/P76_RESULT.txt')?.text).toBe(
    'P76_NOT_READY reason=disk_space,clock_sane out_dir=out/ops/x run_id=run_20260131T090807006Z mode=shadow\n',
  );
});

test('whichever step of the disk fails, no tick can be seen', () => {
  for (let failing = 1; ; failing += 1) {
    const run = emptyWorkspace();
    let step = 0;
    const next = () => {
      step += 1;
      if (step === failing) throw Object.assign(new Error('planted'), { code: 'EIO' });
    };
    const { writeNew, rename, syncFolder, makeFolder } = NODE_FILE_SYSTEM;
    const disk = {
      ...NODE_FILE_SYSTEM,
      writeNew: (path: string, bytes: Uint8Array, mode: number) => (
        next(),
        writeNew(path, bytes, mode)
      ),
      rename: (from: string, to: string) => (next(), rename(from, to)),
      makeFolder: (path: string) => (next(), makeFolder(path)),
      syncFolder: (path: string) => (next(), syncFolder(path)),
    };
    let isDone = true;
    try {
      sealTick(diskFileStore(disk, run), run, NAME, CONTENT);
    } catch {
      isDone = false;
    }
    const isVisible = readdirSync(run).includes(NAME);
    // After the rename only the flush of the folder is left: then it is there, and whole.
    if (isVisible) expect(tickProblems(run, NAME)).toEqual([]);
    if (isDone) {
      expect(isVisible).toBe(true);
      expect(failing).toBeGreaterThan(10);
      return;
    }
  }
});

describe('a sealed tick', () => {
  test('is as its manifest says', () => {
    expect(tickProblems(sealed(), NAME)).toEqual([]);
  });

  const at = (run: string, path: string) => join(run, NAME, path);
  test.each<[string, (run: string) => void, string]>([
    ['an altered byte', (run) => writeFileSync(at(run, 'tick.json'), '{}'), 'tick.json: altered'],
    ['a file that is gone', (run) => unlinkSync(at(run, 'tick.json')), 'tick.json: missing'],
    ['a file too many', (run) => writeFileSync(at(run, 'p76/x'), ''), 'p76/x: not listed'],
    [
      'a link in the place of a file',
      (run) => {
        unlinkSync(at(run, 'tick.json'));
        symlinkSync(at(run, 'p76/readiness.json'), at(run, 'tick.json'));
      },
      'tick.json: a link',
    ],
    [
      'an empty manifest',
      (run) => writeFileSync(at(run, 'manifest-sha256.txt'), ''),
      'manifest-sha256.txt: lists nothing',
    ],
    [
      'no manifest',
      (run) => unlinkSync(at(run, 'manifest-sha256.txt')),
      'manifest-sha256.txt: missing',
    ],
  ])('shows %s', (_what, plant, problem) => {
    const run = sealed();
    plant(run);
    expect(tickProblems(run, NAME)).toEqual([problem]);
  });
});

test('half-made ticks and records of the dead are removed, of the living and whole ones stay', () => {
  const root = emptyWorkspace();
  const run = join(root, 'run');
  const [dead, living] = [unfinishedName(NAME, 4_194_303), unfinishedName(NAME, process.pid)];
  for (const name of [dead, living, NAME, '.tmp-else'])
    mkdirSync(join(run, name), { recursive: true });
  writeFileSync(join(run, dead, 'tick.json'), '{');
  const [torn, written] = [4_194_303, process.pid].map((pid) => `.state.json.${pid}-0-4.tmp`);
  for (const name of [torn, written, 'state.json']) writeFileSync(join(run, name ?? ''), '{');
  mkdirSync(join(root, '.trash-ticks-20260131T090807006Z-7', '0-x'), { recursive: true });
  expect(clearUnfinished(nodeFileStore(root, isAside), [run], NOW_MS)).toEqual([torn, dead]);
  expect(readdirSync(run).sort()).toEqual(
    [written, '.tmp-else', living, NAME, 'state.json'].sort(),
  );
  expect(readdirSync(root).filter((name) => name.startsWith('.trash'))).toEqual([]);
  rmSync(run, { recursive: true });
});

test.each([
  ['.tmp-tick_20260131T090807006Z_000001.77', 77],
  ['tick_20260131T090807006Z_000001', undefined],
  ['.tmp-tick_20260131T090807006Z_000001', undefined],
  ['.tmp-other.77', undefined],
])('the builder of %s is %s', (name, pid) => {
  expect(builderOf(name)).toBe(pid);
});
