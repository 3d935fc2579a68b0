import { spawnSync } from 'node:child_process';

/** What git says about the tree that holds the workspace. */
export interface GitState {
  /** Commit; null before the first one. */
  readonly head: string | null;
  /** True when anything but the ops root differs from the commit, files that git does not know included. */
  readonly dirty: boolean;
}

const TIMEOUT_MS = 10_000;

/** Undefined when the workspace lies in no tree, or git is absent or does not answer. */
export function readGitState(
  workspaceRoot: string,
  env: Readonly<Record<string, string>>,
): GitState | undefined {
  const words = ['status', '--porcelain=v2', '--branch', '--', ':/', ':(exclude)out/ops'];
  const git = spawnSync('git', words, {
    cwd: workspaceRoot,
    // Looking must not touch the index.
    env: { ...env, GIT_OPTIONAL_LOCKS: '0' },
    encoding: 'utf8',
    timeout: TIMEOUT_MS,
    stdio: ['ignore', 'pipe', 'ignore'],
    maxBuffer: 64 * 1_048_576,
  });
  if (git.status !== 0) return undefined;
  const head = /^# branch\.oid ([0-9a-f]{40,64})$/m.exec(git.stdout)?.[1] ?? null;
  return { head, dirty: git.stdout.split('\n').some((line) => /^[^#]/.test(line)) };
}
