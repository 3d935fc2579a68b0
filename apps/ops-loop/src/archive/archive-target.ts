import { lstatSync, readdirSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, resolve, sep } from 'node:path';
import { AssayError } from '@assay/core';
import { osErrorCode } from '@assay/workspace';

/** Where an archive goes. */
export interface ArchiveTarget {
  /** Absolute, without symbolic links; nothing, or an empty folder. */
  readonly path: string;
  /** The deepest folder above that exists. */
  readonly base: string;
}

/** Places that are emptied without asking. */
const TEMPORARY = ['/tmp', '/var/tmp', '/private/tmp', '/private/var/tmp', '/dev/shm', '/run'];

/**
 * Checks the place for an archive, after symbolic links are resolved as far as the path exists.
 *
 * @param cwd - What a relative path is relative to.
 * @param workspaceRoot - Absolute, without symbolic links.
 * @throws AssayError ARCHIVE_TARGET_REFUSED.
 */
export function archiveTarget(cwd: string, written: string, workspaceRoot: string): ArchiveTarget {
  const asked = resolve(cwd, written);
  const refuse = (found: string) =>
    new AssayError('ARCHIVE_TARGET_REFUSED', 'an archive cannot go there', {
      place: { file: asked },
      found,
      expected: 'a new or empty folder, outside of the workspace and not temporary',
    });
  let base = asked;
  while (!isThere(base)) base = dirname(base);
  const rest = asked.slice(base.length);
  if (realOf(base) === undefined) throw refuse(`${base}, a link that leads nowhere`);
  const real = realOf(base) ?? base;
  const path = real === sep ? rest : real + rest;
  if (isAtOrBelow(workspaceRoot, path)) throw refuse('a place in the workspace');
  const temporary = [...TEMPORARY, tmpdir()]
    .map((one) => realOf(one) ?? one)
    .find((one) => isAtOrBelow(one, path));
  if (temporary !== undefined) throw refuse(`a place below ${temporary}, which is temporary`);
  if (rest !== '') {
    if (!lstatSync(real).isDirectory()) throw refuse('a file on the way');
    return { path, base: real };
  }
  if (!lstatSync(real).isDirectory()) throw refuse('a file');
  if (readdirSync(real).length > 0) throw refuse('a folder that is not empty');
  if (dirname(real) === real) throw refuse('the root of the disk');
  return { path, base: dirname(real) };
}

function isAtOrBelow(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

/** Without symbolic links; undefined when it leads nowhere. */
function realOf(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

/** True for anything at this path, a dangling link included. */
function isThere(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch (error) {
    // A file in the middle of the path: nothing can be there.
    if (osErrorCode(error) === 'ENOTDIR') return false;
    throw error;
  }
}
