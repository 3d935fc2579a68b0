import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { parseDay } from '@assay/core';
import { encodeBarsCsv, synthesizeBars } from '@assay/market-data';
import { opsEnvironment } from './ops-driver.js';
import { REPOSITORY, runJson, runTool, type Ended } from './spawn-tool.js';
import { makeWorkspace, temporaryFolder } from './workspace-maker.js';

/** A signal as `--json` shows it. */
export interface SignalJson {
  readonly directive_id: string;
  readonly symbol: string;
  readonly run_id: string;
  readonly bar_time: string;
  readonly close: number;
  readonly position: {
    readonly direction: 'long' | 'short';
    readonly units: number;
    readonly entry_price: number;
    readonly entry_time: string;
  } | null;
  readonly signals: readonly { readonly kind: string; readonly decision: string }[];
}

/** What `probe --json` says. */
export interface ProbeJson {
  readonly ok: boolean;
  readonly token: string;
  readonly reason: string | null;
  readonly checks: readonly {
    readonly id: string;
    readonly ok: boolean;
    readonly detail: string;
  }[];
  readonly data?: { readonly signals: readonly SignalJson[] };
}

/** How a probe is started otherwise than from the repository, in clean surroundings. */
export interface ProbeStart {
  readonly words?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly installation?: string;
}

/** Runs `ops-loop probe` as a user does; nothing of the test's own surroundings reaches it. */
export function probe(folder: string, start: ProbeStart = {}): Ended {
  const { words = [], env = {}, installation = REPOSITORY } = start;
  const main = join(installation, 'apps', 'ops-loop', 'dist', 'main.js');
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, 'probe', ...words], {
    cwd: folder,
    encoding: 'utf8',
    env: opsEnvironment(env),
  });
  return { exit: status, stdout, stderr };
}

/** The same with its document, and the ids of the checks that failed. */
export function probeJson(
  folder: string,
  start: ProbeStart = {},
): Ended & { readonly document: ProbeJson; readonly red: readonly string[] } {
  const ended = probe(folder, { ...start, words: [...(start.words ?? []), '--json'] });
  const document = JSON.parse(ended.stdout) as ProbeJson;
  return { ...ended, document, red: document.checks.filter((c) => !c.ok).map((c) => c.id) };
}

/** Writes hourly bars of a symbol from 2024 on, up to an instant; returns what was written. */
export function writeBarsUntil(folder: string, symbol: string, endMs: number): string {
  const bars = synthesizeBars({
    symbol,
    timeframe: '1h',
    startMs: parseDay('2024-01-01') ?? 0,
    endMs,
    seed: 7,
  });
  const text = Buffer.from(encodeBarsCsv(bars, symbol.endsWith('JPY') ? 3 : 5)).toString('utf8');
  writeFileSync(join(folder, 'data', `${symbol}_1h.csv`), text);
  return text;
}

/**
 * A workspace whose directive `Cross` is complete on two symbols, has bars up to now and is promoted;
 * for all tests of a file, gone after them; its folder is known inside of tests.
 */
export function promotedTemplate(): { readonly folder: string } {
  const shared = { folder: '' };
  beforeAll(() => {
    shared.folder = mkdtempSync(join(tmpdir(), 'assay-'));
    makeWorkspace({ folder: shared.folder, symbols: ['EURUSD', 'USDJPY'] });
    for (const symbol of ['EURUSD', 'USDJPY']) writeBarsUntil(shared.folder, symbol, Date.now());
    const done = runJson(['Cross'], shared.folder);
    if (done.exit !== 0) throw new Error(done.stdout);
    const promoted = runTool(['promote', 'Cross', '--reason', 'it held up'], shared.folder);
    if (promoted.exit !== 0) throw new Error(promoted.stderr);
  }, 60_000);
  afterAll(() => rmSync(shared.folder, { recursive: true, force: true }));
  return shared;
}

/** A copy of what is installed, to break something in. */
export function installationCopy(): string {
  const root = temporaryFolder();
  const parts = [
    'package.json',
    'dist',
    'apps/ops-loop/dist',
    'apps/run-pipeline/dist',
    'libs/engine/src',
  ];
  for (const part of parts) cpSync(join(REPOSITORY, part), join(root, part), { recursive: true });
  symlinkSync(join(REPOSITORY, 'node_modules'), join(root, 'node_modules'));
  return root;
}

/** Changes a place in a file of an installation or of a workspace. */
export function changeText(path: string, from: string | RegExp, to: string): void {
  const text = readFileSync(path, 'utf8');
  const changed = text.replace(from, to);
  if (changed === text) throw new Error(`nothing to change in ${path}`);
  rmSync(path);
  writeFileSync(path, changed);
}

/** SHA-256 of a file. */
export function hashOf(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}
