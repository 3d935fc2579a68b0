import { AssayError, diagnostic, type Clock, type Diagnostic } from '@assay/core';
import type { Ending, ToolIo } from '@assay/cli';
import { findWorkspace, nodeFileStore, type FileStore } from '@assay/workspace';
import { opsCommandOf, type OpsCommandName } from './command-table.js';
import type { OpsContext } from './context.js';
import { endingOf, outcomeOfError, tokenLine } from './ending.js';
import { childEnvironment } from './guard/child-environment.js';
import { describeNames, guardEntry } from './guard/guard.js';
import { resolveOpsFolder } from './guard/ops-path.js';
import type { OpsOutcome } from './outcome.js';
import { opsPlaces, type OpsPlaces } from './places.js';
import { readSettings, type OpsFlags, type OpsSettings } from './settings/settings.js';

/** The real clock, the only place where this tool asks for it. */
export const CLOCK: Clock = { now: () => Date.now() };

/** Only what was put aside, and changes of evidence that are being prepared, may be removed. */
export function isAside(root: string, path: string): boolean {
  const first = path.slice(root.length + 1).split('/')[0] ?? '';
  return first.startsWith('.trash-') || first === '.changes';
}

function openFiles(workspaceRoot: string, places: OpsPlaces): () => FileStore {
  let files: FileStore | undefined;
  return () => {
    if (files) return files;
    nodeFileStore(workspaceRoot).makeFolder(places.root);
    files = nodeFileStore(places.root, isAside);
    return files;
  };
}

function openContext(
  io: ToolIo,
  command: OpsCommandName,
  installation: string,
  settings: OpsSettings,
): { readonly context: OpsContext; readonly talk: readonly Diagnostic[] } {
  const workspace = findWorkspace({ flag: io.flags.workspace, cwd: io.cwd });
  const left = guardEntry(opsCommandOf(command).effect, io.env, workspace.root);
  const places = opsPlaces(workspace.root);
  const { outDir } = settings;
  return {
    context: {
      command,
      io,
      installation,
      workspace,
      places,
      settings,
      clock: CLOCK,
      childEnv: childEnvironment(io.env),
      outDir: outDir === undefined ? undefined : resolveOpsFolder(workspace.root, outDir),
      files: openFiles(workspace.root, places),
    },
    talk:
      left.length === 0
        ? []
        : [
            diagnostic('OPS_ENVIRONMENT_REFUSED', 'names of the environment are left out', {
              severity: 'warning',
              found: describeNames(left),
              expected: 'no names of secrets, nothing armed',
            }),
          ],
  };
}

/**
 * Runs one command behind the guard: settings, workspace, environment and places are checked first, and
 * an expected failure of any of them ends in the same envelope and the same last line as a red gate.
 */
export async function runCommand(
  io: ToolIo,
  command: OpsCommandName,
  installation: string,
  flags: OpsFlags,
  work: (context: OpsContext) => OpsOutcome | Promise<OpsOutcome>,
): Promise<Ending> {
  let settings: OpsSettings | undefined;
  let talk: readonly Diagnostic[] = [];
  let outcome: OpsOutcome;
  try {
    settings = readSettings(opsCommandOf(command), flags, io.env, io.view.width !== undefined);
    const opened = openContext(io, command, installation, settings);
    talk = opened.talk;
    outcome = await work(opened.context);
  } catch (error) {
    if (error instanceof AssayError && error.code === 'INTERRUPTED') throw error;
    outcome = outcomeOfError(error);
  }
  if (outcome.isTokenTalk === true && !io.flags.json) io.say(tokenLine(command, outcome));
  return endingOf(outcome, { command, nowMs: CLOCK.now(), settings }, talk);
}
