import { join, resolve } from 'node:path';
import { verifyBag } from '@assay/evidence';
import { AssayError, isAssayError } from '@assay/core';
import { nodeFileStore } from '@assay/workspace';
import type { OpsContext } from '../context.js';
import type { OpsOutcome } from '../outcome.js';
import { readRunState, readTick } from '../records/read-run.js';
import { listTicks } from '../runs/list-ticks.js';
import { tickProblems } from '../tick/check-tick.js';
import { triageReason } from './health-outcome.js';
import { judgeArchive, type ArchiveView } from './judge-archive.js';
import { isGreen } from './judge-health.js';

function orUndefined<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (isAssayError(error)) return undefined;
    throw error;
  }
}

/** Reads an archive as `archive` writes it: a bag whose payload has the run below `run/`. */
function readArchive({ clock, workspace }: OpsContext, folder: string): ArchiveView {
  const files = nodeFileStore(workspace.root);
  const { findings } = verifyBag(files, folder, '.');
  const problems = findings
    .filter(({ severity }) => severity === 'error')
    .map(({ verdict, path }) => `${verdict}: ${path}`);
  const payload = join(folder, 'data', 'run');
  const runs = files
    .list(payload)
    .filter(({ kind }) => kind === 'folder')
    .map(({ name }) => name);
  const [run] = runs;
  if (run === undefined) {
    return { problems, runs, state: undefined, ticks: [], broken: [], newest: undefined };
  }
  const path = join(payload, run);
  const ticks = listTicks(path, clock.now()).ticks.map(({ name }) => name);
  const newest = ticks.at(-1);
  return {
    problems,
    runs,
    state: orUndefined(() => readRunState(path)),
    ticks,
    broken: ticks.filter((tick) => tickProblems(path, tick).length > 0),
    newest: newest === undefined ? undefined : orUndefined(() => readTick(path, newest)),
  };
}

/**
 * Was the run in an archive healthy; everything in it is verified first.
 *
 * @throws AssayError OPS_SETTING_INVALID when a live run is named as well.
 */
export function archiveHealth(context: OpsContext, written: string): OpsOutcome {
  const { io, outDir, settings } = context;
  if (outDir !== undefined) {
    throw new AssayError('OPS_SETTING_INVALID', 'an archive and a live run were both named', {
      found: '--archive and an OUT_DIR',
      expected: 'one of them',
    });
  }
  const view = readArchive(context, resolve(io.cwd, written));
  const checks = judgeArchive(view, settings);
  const reason = triageReason(checks);
  return {
    ok: isGreen(checks),
    run: view.runs[0] ?? null,
    checks,
    ...(reason !== undefined && { reason }),
    facts: { archive: written, newest_tick: view.newest?.tick ?? 'none', ticks: view.ticks.length },
  };
}
