import type { GitTree } from '../git/read-git-tree.js';
import type { Check } from '../outcome.js';

/**
 * Judges a tree as a baseline: red when dirty or apart from its upstream.
 *
 * @param isOurs - True for what the loop itself writes; such paths are no dirt.
 */
export function judgeBaseline(tree: GitTree, isOurs: (path: string) => boolean): readonly Check[] {
  const dirt = tree.changes.filter(({ path }) => !isOurs(path));
  const named = dirt.slice(0, 5).map(({ path, kind }) => `${path} (${kind})`);
  const more = dirt.length > named.length ? [`and ${dirt.length - named.length} more`] : [];
  const isApart = (tree.ahead ?? 0) > 0 || (tree.behind ?? 0) > 0;
  return [
    {
      id: 'has_commit',
      ok: tree.head !== null,
      severity: 'error',
      observed: tree.head,
      limit: null,
      detail: tree.head ?? 'there is no commit yet',
    },
    {
      id: 'tree_clean',
      ok: dirt.length === 0,
      severity: 'error',
      observed: dirt.length,
      limit: 0,
      detail:
        dirt.length === 0 ? 'nothing changed, nothing untracked' : [...named, ...more].join(', '),
    },
    {
      id: 'on_branch',
      ok: tree.branch !== null,
      severity: 'warn',
      observed: tree.branch,
      limit: null,
      detail: tree.branch ?? 'no branch is checked out',
    },
    {
      id: 'with_upstream',
      ok: !isApart,
      severity: 'error',
      observed: tree.upstream === null ? null : `+${tree.ahead ?? 0} -${tree.behind ?? 0}`,
      limit: '+0 -0',
      detail:
        tree.upstream === null
          ? 'the branch follows no upstream'
          : `${tree.ahead ?? 0} ahead of ${tree.upstream}, ${tree.behind ?? 0} behind`,
    },
  ];
}
