import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { displayWidth } from '@assay/cli';
import { inSession } from '../testing/session-driver.js';
import {
  builtTool,
  followTool,
  runDocument,
  runTool,
  toolEnvironment,
} from '../testing/spawn-tool.js';
import { treeOf } from '../testing/tree.js';
import { crossDirective, makeWorkspace, writeDirective } from '../testing/workspace-maker.js';
import { runBatch, selectDirectives } from '@assay/pipeline';

interface Stand {
  readonly id: string;
  readonly state: string;
  readonly standing: string;
  readonly next: string;
  readonly why: readonly { readonly code: string; readonly place: string | null }[];
}

function standings(folder: string): Readonly<Record<string, Stand>> {
  const { document } = runDocument<{ readonly directives: readonly Stand[] }>(
    'run-pipeline.status',
    ['status'],
    folder,
  );
  return Object.fromEntries(document.directives.map((one) => [one.id, one]));
}

const ONE = ['EURUSD'];
const HAS_SCRIPT = spawnSync('script', ['--version']).status === 0;

/** What a tool prints on a terminal of 80 columns; colours are off, so that columns can be counted. */
function onTerminal(args: readonly string[], cwd: string): readonly string[] {
  const tool = `'${process.execPath}' '${builtTool('run-pipeline')}' ${args.join(' ')}`;
  const ended = spawnSync('script', ['-qec', `stty cols 80 rows 50; ${tool}`, '/dev/null'], {
    cwd,
    encoding: 'utf8',
    env: toolEnvironment(),
  });
  expect(ended.status, ended.stdout).toBe(0);
  return ended.stdout.split(/\r?\n/);
}

describe('status', () => {
  test('tells why each directive does not go on, and what to do', async () => {
    const folder = makeWorkspace({
      symbols: ONE,
      directives: {
        'Cross.txt': crossDirective(ONE),
        'Typo.txt': crossDirective(ONE).replace('fast: 10', 'fst: 10'),
        'NoData.txt': crossDirective(['GBPUSD']).replace(/(name|strategy): Cross/g, '$1: NoData'),
      },
    });
    expect(standings(folder)).toMatchObject({
      Cross: { standing: 'waiting', next: 'run-pipeline Cross' },
      Typo: {
        standing: 'blocked',
        why: [
          { code: 'MISSING_KEY', place: 'Typo.txt:11:1' },
          { code: 'UNKNOWN_KEY', place: 'Typo.txt:13:3' },
        ],
      },
    });
    expect(runTool(['NoData'], folder).exit).toBe(1);
    await inSession(
      folder,
      (session) =>
        runBatch(session, selectDirectives(session, ['Cross'], false), {
          provisionOnly: false,
          failFast: false,
        }),
      { until: ({ stage, status }) => stage === '2' && status === 'started' },
    );
    const stuck = standings(folder);
    expect(stuck['NoData']).toMatchObject({ standing: 'blocked', state: 'INITIALIZED' });
    expect(stuck['NoData']?.why.map(({ code }) => code)).toContain('DATA_MISSING');
    expect(stuck['Cross']).toMatchObject({ standing: 'interrupted' });
    const text = runTool(['status'], folder).stdout;
    expect(text).toMatch(/Cross was interrupted, before stage 0\.75 to 3A/);
    expect(text).toMatch(/why {5}DATA_MISSING: /);

    expect(runTool(['Cross'], folder).exit).toBe(0);
    expect(standings(folder)['Cross']).toMatchObject({ standing: 'complete', why: [] });
  });

  test('shows equity from recorded evidence only, and says when it is not as recorded', () => {
    const folder = makeWorkspace({ symbols: ONE });
    expect(runTool(['Cross'], folder).stdout).toMatch(/[▁▂▃▄▅▆▇█]{16}/);
    expect(runTool(['status'], folder).stdout).toMatch(/[▁▂▃▄▅▆▇█]{10}/);
    const curve = join(folder, 'portfolios', 'Cross', 'portfolio_equity.csv');
    chmodSync(curve, 0o644);
    writeFileSync(curve, readFileSync(curve, 'utf8').replace('10000', '10001'));
    expect(runTool(['status'], folder).stdout).toContain('altered!');
    rmSync(curve);
    expect(runTool(['status', 'Cross'], folder).stdout).toContain('altered!');
  });

  test('lets no file name steer the terminal', async () => {
    const folder = makeWorkspace({ symbols: ONE });
    const name = 'a\u001b[2J\u202eb\u0007';
    writeDirective(folder, `${name}.txt`, 'test: {}\n');
    const watching = followTool(['status', '--watch'], folder);
    await watching.says('blocked');
    watching.process.kill('SIGINT');
    const { stdout, stderr } = await watching.ended;
    for (const text of [stdout, stderr, runTool(['status', name], folder).stdout]) {
      expect(text).toContain('a\\x1b[2J\\u202eb\\x07');
      // eslint-disable-next-line no-control-regex -- they are what must not be there
      expect(text).not.toMatch(/[\u001b\u0007\u202e]/);
    }
  });

  test('writes nothing', () => {
    const folder = makeWorkspace({ symbols: ONE });
    expect(runTool(['Cross'], folder).exit).toBe(0);
    const before = treeOf(folder);
    runTool(['status'], folder);
    runTool(['status', 'Cross'], folder);
    expect(treeOf(folder)).toEqual(before);
  });

  test('and the result of a run fit a terminal of 80 columns', ({ skip }) => {
    if (!HAS_SCRIPT) return skip('util-linux has no script here');
    const id = `A_directive_with_a_name_of_sixty_four_characters_${'x'.repeat(15)}`;
    const folder = makeWorkspace({
      symbols: ['EURUSD', 'GBPUSD', 'USDJPY'],
      directives: {
        [`${id}.txt`]: crossDirective(['EURUSD', 'GBPUSD', 'USDJPY']).replace(
          /(name|strategy): Cross/g,
          '$1: Long',
        ),
        'Typo.txt': crossDirective(ONE).replace('fast: 10', 'fst: 10'),
      },
    });
    const ran = onTerminal(['--quiet', id], folder);
    const start = ran.findIndex((line) => line.startsWith('symbol'));
    for (const line of ran.slice(start, start + 5))
      expect(displayWidth(line)).toBeLessThanOrEqual(80);
    for (const args of [['status'], ['status', id]]) {
      const lines = onTerminal(args, folder);
      expect(lines.join('\n')).toMatch(/[▁▂▃▄▅▆▇█]{10}/);
      // A word without a space in it is never cut: paths and commands are meant to be copied.
      const wide = lines.filter((line) => displayWidth(line) > 80 && !line.includes(id));
      expect(wide).toEqual([]);
    }
  });
});

test('a run on a terminal says how fast it is and how much time is left', ({ skip }) => {
  if (!HAS_SCRIPT) return skip('util-linux has no script here');
  const folder = makeWorkspace();
  const said = onTerminal(['Cross', '--jobs', '1'], folder).join('\n');
  expect(said).toMatch(/[1-2]\/3 runs {2}[\d.]+ runs\/s {2}\d+:\d\d left/);
  expect(said).toMatch(/EURUSD {2}done, [\d.]+k? bars, [\d.]+[kM]? bars\/s/);
});

describe('status --watch', () => {
  test('says what changes while another process works, and ends well on Ctrl-C', async () => {
    const folder = makeWorkspace({ symbols: ONE });
    const watching = followTool(['status', '--watch'], folder);
    await watching.says('Cross: INITIALIZED, waiting');
    expect(runTool(['Cross'], folder).exit).toBe(0);
    await watching.says('Cross: PORTFOLIO_COMPLETE, complete, 1/1 runs');
    writeDirective(folder, 'Typo.txt', crossDirective(ONE).replace('fast: 10', 'fst: 10'));
    await watching.says('Typo: INITIALIZED, blocked, MISSING_KEY');
    watching.process.kill('SIGINT');
    const ended = await watching.ended;
    expect(ended.exit).toBe(0);
    expect(ended.stdout).toContain('PORTFOLIO_COMPLETE');
    expect(ended.stderr).not.toContain('\u001b');
  });

  test('with --json prints exactly one document, at its end', async () => {
    const folder = makeWorkspace({ symbols: ONE });
    const watching = followTool(['status', 'Cross', '--watch', '--json'], folder);
    await watching.says('Cross: INITIALIZED');
    watching.process.kill('SIGTERM');
    const ended = await watching.ended;
    expect(ended.exit).toBe(0);
    expect(JSON.parse(ended.stdout)).toMatchObject({ ok: true, id: 'Cross', standing: 'waiting' });
  });

  test('redraws on a terminal, and leaves nothing of that behind', ({ skip }) => {
    if (!HAS_SCRIPT) return skip('util-linux has no script here');
    const folder = makeWorkspace({ symbols: ONE });
    const tool = `'${process.execPath}' '${builtTool('run-pipeline')}' status --watch`;
    const ended = spawnSync('script', ['-qec', `timeout -s INT 4 ${tool}`, '/dev/null'], {
      cwd: folder,
      encoding: 'utf8',
      env: toolEnvironment(),
    });
    // eslint-disable-next-line no-control-regex -- cursor movements begin with ESC
    expect(ended.stdout).toMatch(/Ctrl-C ends it\.\r\n\u001b\[\d+A\u001b\[0J/);
    // eslint-disable-next-line no-control-regex -- cursor movements begin with ESC
    const last = ended.stdout.split(/\u001b\[\d+A\u001b\[0J/).at(-1) ?? '';
    expect(last).toContain('INITIALIZED');
    expect(last).not.toContain('Ctrl-C');
  });
});
