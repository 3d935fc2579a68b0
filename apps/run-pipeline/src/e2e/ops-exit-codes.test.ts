import { spawn } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { DocumentSchemas } from '../testing/document-schema.js';
import { builtTool, REPOSITORY } from '../testing/spawn-tool.js';

const SCHEMAS = new DocumentSchemas(join(REPOSITORY, 'schemas'));
const CANARY = 'canary-4b1d-must-not-appear';

interface Row {
  readonly words: readonly string[];
  /** Exit codes in a workspace where nothing ever happened: bare, and by what the guard thinks of LIVE=1. */
  readonly empty: number;
  readonly armed: 'refused' | 'left out';
}

/** Every command with the words that it cannot do without. */
// prettier-ignore
const ROWS: readonly Row[] = [
  { words: ['baseline', 'pin'],                          empty: 1, armed: 'refused' },
  { words: ['done', 'pin'],                              empty: 1, armed: 'refused' },
  { words: ['done', 'check'],                            empty: 1, armed: 'left out' },
  { words: ['supervise', 'run'],                         empty: 4, armed: 'refused' },
  { words: ['supervise', 'status'],                      empty: 1, armed: 'left out' },
  { words: ['supervise', 'stop'],                        empty: 0, armed: 'left out' },
  { words: ['service', 'render', '--manager', 'none'],   empty: 0, armed: 'left out' },
  { words: ['service', 'install', '--manager', 'none'],  empty: 1, armed: 'refused' },
  { words: ['service', 'uninstall', '--manager', 'none'],empty: 0, armed: 'left out' },
  { words: ['service', 'status', '--manager', 'none'],   empty: 0, armed: 'left out' },
  { words: ['service', 'kick', 'cycle', '--manager', 'none'], empty: 1, armed: 'refused' },
  { words: ['service', 'logs', '--manager', 'none'],     empty: 1, armed: 'left out' },
  { words: ['health'],                                   empty: 1, armed: 'left out' },
  { words: ['metrics'],                                  empty: 1, armed: 'left out' },
  { words: ['audit', 'snapshot'],                        empty: 1, armed: 'refused' },
  { words: ['audit', 'trigger'],                         empty: 1, armed: 'refused' },
  { words: ['dashboard', 'snapshot'],                    empty: 1, armed: 'refused' },
  { words: ['retain', 'dashboard'],                      empty: 0, armed: 'refused' },
  { words: ['retain', 'audit'],                          empty: 0, armed: 'refused' },
  { words: ['retain', 'cycle'],                          empty: 0, armed: 'refused' },
  { words: ['retain', 'run'],                            empty: 0, armed: 'refused' },
  { words: ['retain', 'stop'],                           empty: 0, armed: 'refused' },
  { words: ['retain', 'all'],                            empty: 0, armed: 'refused' },
  { words: ['greenlight'],                               empty: 1, armed: 'left out' },
  { words: ['cycle'],                                    empty: 1, armed: 'refused' },
  { words: ['guard'],                                    empty: 0, armed: 'refused' },
  { words: ['guard', 'cycle'],                           empty: 1, armed: 'refused' },
  { words: ['stop', '--quick'],                          empty: 0, armed: 'left out' },
  { words: ['archive', 'run_20260131T090807006Z', '--to', '/nonexistent/x'], empty: 1, armed: 'refused' },
  { words: ['tidy'],                                     empty: 1, armed: 'refused' },
  { words: ['doctor'],                                   empty: 1, armed: 'left out' },
  { words: ['docs', 'paths'],                            empty: 1, armed: 'left out' },
  { words: ['plan'],                                     empty: 0, armed: 'left out' },
  { words: ['evidence', 'verify', 'all'],                empty: 0, armed: 'left out' },
  { words: ['evidence', 'log'],                          empty: 0, armed: 'left out' },
  { words: ['key', 'init'],                              empty: 0, armed: 'refused' },
];

/** What must work whatever a variable says. */
const STOPS = /^(stop|supervise stop|service uninstall)/;

const FOLDERS: string[] = [];
afterAll(() => {
  for (const folder of FOLDERS) rmSync(folder, { recursive: true, force: true });
});

/** A folder that lives as long as this file: tests that run at once cannot each say when they end. */
function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'assay-'));
  FOLDERS.push(folder);
  return folder;
}

function workspace(): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'assay.json'), '{}');
  return folder;
}

/** Runs the tool with nothing in its environment but what is given. */
function ops(
  folder: string,
  words: readonly string[],
  more: Readonly<Record<string, string>> = {},
) {
  const env = { PATH: process.env['PATH'] ?? '', HOME: folder, ...more };
  const child = spawn(process.execPath, [builtTool('ops-loop'), ...words, '--json'], {
    cwd: folder,
    env: { ...env, GIT_CEILING_DIRECTORIES: join(folder, '..') },
  });
  let out = '';
  let err = '';
  child.stdout.on('data', (piece: Buffer) => (out += piece.toString()));
  child.stderr.on('data', (piece: Buffer) => (err += piece.toString()));
  return new Promise<{ exit: number | null; out: string; err: string; document: Document }>(
    (resolve) => {
      child.on('close', (exit) => {
        resolve({ exit, out, err, document: JSON.parse(out) as Document });
      });
    },
  );
}

interface Document {
  readonly ok: boolean;
  readonly token?: string;
  readonly error?: { readonly code: string };
}

/** All that lies below a folder, as text. */
function everything(folder: string): string {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile() === true)
    .map((path) => `${path}\n${readFileSync(path, 'latin1')}`)
    .join('\n');
}

describe.concurrent.each(ROWS)('ops-loop $words', ({ words, empty, armed }) => {
  test('where nothing ever happened', async ({ expect }) => {
    const { exit, document } = await ops(workspace(), words);
    expect({ exit, code: document.error?.code }).toMatchObject({ exit: empty });
    expect(SCHEMAS.problems('ops-loop', document)).toBe('');
    expect(document.ok).toBe(exit === 0);
  });

  test('outside of a workspace: exit 2', async ({ expect }) => {
    const { exit, document } = await ops(temporaryFolder(), words);
    expect({ exit, code: document.error?.code }).toEqual({ exit: 2, code: 'WORKSPACE_NOT_FOUND' });
    expect(SCHEMAS.problems('ops-loop', document)).toBe('');
  });

  test('in a mode that does not exist: exit 4, but what stops something goes on', async ({
    expect,
  }) => {
    const { exit, document } = await ops(workspace(), words, { MODE: 'live' });
    if (STOPS.test(words.join(' '))) return expect(exit).toBe(empty);
    expect({ exit, code: document.error?.code }).toEqual({ exit: 4, code: 'OPS_MODE_REFUSED' });
    expect(SCHEMAS.problems('ops-loop', document)).toBe('');
  });

  test('with a setting that is junk: exit 2, but what stops something goes on', async ({
    expect,
  }) => {
    const { exit, document } = await ops(workspace(), words, { MAX_AGE_SEC: 'soon' });
    if (STOPS.test(words.join(' '))) return expect(exit).toBe(empty);
    expect({ exit, code: document.error?.code }).toEqual({ exit: 2, code: 'OPS_SETTING_INVALID' });
  });

  test('with out/ops a link that leads out: exit 4', async ({ expect }) => {
    const folder = workspace();
    mkdirSync(join(folder, 'out'));
    symlinkSync(temporaryFolder(), join(folder, 'out/ops'));
    const { exit, document } = await ops(folder, words);
    expect({ exit, code: document.error?.code }).toEqual({ exit: 4, code: 'OPS_PATH_REFUSED' });
  });

  test(`with a secret in the environment: ${armed}, and no file or line shows it`, async ({
    expect,
  }) => {
    const folder = workspace();
    const secrets = {
      KRAKEN_API_KEY: CANARY,
      NOTE: `ghp_${CANARY.replaceAll('-', 'x')}0123456789`,
    };
    const { exit, document, out, err } = await ops(folder, words, secrets);
    if (armed === 'refused') {
      expect({ exit, code: document.error?.code }).toEqual({
        exit: 4,
        code: 'OPS_ENVIRONMENT_REFUSED',
      });
    } else {
      expect(exit).toBe(empty);
      expect(out).toContain('KRAKEN_API_KEY');
    }
    expect(`${out}${err}${everything(folder)}`).not.toMatch(/canary|ghp_/);
  });
});

test('every command of the table stands here, or goes on until it is stopped', () => {
  const help = readFileSync(join(REPOSITORY, 'schemas/ops-loop.schema.json'), 'utf8');
  const schema = JSON.parse(help) as { properties: { command: { enum: string[] } } };
  const shown = ROWS.map(({ words }) => words.join(' '));
  const missing = schema.properties.command.enum.filter(
    (command) => !shown.some((words) => words.startsWith(command)),
  );
  // Each of these is run by tests of its own.
  expect(missing).toEqual([
    'supervise smoke',
    'probe',
    'tick',
    'dashboard serve',
    'soak',
    'evidence seal',
  ]);
});
