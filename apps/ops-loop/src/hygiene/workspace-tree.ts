import { relative } from 'node:path';
import { AssayError } from '@assay/core';
import type { OpsContext } from '../context.js';
import { readGitTree, type GitTree } from '../git/read-git-tree.js';

/** The git tree of a workspace, and which of its paths the loop itself writes. */
export interface WorkspaceTree {
  readonly tree: GitTree;
  /** The workspace below the tree, `/` separated, with a `/` at its end; empty when it is the tree. */
  readonly prefix: string;
  isOurs(path: string): boolean;
}

/**
 * The git tree that holds the workspace.
 *
 * @throws AssayError NOT_A_GIT_TREE.
 */
export function workspaceTree({ workspace, childEnv }: OpsContext): WorkspaceTree {
  const reading = readGitTree(workspace.root, childEnv);
  if (!reading.tree) {
    throw new AssayError('NOT_A_GIT_TREE', 'the workspace lies in no git tree', {
      found: reading.why,
      expected: `a git tree that holds ${workspace.root}`,
    });
  }
  const below = relative(reading.tree.root, workspace.root);
  const prefix = below === '' ? '' : `${below}/`;
  const ops = `${prefix}out/ops/`;
  return { tree: reading.tree, prefix, isOurs: (path) => path.startsWith(ops) };
}
