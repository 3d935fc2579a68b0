import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isAssayError } from '@assay/core';
import type { OpsContext } from '../context.js';
import { readTick } from '../records/read-run.js';
import type { TickRecord } from '../records/tick-record.js';
import type { TickCommand } from './tick-process.js';

/** The bundle of this tool. */
export function toolProgram(installation: string): string {
  return join(installation, 'apps', 'ops-loop', 'dist', 'main.js');
}

/** Flags that hand the settings of this process to another of this tool. */
export function settingFlags({ settings, workspace }: OpsContext): readonly string[] {
  const { mode, dryRun } = settings;
  return [
    '--workspace',
    workspace.root,
    '--mode',
    mode,
    ...(mode === 'paper' ? ['--allow-paper'] : []),
    ...(dryRun ? ['--dry-run'] : []),
  ];
}

/** How a supervisor starts a tick. */
export function tickCommand(
  context: OpsContext,
  runPath: string,
  tick: string,
  timeoutMs: number,
): TickCommand {
  const { installation, workspace, childEnv } = context;
  const words = ['tick', '--out-dir', runPath, '--as', tick];
  return {
    program: process.execPath,
    args: [toolProgram(installation), ...words, ...settingFlags(context)],
    cwd: workspace.root,
    env: childEnv,
    timeoutMs,
  };
}

/** The record of a tick that can be seen; undefined when there is none, or none that can be read. */
export function sealedTick(runPath: string, tick: string): TickRecord | undefined {
  if (!existsSync(join(runPath, tick))) return undefined;
  try {
    return readTick(runPath, tick);
  } catch (error) {
    if (isAssayError(error)) return undefined;
    throw error;
  }
}
