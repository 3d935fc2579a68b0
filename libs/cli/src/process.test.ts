import { spawn, spawnSync, type SpawnSyncReturns } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'assay-cli-'));
const program = join(folder, 'sample.mjs');
const { NODE_EXTRA_CA_CERTS: _certificates, ...env } = process.env;

function run(
  argv: readonly string[],
  more: { cwd?: string; env?: object } = {},
): SpawnSyncReturns<string> {
  const { cwd = folder } = more;
  return spawnSync(process.execPath, [program, ...argv], {
    cwd,
    encoding: 'utf8',
    maxBuffer: 1 << 24,
    env: { ...env, ...more.env },
  });
}

/** Starts the tool, sends a signal once it talks, and tells how it ended. */
function interrupt(
  signals: readonly NodeJS.Signals[],
): Promise<{ exit: number | null; err: string }> {
  const child = spawn(process.execPath, [program, 'wait'], { env });
  let err = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    if (err === '') for (const signal of signals) child.kill(signal);
    err += text;
  });
  return new Promise((resolve) => {
    child.on('close', (exit) => {
      resolve({ exit, err });
    });
  });
}

beforeAll(async () => {
  const entry = fileURLToPath(new URL('./testing/sample-tool.ts', import.meta.url));
  const index = fileURLToPath(new URL('./index.ts', import.meta.url));
  await build({
    stdin: {
      contents: `import { runProcess } from ${JSON.stringify(index)};
        import { SAMPLE_TOOL } from ${JSON.stringify(entry)};
        await runProcess(SAMPLE_TOOL);`,
      resolveDir: folder,
    },
    outfile: program,
    bundle: true,
    format: 'esm',
    platform: 'node',
    conditions: ['@assay/source'],
    banner: {
      js: "import { createRequire as r } from 'node:module'; const require = r(import.meta.url);",
    },
  });
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

test('a process ends with the exit code of its ending', () => {
  expect(run(['A'])).toMatchObject({ status: 0, stdout: 'ran A\n', stderr: '' });
  expect(run(['check']).status).toBe(3);
  expect(run(['--nope']).status).toBe(2);
});

test('all of a long result reaches the pipe', () => {
  expect(run(['lines']).stdout).toHaveLength(200_000 * 7 + 1);
});

test('a reader that goes away ends the output, not the tool', () => {
  const piped = spawnSync(
    'bash',
    ['-c', '"$0" "$1" lines | head -n 1; echo "${PIPESTATUS[0]}"', process.execPath, program],
    { encoding: 'utf8', env },
  );
  expect(piped.stderr).toBe('');
  expect(piped.stdout).toBe('a line\n0\n');
});

test.runIf(existsSync('/dev/full'))('a result that cannot be written is a failure', () => {
  const full = spawnSync('bash', ['-c', '"$0" "$1" A > /dev/full', process.execPath, program], {
    encoding: 'utf8',
    env,
  });
  expect(full.status).toBe(1);
  expect(full.stderr).toContain('error IO_FAILED: the result could not be written to stdout');
});

test.each(['SIGINT', 'SIGTERM'] as const)('%s ends cleanly with exit 130', async (signal) => {
  const { exit, err } = await interrupt([signal]);
  expect(exit).toBe(130);
  expect(err).toContain('error INTERRUPTED: interrupted; what was committed stays');
});

test('who asks twice does not wait', async () => {
  // The second signal must reach a process that still waits, so its command ignores the first.
  const child = spawn(process.execPath, [program, 'stubborn'], { env });
  const talk: string[] = [];
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    talk.push(text);
    child.kill('SIGINT');
  });
  const exit = await new Promise((resolve) => child.on('close', resolve));
  expect(exit).toBe(130);
  expect(talk.join('')).toBe('waiting\nnot yet\n');
});

test('a defect keeps its trace, cause included, in the logs of the workspace', () => {
  const workspace = join(folder, 'workspace');
  const inside = join(workspace, 'strategies', 'deep');
  mkdirSync(inside, { recursive: true });
  writeFileSync(join(workspace, 'assay.json'), '{}');
  const ended = run(['crash', '--json'], { cwd: inside });
  expect(ended.status).toBe(70);
  expect(ended.stderr.trimEnd().split('\n')).toHaveLength(1);
  const [log = ''] = readdirSync(join(workspace, 'outputs', 'logs'));
  const text = readFileSync(join(workspace, 'outputs', 'logs', log), 'utf8');
  expect(text).toContain('command:  sample crash --json');
  expect(text).toMatch(/Error: a defect\nin two lines\n {4}at .*\n/);
  expect(text).toContain('caused by RangeError: deep');
  expect(JSON.parse(ended.stdout).error).toMatchObject({
    code: 'INTERNAL',
    next: expect.stringContaining(log),
  });
});

test('an error that nobody awaited is a defect too, and still ends with one document', () => {
  const ended = run(['escape', '--json'], { env: { TMPDIR: folder } });
  expect(ended.status).toBe(70);
  expect(JSON.parse(ended.stdout)).toMatchObject({ ok: false, error: { code: 'INTERNAL' } });
  expect(ended.stderr).toContain('nobody awaited this');
});

test('outside a workspace the trace goes into the folder for temporary files', () => {
  const ended = run(['crash'], { env: { TMPDIR: folder } });
  expect(ended.status).toBe(70);
  const log = readdirSync(join(folder, 'assay-logs')).at(-1) ?? 'no log';
  expect(ended.stderr).toContain(log);
});

test('a workspace that cannot be written does not hide the defect', () => {
  const workspace = join(folder, 'blocked');
  mkdirSync(workspace);
  writeFileSync(join(workspace, 'assay.json'), '{}');
  writeFileSync(join(workspace, 'outputs'), 'a file where a folder should be');
  const ended = run(['crash', '--workspace', workspace], { env: { TMPDIR: folder } });
  expect(ended.status).toBe(70);
  expect(ended.stderr).toContain(join(folder, 'assay-logs'));
});
