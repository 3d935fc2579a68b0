import type { Writer } from '@assay/pipeline';
import { isTemporaryName } from '@assay/workspace';

/** Files that belong to a database; a log of the old one beside the new one would be read into it. */
const BESIDE = ['-wal', '-shm', '.seen'] as const;

/**
 * Puts a finished database in the place of the old one. The old one and its log are kept: first as a
 * copy, then the side files move away, then one rename. A kill in between leaves the old database
 * without its newest events, which its readable log tells, or the new one.
 * @returns What was put aside.
 */
export function replaceDatabase(
  { files, workspace }: Writer,
  path: string,
  quarantine: string,
): readonly string[] {
  const { database, eventsView } = workspace.paths;
  const kept: string[] = [];
  const place = (relative: string): string => `${quarantine}/${relative}`;
  const keep = (relative: string): void => {
    const from = workspace.paths.at(relative).absolute;
    if (files.stat(from)?.kind !== 'file') return;
    files.copy(from, workspace.paths.at(place(relative)).absolute);
    kept.push(relative);
  };
  keep(database.relative);
  keep(eventsView.relative);
  for (const ending of BESIDE) keep(`${database.relative}${ending}`);
  files.syncFolders(kept.length > 0 ? [workspace.paths.at(`${quarantine}/.assay`).absolute] : []);
  for (const ending of BESIDE) {
    const side = workspace.paths.at(`${database.relative}${ending}`);
    if (!files.exists(side.absolute) || isTemporaryName(side.relative)) continue;
    files.moveAside(side.absolute, workspace.paths.at(`${place(side.relative)}.moved`).absolute);
  }
  const there = files.stat(database.absolute)?.kind;
  if (there !== undefined && there !== 'file') {
    files.moveAside(database.absolute, workspace.paths.at(place(database.relative)).absolute);
    kept.push(database.relative);
  }
  files.publish([{ from: path, to: database.absolute }]);
  return kept.map(place);
}
