import { basename } from 'node:path';
import { AssayError, parseStamp } from '@assay/core';
import { nodeFileStore } from '@assay/workspace';
import type { OpsContext } from '../context.js';

/** Stamps later than this many milliseconds from now are of the future and never "latest". */
export const FUTURE_MS = 300_000;

/** A supervisor's run folder. */
export interface RunFolder {
  /** `run_<TS>`. */
  readonly name: string;
  /** Absolute. */
  readonly path: string;
}

const RUN_NAME = /^run_(\d{8}T\d{9}Z)$/;

/** All run folders, oldest first, and the names of those that claim to be of the future. */
export function listRuns({ places, workspace, clock }: OpsContext): {
  readonly runs: readonly RunFolder[];
  readonly future: readonly string[];
} {
  const latestMs = clock.now() + FUTURE_MS;
  const runs: RunFolder[] = [];
  const future: string[] = [];
  for (const { name, kind } of nodeFileStore(workspace.root).list(places.supervisor)) {
    const stampMs = parseStamp(RUN_NAME.exec(name)?.[1] ?? '');
    if (stampMs === undefined || kind !== 'folder') continue;
    if (stampMs > latestMs) future.push(name);
    else runs.push({ name, path: `${places.supervisor}/${name}` });
  }
  return { runs, future };
}

/**
 * The run that a command is about: the named one, else the newest.
 *
 * @throws AssayError OPS_NO_RUN when there is none.
 */
export function chooseRun(context: OpsContext): RunFolder {
  const { outDir, places } = context;
  if (outDir !== undefined) return { name: basename(outDir), path: outDir };
  const newest = listRuns(context).runs.at(-1);
  if (newest) return newest;
  throw new AssayError('OPS_NO_RUN', 'there is no run of a supervisor to look at', {
    found: `no run folder in ${places.supervisor}`,
    expected: 'a run of `ops-loop supervise run`',
  });
}
