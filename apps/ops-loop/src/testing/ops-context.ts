import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ToolIo } from '@assay/cli';
import type { Clock } from '@assay/core';
import {
  diskFileStore,
  findWorkspace,
  NODE_FILE_SYSTEM,
  type FileStore,
  type FileSystem,
} from '@assay/workspace';
import { onTestFinished } from 'vitest';
import type { OpsCommandName } from '../command-table.js';
import type { OpsContext } from '../context.js';
import { childEnvironment } from '../guard/child-environment.js';
import { opsPlaces } from '../places.js';
import { isAside } from '../run-command.js';
import type { OpsSettings } from '../settings/settings.js';

/** 2026-01-31T09:08:07.006Z. */
export const NOW_MS = 1_769_850_487_006;

/** A clock that a test sets. */
export interface SetClock extends Clock {
  nowMs: number;
}

/** What a test wants otherwise than by default. */
export interface ContextRequest {
  readonly command?: OpsCommandName;
  /** A workspace that is there already. */
  readonly root?: string;
  readonly settings?: Partial<OpsSettings>;
  readonly clock?: Clock;
  readonly disk?: FileSystem;
  readonly cwd?: string;
}

/** A clock that stands still until the test moves it. */
export function setClock(nowMs: number = NOW_MS): SetClock {
  const clock: SetClock = { nowMs, now: () => clock.nowMs };
  return clock;
}

/** An empty workspace of this test alone; its real path. */
export function emptyWorkspace(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'assay-ops-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'assay.json'), '{"data": ["data"]}\n');
  mkdirSync(join(folder, '.assay'));
  return folder;
}

/** The context of a command behind the guard, on a real disk, with a clock of the test's own. */
export function opsContext(request: ContextRequest = {}): OpsContext {
  const root = request.root ?? emptyWorkspace();
  const workspace = findWorkspace({ flag: root, cwd: root });
  const places = opsPlaces(workspace.root);
  let files: FileStore | undefined;
  return {
    command: request.command ?? 'dashboard snapshot',
    io: {
      flags: {},
      cwd: request.cwd ?? root,
      env: {},
      signal: new AbortController().signal,
    } as ToolIo,
    installation: root,
    workspace,
    places,
    settings: {
      mode: 'shadow',
      dryRun: false,
      outDir: undefined,
      intervalMs: 300_000,
      maxAgeMs: 900_000,
      minTicks: 2,
      keepLast: 48,
      ...request.settings,
    },
    clock: request.clock ?? setClock(),
    childEnv: childEnvironment({ PATH: process.env['PATH'] }),
    outDir: undefined,
    files: () => {
      mkdirSync(places.root, { recursive: true });
      files ??= diskFileStore(request.disk ?? NODE_FILE_SYSTEM, places.root, isAside);
      return files;
    },
  };
}
