import { accessSync, constants, existsSync, lstatSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isAssayError } from '@assay/core';
import { docsPaths } from '../commands/hygiene/docs-paths.js';
import type { OpsContext } from '../context.js';
import { gatherLiveState } from '../gates/gather-live-state.js';
import type { LiveState } from '../gates/live-state.js';
import { JOBS, type JobName } from '../job-table.js';
import { readRunRecord, readRunState } from '../records/read-run.js';
import { chooseManager } from '../services/choose-services.js';
import type { ServiceManager } from '../services/service-port.js';
import { askSupervisor } from '../supervisor/ask-supervisor.js';
import type { AnswerPlace, InstalledUnit, TriageScene } from './triage-scene.js';

/** What can be read; null for whatever is missing or damaged, which other rows speak of. */
function orNull<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (isAssayError(error)) return null;
    throw error;
  }
}

/** Folders that the loop writes to, as far as they exist, that this user may not change. */
function closedFolders({ places, workspace }: OpsContext, run: string | null): readonly string[] {
  const wanted = [places.root, places.supervisor, ...(run === null ? [] : [run])];
  // What does not exist yet is made in the deepest folder that does.
  const deepest = (path: string): string => (existsSync(path) ? path : deepest(dirname(path)));
  const folders = new Set([...wanted, workspace.paths.assayFolder.absolute].map(deepest));
  return [...folders].filter((folder) => {
    try {
      accessSync(folder, constants.W_OK | constants.X_OK);
      return !lstatSync(folder).isDirectory();
    } catch {
      return true;
    }
  });
}

function installedUnits(manager: ServiceManager): readonly InstalledUnit[] {
  const { kind, unitFolder } = manager;
  if (unitFolder === undefined) return [];
  return JOBS.flatMap(({ job }) =>
    manager.unitFiles(job).flatMap(({ name, text: rendered }) => {
      const file = join(unitFolder, name);
      if (!existsSync(file)) return [];
      return [{ job, kind, file, text: readFileSync(file, 'utf8'), rendered }];
    }),
  );
}

function failedJobs(manager: ServiceManager, units: readonly InstalledUnit[]): readonly JobName[] {
  const jobs = [...new Set(units.map(({ job }) => job))];
  return jobs.filter((job) => manager.state(job) === 'failed');
}

function answerPlace({ workspace }: OpsContext, { latest }: LiveState): AnswerPlace | null {
  if (!latest) return null;
  const folder = join(workspace.root, latest.path);
  return {
    tick: latest.path,
    isInP76: existsSync(join(folder, 'p76', 'P76_RESULT.txt')),
    isAtRoot: existsSync(join(folder, 'P76_RESULT.txt')),
  };
}

interface DocFinding {
  readonly file: string;
  readonly line: number;
}

/** What the gate of the documents would say; nothing where no git tree holds the workspace. */
function docsOf(context: OpsContext): TriageScene['docs'] {
  const outcome = orNull(() => docsPaths(context, { all: true }));
  if (outcome === null) return null;
  const findings = (outcome.data?.['findings'] ?? []) as unknown as readonly DocFinding[];
  const [first] = findings;
  return { count: findings.length, first: first ? `${first.file}:${first.line}` : '' };
}

/** Reads what the table of triage looks at. Whatever cannot be read is for its rows to speak of. */
export async function gatherScene(context: OpsContext): Promise<TriageScene> {
  const { outDir, settings, workspace } = context;
  const state = await gatherLiveState(context);
  const run = state.run && join(workspace.root, state.run.path);
  const answer = await askSupervisor(context);
  const manager = chooseManager(context, undefined);
  const units = installedUnits(manager);
  return {
    state,
    runState: run === null ? null : orNull(() => readRunState(run)),
    mode: run === null ? null : (orNull(() => readRunRecord(run))?.mode ?? null),
    isHeld: !answer.running && answer.isHeld,
    missingOutDir: outDir === undefined || existsSync(outDir) ? null : outDir,
    closed: closedFolders(context, run),
    manager: manager.kind,
    supervisorUnit: manager.state('supervisor'),
    failedJobs: failedJobs(manager, units),
    units,
    answer: answerPlace(context, state),
    docs: docsOf(context),
    maxAgeMs: settings.maxAgeMs,
    exists: (path) => existsSync(path),
  };
}
