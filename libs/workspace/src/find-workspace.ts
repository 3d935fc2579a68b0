import { dirname, isAbsolute, join, resolve } from 'node:path';
import { AssayError } from '@assay/core';
import { readAssayConfig, type AssayConfig } from './assay-config.js';
import { NODE_FILE_SYSTEM } from './node-file-system.js';
import { withOsErrors } from './os-error.js';
import { workspacePaths, type WorkspacePaths } from './paths.js';

const CONFIG_NAME = 'assay.json';

/** A folder with directives, strategies, data, runs and ledger, marked by `assay.json`. */
export interface Workspace {
  /** Absolute, without symbolic links. */
  readonly root: string;
  readonly config: AssayConfig;
  readonly paths: WorkspacePaths;
  /** Absolute, in the order of `data`; they need not exist. */
  readonly dataFolders: readonly string[];
}

export interface WorkspaceSearch {
  /** The folder given by `--workspace`, relative to `cwd` or absolute. */
  readonly flag?: string | undefined;
  /** Absolute; the search goes upward from here when there is no flag. */
  readonly cwd: string;
}

/**
 * Finds and reads the workspace. Throws AssayError WORKSPACE_NOT_FOUND when there is no `assay.json`
 * in the flag's folder (or here or above), WORKSPACE_INVALID with every problem of the file.
 */
export function findWorkspace(search: WorkspaceSearch): Workspace {
  const folder = locate(search);
  return openWorkspace(folder);
}

function hasConfig(folder: string): boolean {
  const path = join(folder, CONFIG_NAME);
  try {
    return NODE_FILE_SYSTEM.stat(path) !== undefined;
  } catch {
    // A folder above that may not be read, or a file on the way: not a workspace for this user.
    return false;
  }
}

function locate({ flag, cwd }: WorkspaceSearch): string {
  if (flag !== undefined) {
    const folder = resolve(cwd, flag);
    if (hasConfig(folder)) return folder;
    throw notFound(`the folder ${folder} has no assay.json`, `an ${CONFIG_NAME} in ${folder}`);
  }
  for (let folder = resolve(cwd); ; folder = dirname(folder)) {
    if (hasConfig(folder)) return folder;
    if (folder === dirname(folder)) break;
  }
  throw notFound(`neither ${resolve(cwd)} nor a folder above has one`, `an ${CONFIG_NAME}`);
}

function notFound(found: string, expected: string): AssayError {
  return new AssayError('WORKSPACE_NOT_FOUND', 'no workspace was found', { found, expected });
}

function openWorkspace(folder: string): Workspace {
  const root = withOsErrors(folder, () => NODE_FILE_SYSTEM.realPath(folder));
  const file = join(root, CONFIG_NAME);
  const bytes = withOsErrors(file, () => NODE_FILE_SYSTEM.read(file));
  const { value, diagnostics } = readAssayConfig(file, bytes);
  if (!value) {
    const count = diagnostics.filter((found) => found.severity === 'error').length;
    const problems = count === 1 ? 'one problem' : `${count} problems`;
    throw new AssayError('WORKSPACE_INVALID', `assay.json has ${problems}`, { more: diagnostics });
  }
  const dataFolders = value.data.map((data) => (isAbsolute(data) ? data : join(root, data)));
  return { root, config: value, paths: workspacePaths(root), dataFolders };
}
