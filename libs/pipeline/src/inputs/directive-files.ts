import { basename, join } from 'node:path';
import { AssayError, directiveIdProblem, formatStamp, didYouMean, type Clock } from '@assay/core';
import type { FileMove } from '@assay/ledger';
import type { FileStore, Workspace } from '@assay/workspace';

/** A directive's file, wherever it lies. */
export interface DirectiveFile {
  readonly id: string;
  readonly path: string;
  readonly place: 'active' | 'completed';
}

const EXTENSION = /\.(txt|yaml|yml)$/;

/** Directives of a folder, sorted by id; files of other kinds are not directives. */
function listFolder(
  files: FileStore,
  folder: string,
  place: DirectiveFile['place'],
): DirectiveFile[] {
  return files
    .list(folder)
    .filter((entry) => entry.kind === 'file' && EXTENSION.test(entry.name))
    .map((entry) => ({
      id: entry.name.replace(EXTENSION, ''),
      path: join(folder, entry.name),
      place,
    }));
}

/** Every directive in `active/`, sorted by id. */
export function activeDirectives(files: FileStore, workspace: Workspace): readonly DirectiveFile[] {
  return listFolder(files, workspace.paths.activeDirectives.absolute, 'active');
}

/** Every directive of the workspace: active ones first, then completed ones. */
export function allDirectives(files: FileStore, workspace: Workspace): readonly DirectiveFile[] {
  return [
    ...activeDirectives(files, workspace),
    ...listFolder(files, workspace.paths.completedDirectives.absolute, 'completed'),
  ];
}

/**
 * Finds the file of a directive id, in `active/` before `completed/`. A file name is accepted too.
 * @throws AssayError DIRECTIVE_NOT_FOUND, DIRECTIVE_AMBIGUOUS, DIRECTIVE_ID_INVALID.
 */
export function locateDirective(
  files: FileStore,
  workspace: Workspace,
  word: string,
): DirectiveFile {
  const id = basename(word).replace(EXTENSION, '');
  const all = allDirectives(files, workspace);
  const matches = all.filter((file) => file.id === id);
  const active = matches.filter((file) => file.place === 'active');
  if (active.length > 1) {
    throw new AssayError('DIRECTIVE_AMBIGUOUS', `directive ${id} exists in two files of active/`, {
      found: active.map((file) => basename(file.path)).join(', '),
      expected: 'one file for an id',
    });
  }
  const chosen = active[0] ?? matches[0];
  if (chosen) {
    const problem = directiveIdProblem(id);
    if (problem !== undefined) {
      throw new AssayError('DIRECTIVE_ID_INVALID', `"${id}" cannot be a directive id: ${problem}`, {
        place: { file: chosen.path },
        found: id,
      });
    }
    return chosen;
  }
  const near = didYouMean(
    id,
    all.map((file) => file.id),
  );
  throw new AssayError('DIRECTIVE_NOT_FOUND', `no directive ${id}`, {
    place: { file: workspace.paths.activeDirectives.absolute },
    found: all.length === 0 ? 'no directives' : all.map((file) => file.id).join(', '),
    expected: `a file ${id}.txt, .yaml or .yml`,
    ...(near === undefined ? {} : { next: `Did you mean ${near}?` }),
  });
}

/**
 * Moves a directive that reached PORTFOLIO_COMPLETE from `active/` to `completed/`. A file of that
 * name with other content is kept beside it. Does nothing when it is already there.
 */
export function moveToCompleted(
  files: FileStore,
  workspace: Workspace,
  directive: DirectiveFile,
  clock: Clock,
): void {
  if (directive.place === 'completed') return;
  moveDirective(files, directive.path, workspace.paths.completedDirectives.absolute, clock);
}

/** What brings a directive back from `completed/` to `active/`, where then nothing of its id lies. */
export function movesToActive(workspace: Workspace, { path, place }: DirectiveFile): FileMove[] {
  if (place === 'active') return [];
  const { activeDirectives: active, completedDirectives: completed } = workspace.paths;
  const name = basename(path);
  return [{ from: `${completed.relative}/${name}`, to: `${active.relative}/${name}` }];
}

function moveDirective(files: FileStore, path: string, folder: string, clock: Clock): void {
  files.makeFolder(folder);
  const target = join(folder, basename(path));
  if (files.exists(target) && !Buffer.from(files.readFile(target)).equals(files.readFile(path))) {
    files.moveAside(target, `${target}.superseded.${formatStamp(clock.now())}`);
  }
  files.publish([{ from: path, to: target }]);
}
