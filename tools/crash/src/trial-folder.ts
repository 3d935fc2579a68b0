import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readTree, type Tree } from './checks/workspace-tree.js';
import { runSystem } from './processes.js';

/** A workspace for one trial, and what lies beside it and must stay as it is. */
export interface TrialFolder {
  readonly path: string;
  readonly workspace: string;
  /** What is watched. */
  readonly beside: string;
  /** Variables for tools: their homes and temporary folders are beside the workspace, and watched. */
  readonly env: Readonly<Record<string, string>>;
  /** Id of the user that tools run as; that of the campaign when undefined. */
  readonly user: number | undefined;
  /** Paths beside the workspace that are no longer what they were. */
  touched(): readonly string[];
}

/** What a trial's folder is like. */
export interface TrialFolderRequest {
  /** Does something to the folder `workspace` before it is filled, such as mounting a disk there. */
  readonly prepare?: (workspace: string) => void;
  /** Gives everything to another user, and lets tools run as that one. */
  readonly user?: number | undefined;
}

/** Makes a trial's folder from a template. */
export function makeTrialFolder(
  path: string,
  template: string,
  { prepare, user }: TrialFolderRequest = {},
): TrialFolder {
  const workspace = join(path, 'workspace');
  const beside = join(path, 'beside');
  for (const name of ['home', 'tmp', 'runs', '.assay']) {
    mkdirSync(join(beside, name), { recursive: true });
    writeFileSync(join(beside, name, 'canary.txt'), `nobody writes to ${name}\n`);
  }
  mkdirSync(workspace);
  prepare?.(workspace);
  runSystem('cp', ['-a', `${template}/.`, workspace]);
  if (user !== undefined) runSystem('chown', ['-R', `${user}:${user}`, path]);
  const before = watched(beside);
  return {
    path,
    workspace,
    beside,
    env: { HOME: join(beside, 'home'), TMPDIR: join(beside, 'tmp') },
    user,
    touched: () => changed(before, watched(beside)),
  };
}

/** Removes it, whatever rights were taken away in it. */
export function removeTrialFolder(path: string): void {
  rmSync(path, { recursive: true, force: true });
}

/** Content and time of change: a file that was written again as it was has been touched as well. */
function watched(folder: string): Tree {
  const tree = new Map<string, string>();
  for (const [path, digest] of readTree(folder)) {
    tree.set(path, `${digest} ${statSync(join(folder, path)).mtimeMs}`);
  }
  return tree;
}

function changed(before: Tree, after: Tree): readonly string[] {
  const paths = new Set([...before.keys(), ...after.keys()]);
  return [...paths].filter((path) => before.get(path) !== after.get(path)).sort();
}
