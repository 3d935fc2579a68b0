import { spawnSync } from 'node:child_process';

/** A file that is not as the last commit has it. */
export interface GitChange {
  /** Relative to the root of the tree, `/` separated. */
  readonly path: string;
  readonly kind: 'changed' | 'untracked' | 'unmerged';
}

/** The git tree that holds a folder, as it stands now. */
export interface GitTree {
  /** Absolute. */
  readonly root: string;
  /** Commit; null before the first one. */
  readonly head: string | null;
  /** Null when no branch is checked out. */
  readonly branch: string | null;
  readonly upstream: string | null;
  /** Commits that upstream lacks, and that it has more; null without upstream. */
  readonly ahead: number | null;
  readonly behind: number | null;
  /** Sorted by path. */
  readonly changes: readonly GitChange[];
}

/** A tree, or why there is none. */
export type GitReading =
  { readonly tree: GitTree } | { readonly tree: undefined; readonly why: string };

const ANSWER_MS_MAX = 20_000;
const OUTPUT_BYTES_MAX = 64 * 1024 * 1024;

/** What git printed, or why it printed nothing. */
export interface GitAnswer {
  readonly ok: boolean;
  readonly out: string;
  readonly why: string;
}

/** Asks git in a folder: reading only, no shell, no hooks, no locks. */
export function askGit(
  folder: string,
  words: readonly string[],
  env: Readonly<Record<string, string>>,
): GitAnswer {
  const { error, status, stdout, stderr } = spawnSync(
    'git',
    ['-c', 'core.fsmonitor=false', '-c', 'core.quotepath=off', ...words],
    {
      cwd: folder,
      env: { ...env, GIT_OPTIONAL_LOCKS: '0', LC_ALL: 'C' },
      encoding: 'utf8',
      timeout: ANSWER_MS_MAX,
      maxBuffer: OUTPUT_BYTES_MAX,
    },
  );
  if (error) return { ok: false, out: '', why: `git: ${error.message}` };
  return { ok: status === 0, out: stdout, why: status === 0 ? '' : stderr.trim().slice(0, 512) };
}

/** Reads the tree that holds a folder; absent when there is none, or when git is not there. */
export function readGitTree(folder: string, env: Readonly<Record<string, string>>): GitReading {
  const top = askGit(folder, ['rev-parse', '--show-toplevel'], env);
  if (!top.ok) return { tree: undefined, why: top.why };
  const root = top.out.replace(/\n$/, '');
  const words = ['status', '--porcelain=v2', '--branch', '-z', '--untracked-files=all'];
  const status = askGit(root, words, env);
  if (!status.ok) return { tree: undefined, why: status.why };
  return { tree: parseStatus(root, status.out) };
}

/** Reads what `git status --porcelain=v2 --branch -z` prints. */
export function parseStatus(root: string, out: string): GitTree {
  const fields = out.split('\0');
  const headers = new Map<string, string>();
  const changes: GitChange[] = [];
  for (let index = 0; index < fields.length; index += 1) {
    const field = fields[index] ?? '';
    const header = /^# branch\.(\S+) (.*)$/s.exec(field);
    if (header) headers.set(header[1] ?? '', header[2] ?? '');
    else if (field.startsWith('1 ')) changes.push(changed(pathAfter(field, 8)));
    else if (field.startsWith('u ')) changes.push({ path: pathAfter(field, 10), kind: 'unmerged' });
    else if (field.startsWith('? ')) changes.push({ path: field.slice(2), kind: 'untracked' });
    else if (field.startsWith('2 ')) {
      changes.push(changed(pathAfter(field, 9)));
      // The field after a rename is where it came from.
      index += 1;
    }
  }
  const head = headers.get('oid') ?? '(initial)';
  const branch = headers.get('head') ?? '(detached)';
  const apart = /^\+(\d+) -(\d+)$/.exec(headers.get('ab') ?? '');
  return {
    root,
    head: head === '(initial)' ? null : head,
    branch: branch === '(detached)' ? null : branch,
    upstream: headers.get('upstream') ?? null,
    ahead: apart ? Number(apart[1]) : null,
    behind: apart ? Number(apart[2]) : null,
    changes: changes.sort((a, b) => (a.path < b.path ? -1 : 1)),
  };
}

function changed(path: string): GitChange {
  return { path, kind: 'changed' };
}

/** The path of a line, which follows a number of words; it may hold spaces itself. */
function pathAfter(field: string, words: number): string {
  let at = 0;
  for (let word = 0; word < words; word += 1) at = field.indexOf(' ', at) + 1;
  return field.slice(at);
}
