import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { arch, platform, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { formatInstant, formatStamp } from '@assay/core';
import type { CrashReport } from './tool-host.js';

/** The nearest folder at or above `start` that is marked as a workspace. */
function findWorkspace(start: string): string | undefined {
  let folder = resolve(start);
  while (!existsSync(join(folder, 'assay.json'))) {
    const parent = dirname(folder);
    if (parent === folder) return undefined;
    folder = parent;
  }
  return folder;
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return `thrown value: ${String(error)}`;
  const own = error.stack ?? `${error.name}: ${error.message}`;
  return error.cause === undefined ? own : `${own}\ncaused by ${describe(error.cause)}`;
}

/**
 * Writes the stack trace of an internal error into `<workspace>/outputs/logs/`, or into the folder for
 * temporary files when there is no workspace or it cannot be written.
 *
 * This is the one file that is not written through `workspace`: after a defect nothing of ours is trusted.
 * @returns The path of the file.
 */
export function writeCrashLog(report: CrashReport): string {
  const nowMs = Date.now();
  const name = `crash_${report.tool}_${formatStamp(nowMs)}_${process.pid}.log`;
  const text = [
    `tool:     ${report.tool} ${report.version}`,
    `at:       ${formatInstant(nowMs)}`,
    `node:     ${process.version} ${platform()} ${arch()}`,
    `folder:   ${report.cwd}`,
    `command:  ${[report.tool, ...report.argv].join(' ')}`,
    '',
    describe(report.error),
    '',
  ].join('\n');
  const workspace = findWorkspace(resolve(report.cwd, report.workspace ?? '.'));
  const folders = workspace === undefined ? [] : [join(workspace, 'outputs', 'logs')];
  for (const folder of folders) {
    try {
      return writeInto(folder, name, text);
    } catch {
      // A full or read-only workspace must not hide the defect: the next folder is tried.
    }
  }
  return writeInto(join(tmpdir(), 'assay-logs'), name, text);
}

function writeInto(folder: string, name: string, text: string): string {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, name);
  writeFileSync(path, text, { flag: 'wx' });
  return path;
}
