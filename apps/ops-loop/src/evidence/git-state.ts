import { askGit, parseStatus } from '../git/read-git-tree.js';

/** What git says about the tree that holds the workspace. */
export interface GitState {
  /** Commit; null before the first one. */
  readonly head: string | null;
  /** True when anything but the ops root differs from the commit, files that git does not know included. */
  readonly dirty: boolean;
}

/** Undefined when the workspace lies in no tree, or git is absent or does not answer. */
export function readGitState(
  workspaceRoot: string,
  env: Readonly<Record<string, string>>,
): GitState | undefined {
  // Evidence must not make the next evidence dirty.
  const words = ['status', '--porcelain=v2', '--branch', '-z', '--', ':/', ':(exclude)out/ops'];
  const { ok, out } = askGit(workspaceRoot, words, env);
  if (!ok) return undefined;
  const { head, changes } = parseStatus(workspaceRoot, out);
  return { head, dirty: changes.length > 0 };
}
