import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { runDocument, runJson, type Ended } from './spawn-tool.js';
import { makeWorkspace, temporaryFolder } from './workspace-maker.js';

/** A finding as `--json` shows it. */
export interface FindingJson {
  readonly kind: string;
  readonly code: string;
  readonly subject: string;
  readonly path: string;
  readonly message: string;
  readonly files: readonly { readonly code: string; readonly path: string }[];
  readonly repairs: readonly string[];
}

/** The one document of `integrity-sweep`, of its dry run, its repair, and `verify`. */
export interface SweepDocument {
  readonly ok: boolean;
  readonly error?: { readonly code: string; readonly found?: string; readonly next?: string };
  readonly findings: readonly FindingJson[];
  readonly remaining: readonly FindingJson[];
  readonly plan: { readonly hash: string; readonly quarantine: readonly string[] };
  readonly sweep: string | null;
  readonly counts: { readonly findings: number; readonly files: number };
}

export type Swept = Ended & { readonly document: SweepDocument };

/** Runs `integrity-sweep` with words and `--json`; its document must be as its schema says. */
export function sweep(folder: string, ...words: readonly string[]): Swept {
  const command = words[0] === 'verify' ? 'integrity-sweep.verify' : 'integrity-sweep';
  return runDocument<SweepDocument>(command, words, folder);
}

/** Makes a workspace whose directive `Cross` is complete on two symbols. */
function completedTemplate(): string {
  const folder = makeWorkspace({
    symbols: ['EURUSD', 'USDJPY'],
    folder: mkdtempSync(join(tmpdir(), 'assay-')),
  });
  const done = runJson(['Cross'], folder);
  if (done.exit !== 0) throw new Error(done.stderr);
  return folder;
}

/** A completed workspace for all tests of a file, gone after them; its folder is known inside of tests. */
export function sharedTemplate(): { readonly folder: string } {
  const shared = { folder: '' };
  beforeAll(() => {
    shared.folder = completedTemplate();
  }, 60_000);
  afterAll(() => rmSync(shared.folder, { recursive: true, force: true }));
  return shared;
}

/** A copy of a workspace, times included, so that its ledger is known to be as it was left. */
export function copyOf(template: string): string {
  const folder = temporaryFolder();
  cpSync(template, folder, { recursive: true, preserveTimestamps: true });
  return folder;
}

/** Changes one byte of a file in place, to one of another value and the same kind. */
export function changeByte(path: string, offset: number): void {
  const bytes = readFileSync(path);
  const at = offset % bytes.length;
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  writeFileSync(path, bytes);
}

/** Where a run of the template lies, by its symbol. */
export function runIdOf(folder: string, symbol: string): string {
  const state = JSON.parse(
    readFileSync(join(folder, 'runs', 'Cross', 'directive_state.json'), 'utf8'),
  ) as { readonly runs: Readonly<Record<string, string>> };
  return state.runs[symbol] ?? '';
}
