import { accessSync, constants } from 'node:fs';
import { dirname } from 'node:path';
import { AssayError, diagnostic, isAssayError, type Diagnostic } from '@assay/core';
import type { RunRecord } from '@assay/ledger';
import type { ResetPlan } from '@assay/state-machines';
import type { DirectiveFile } from './inputs/directive-files.js';
import type { Session } from './session.js';

/**
 * What stands in the way of a reset's renames, one finding for each place. An error is a place that is
 * not what it should be or that may not be changed: found after the commit, it would leave the reset
 * half shown. A warning is a file that is gone, with nothing left to archive.
 */
export function resetObstacles(
  session: Session,
  file: DirectiveFile,
  plan: ResetPlan<RunRecord>,
): readonly Diagnostic[] {
  const { paths } = session.workspace;
  const directiveId = file.id;
  const places = plan.archivedRuns.map((run) => ({
    whose: `run ${run.run_id} (${run.symbol})`,
    state: paths.runState(run.run_id).absolute,
  }));
  if (plan.to === 'INITIALIZED' && !plan.nothingToDo) {
    const state = paths.directiveState(directiveId).absolute;
    places.unshift({ whose: `directive ${directiveId}`, state });
  }
  const found = places.flatMap(({ whose, state }) => obstacleAt(session, whose, state) ?? []);
  if (file.place === 'active') return found;
  const folders = [dirname(file.path), paths.activeDirectives.absolute];
  return [...found, ...folders.flatMap((folder) => closed(session, 'directives', folder) ?? [])];
}

/** A folder in which nothing may be renamed; none that has yet to be made. */
function closed(session: Session, whose: string, folder: string): Diagnostic | undefined {
  if (!session.files.exists(folder)) return undefined;
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    return undefined;
  } catch {
    return new AssayError('PERMISSION_DENIED', `the folder of ${whose} cannot be changed`, {
      place: { file: folder },
      found: 'a folder in which this user may rename nothing',
      expected: 'the right to write to it',
      next: 'Correct its permissions and run the command again; nothing was changed.',
    }).diagnostic;
  }
}

function obstacleAt(session: Session, whose: string, state: string): Diagnostic | undefined {
  const { files } = session;
  const folder = dirname(state);
  try {
    const there = files.stat(folder);
    if (!there) return gone(`the folder of ${whose} is gone`, folder);
    if (there.kind !== 'folder')
      return inTheWay(`the folder of ${whose} is a ${there.kind}`, folder);
    const file = files.stat(state);
    if (!file) return gone(`the state file of ${whose} is gone`, state);
    if (file.kind !== 'file')
      return inTheWay(`the state file of ${whose} is a ${file.kind}`, state);
    files.readFile(state);
    return closed(session, whose, folder);
  } catch (error) {
    if (!isAssayError(error)) throw error;
    return { ...error.diagnostic, message: `${whose} cannot be read: ${error.message}` };
  }
}

function gone(message: string, file: string): Diagnostic {
  return diagnostic('VIEW_DRIFT', message, {
    severity: 'warning',
    place: { file },
    found: 'nothing to archive',
    expected: 'what the last command left there',
    next: 'The ledger keeps every state; what else was lost is made again by the next run.',
  });
}

function inTheWay(message: string, file: string): Diagnostic {
  return new AssayError('PATH_NOT_A_FOLDER', message, {
    place: { file },
    found: `something else at ${file}`,
    expected: 'what the last command left there',
    next: 'Move it away and run the command again; nothing was changed.',
  }).diagnostic;
}
