import { lstatSync, realpathSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve, sep } from 'node:path';
import { AssayError } from '@assay/core';

function refuse(path: string, found: string, root: string): AssayError {
  return new AssayError('OPS_PATH_REFUSED', `${path} is no folder of the ops loop`, {
    found,
    expected: `a folder below ${root}, reached without links`,
  });
}

/** The deepest part of a path that exists, without symbolic links; a dangling link is an error. */
function deepestReal(path: string, root: string): string {
  for (let at = path; ; at = dirname(at)) {
    if (lstatSync(at, { throwIfNoEntry: false }) === undefined) {
      if (dirname(at) === at) return at;
      continue;
    }
    try {
      return realpathSync(at);
    } catch {
      throw refuse(path, `${at} is a link that leads nowhere`, root);
    }
  }
}

function isAtOrBelow(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder + sep);
}

/**
 * Checks that `out/ops` of a workspace, as far as it exists, is a real folder inside the workspace.
 *
 * @param workspaceRoot - Absolute, without symbolic links.
 * @throws AssayError OPS_PATH_REFUSED.
 */
export function assertOpsRoot(workspaceRoot: string): void {
  const root = join(workspaceRoot, 'out', 'ops');
  for (const path of [join(workspaceRoot, 'out'), root]) {
    const found = lstatSync(path, { throwIfNoEntry: false });
    if (found === undefined) return;
    if (found.isSymbolicLink()) throw refuse(path, 'a symbolic link', root);
    if (!found.isDirectory()) throw refuse(path, 'a file', root);
  }
}

/**
 * The absolute place of a folder below the ops root that a user named, relative to the workspace or
 * absolute. Checked as written and again without symbolic links.
 *
 * @throws AssayError OPS_PATH_REFUSED.
 */
export function resolveOpsFolder(workspaceRoot: string, written: string): string {
  const root = join(workspaceRoot, 'out', 'ops');
  assertOpsRoot(workspaceRoot);
  if (written.includes('\0')) throw refuse(JSON.stringify(written), 'a zero byte', root);
  if (written.split(/[/\\]/).includes('..')) throw refuse(written, 'a `..` in the path', root);
  const path = isAbsolute(written) ? resolve(written) : resolve(workspaceRoot, written);
  if (path === root || !isAtOrBelow(root, path)) throw refuse(written, path, root);
  // Before the root exists nothing below it can lead anywhere.
  if (lstatSync(root, { throwIfNoEntry: false }) === undefined) return path;
  const real = deepestReal(path, root);
  if (!isAtOrBelow(root, real)) throw refuse(written, real, root);
  return path;
}
