import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { formatDay } from '@assay/core';
import { describe, expect, onTestFinished, test } from 'vitest';
import { lastingFolder } from '@assay/evidence/testing';
import { documentCommands, type DocumentCommand } from '../testing/document-commands.js';
import { builtTool, REPOSITORY, runTool } from '../testing/spawn-tool.js';
import { makeWorkspace, temporaryFolder } from '../testing/workspace-maker.js';

const DOCUMENTS = join(REPOSITORY, 'docs/ops');
const STANDIN = fileURLToPath(new URL('../testing/standin-systemctl.mjs', import.meta.url));
/** What goes on until it is stopped. */
const STAYS = /^ops-loop (supervise run|dashboard serve|metrics --watch)/;
/** Hours become seconds: the words are those of the document, the time is not. */
const SHORTER = [['--for 4h --every 5m', '--for 6s --every 2s']] as const;

/** A workspace under git with a completed directive, promoted unless the page does it, and the tools by name. */
function place(commands: readonly DocumentCommand[]) {
  // Promoted data must be fresh: bars until today.
  const today = formatDay(Date.now());
  const folder = makeWorkspace({ symbols: ['EURUSD'], from: '2024-01-01', to: today });
  const home = temporaryFolder();
  const bin = join(home, 'bin');
  mkdirSync(bin);
  for (const tool of ['ops-loop', 'run-pipeline', 'integrity-sweep', 'reset-directive']) {
    writeFileSync(
      join(bin, tool),
      `#!/bin/sh\nexec "${process.execPath}" "${builtTool(tool)}" "$@"\n`,
    );
    chmodSync(join(bin, tool), 0o755);
  }
  copyFileSync(STANDIN, join(bin, 'systemctl'));
  const env: Record<string, string> = {
    HOME: home,
    PATH: `${bin}:${dirname(process.execPath)}:${process.env['PATH'] ?? ''}`,
    LANG: 'C.UTF-8',
    XDG_CONFIG_HOME: join(home, '.config'),
  };
  expect(runTool(['Cross'], folder).exit).toBe(0);
  if (!commands.some(({ text }) => text.startsWith('run-pipeline promote'))) {
    expect(runTool(['promote', 'Cross', '--reason', 'for the documents'], folder).exit).toBe(0);
  }
  writeFileSync(
    join(folder, '.gitignore'),
    ['.assay/', 'runs/', 'backtests/', 'portfolios/', 'outputs/', 'out/', 'data/', ''].join('\n'),
  );
  const identity = ['-c', 'user.name=t', '-c', 'user.email=t@example.org'];
  for (const words of [
    ['init', '-b', 'main'],
    ['add', '-A'],
    [...identity, 'commit', '-m', 'x'],
  ]) {
    execFileSync('git', words, { cwd: folder, env, stdio: 'ignore' });
  }
  return { folder, env, lasting: lastingFolder(onTestFinished) };
}

type Place = ReturnType<typeof place>;

/** Starts what stays, and waits until it does what it is there for. */
async function start({ folder, env }: Place, text: string): Promise<ChildProcess> {
  const child = spawn('bash', ['-c', `exec ${text}`], { cwd: folder, env });
  onTestFinished(() => void child.kill('SIGKILL'));
  let said = '';
  child.stdout.on('data', (piece: Buffer) => (said += piece.toString()));
  child.stderr.on('data', (piece: Buffer) => (said += piece.toString()));
  const isUp = (): boolean =>
    text.includes('supervise run')
      ? spawnSync('bash', ['-c', 'ops-loop health --min-ticks 2'], { cwd: folder, env }).status ===
        0
      : /http:\/\/|P90|version/.test(said);
  while (!isUp()) {
    if (child.exitCode !== null) throw new Error(`${text} ended: ${said}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return child;
}

async function end(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null) return child.exitCode;
  const closed = new Promise<number | null>((resolve) => child.once('close', resolve));
  child.kill('SIGINT');
  return closed;
}

/** What stands for a place that only the reader knows. */
function filled({ folder, lasting }: Place, text: string): string {
  const runs = join(folder, 'out/ops/online_readiness_supervisor');
  const words = SHORTER.reduce((line, [long, short]) => line.replace(long, short), text).replace(
    'FX_MA_Cross_H1',
    'Cross',
  );
  if (!/\b(RUN|DIR|DIRECTIVE)\b/.test(words)) return words;
  const run =
    readdirSync(runs)
      .filter((name) => name.startsWith('run_'))
      .sort()
      .at(-1) ?? '';
  return words
    .replace(/\bRUN\b/g, run)
    .replace(/\bDIR\b/g, `'${join(lasting, 'archived')}'`)
    .replace(/\bDIRECTIVE\b/g, 'Cross');
}

/** Runs the commands of a document one after the other, as a reader would. */
async function follow(at: Place, commands: readonly DocumentCommand[]): Promise<readonly string[]> {
  const problems: string[] = [];
  let supervisor: ChildProcess | undefined;
  for (const command of commands) {
    const text = filled(at, command.text);
    const isStarted = STAYS.test(text) && command.exit === 0;
    if (isStarted) {
      const child = await start(at, text);
      if (text.includes('supervise run')) supervisor = child;
      else if ((await end(child)) !== 0) problems.push(`${command.line}: ${text} did not end well`);
      continue;
    }
    const { status, stdout, stderr } = spawnSync('bash', ['-c', text], {
      cwd: at.folder,
      env: at.env,
      encoding: 'utf8',
    });
    if (status === command.exit) continue;
    problems.push(`${command.line}: ${text} ended with ${status}\n${stdout}\n${stderr}`);
  }
  if (supervisor) expect(await end(supervisor)).toBe(0);
  return problems;
}

const names = readdirSync(DOCUMENTS).filter((name) => name.endsWith('.md'));

describe.each(names.map((name) => [name] as const))('%s', (name) => {
  const commands = documentCommands(join(DOCUMENTS, name));

  test.runIf(commands.length > 0)('every command of it does what it says', async () => {
    expect(await follow(place(commands), commands)).toEqual([]);
  });

  test('every command it names exists', () => {
    const text = execFileSync('cat', [join(DOCUMENTS, name)], { encoding: 'utf8' });
    const { stdout } = runTool(['--help', '--json'], REPOSITORY, 'ops-loop');
    const known = (JSON.parse(stdout) as { text: string }).text;
    const words = new Set(
      [...text.matchAll(/`?\bops-loop ([a-z]+)\b/g)].map((match) => match[1] ?? ''),
    );
    expect([...words].filter((word) => !new RegExp(`^ +${word}\\b`, 'm').test(known))).toEqual([]);
  });
});

test('each of the thirty defects names a test that exists', () => {
  const roots: Readonly<Record<string, string>> = {
    e2e: 'apps/run-pipeline/src/e2e',
    ops: 'apps/ops-loop/src',
    evidence: 'libs/evidence/src',
    pipeline: 'libs/pipeline/src',
  };
  const text = readFileSync(join(DOCUMENTS, 'defects-not-repeated.md'), 'utf8');
  const rows = [...text.matchAll(/^\| (\d+) \|.*\| `([a-z0-9]+)\/([^`]+)`: (.*) \|$/gm)];
  expect(rows.map((row) => Number(row[1]))).toEqual(Array.from({ length: 30 }, (_, i) => i + 1));
  const lost = rows.filter(([, , root = '', file = '', name = '']) => {
    const source = readFileSync(join(REPOSITORY, roots[root] ?? root, file), 'utf8');
    return !source.replace(/\s+/g, ' ').includes(name);
  });
  expect(lost.map(([row]) => row)).toEqual([]);
});

test('the triage page has every row of the doctor, in its order', () => {
  const rows = [
    ...readFileSync(join(DOCUMENTS, 'triage.md'), 'utf8').matchAll(/^\| `([a-z0-9_]+)` \|/gm),
  ].map((row) => row[1]);
  const source = ['tick-rows', 'answer-rows', 'unit-rows']
    .map((name) => readFileSync(join(REPOSITORY, `apps/ops-loop/src/triage/${name}.ts`), 'utf8'))
    .join('\n');
  const table = source.slice(source.indexOf('TICK_ROWS: '));
  const known = [...table.matchAll(/(?:row\(|id: )'([a-z0-9_]+)'/g)].map((row) => row[1]);
  expect(rows).toEqual([...known, 'docs_paths']);
});
