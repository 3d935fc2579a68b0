import { dirname, join, resolve } from 'node:path';
import { AssayError, formatStamp } from '@assay/core';
import { nodeFileStore } from '@assay/workspace';
import type { OpsContext } from '../../context.js';
import { askGit } from '../../git/read-git-tree.js';
import { planTidy, type TidyPlan } from '../../hygiene/plan-tidy.js';
import { workspaceTree, type WorkspaceTree } from '../../hygiene/workspace-tree.js';
import type { OpsOutcome } from '../../outcome.js';

/** Lists what git does not know of; with `park`, moves it below `_scratch`. Nothing is deleted. */
export function tidy(
  context: OpsContext,
  paths: readonly string[],
  { park }: { readonly park?: true },
): OpsOutcome {
  const found = workspaceTree(context);
  const untracked = found.tree.changes
    .filter(({ path, kind }) => kind === 'untracked' && !found.isOurs(path))
    .filter(({ path }) => path.startsWith(found.prefix))
    .map(({ path }) => path.slice(found.prefix.length));
  for (const path of paths) assertKnown(path, untracked);
  const plan = planTidy(untracked, paths);
  const isParked = park === true && !context.settings.dryRun;
  const target = `out/ops/_scratch/${formatStamp(context.clock.now())}`;
  if (isParked && plan.park.length > 0) parkAll(context, found, plan, target);
  const left = isParked ? plan.work : untracked;
  return {
    ok: left.length === 0,
    reason: 'untracked_files',
    facts: { parked: isParked ? plan.park.length : 0, left: left.length },
    checks: [
      {
        id: 'nothing_untracked',
        ok: left.length === 0,
        severity: 'error',
        observed: left.length,
        limit: 0,
        detail: left.length === 0 ? 'everything is known to git or parked' : left.join(', '),
      },
    ],
    data: { ...plan, parked_in: isParked && plan.park.length > 0 ? target : null },
    next: [
      ...(plan.park.length > 0 && !isParked ? ['ops-loop tidy --park'] : []),
      ...(plan.work.length > 0 ? [`git add ${plan.work[0] ?? ''}`] : []),
    ],
    lines: () => [
      ...plan.park.map((path) => `${isParked ? 'parked' : 'to park'}  ${path}`),
      ...plan.work.map((path) => `to commit  ${path}`),
    ],
  };
}

function assertKnown(path: string, untracked: readonly string[]): void {
  const folder = `${path.replace(/\/+$/, '')}/`;
  if (untracked.some((one) => one === path || one.startsWith(folder))) return;
  throw new AssayError('USAGE', 'there is nothing untracked at this path', {
    found: path,
    expected: untracked.length === 0 ? 'no path: nothing is untracked' : untracked.join(', '),
  });
}

function parkAll(
  context: OpsContext,
  { tree, prefix }: WorkspaceTree,
  plan: TidyPlan,
  target: string,
): void {
  const { root } = context.workspace;
  exclude(context, tree.root, `/${prefix}out/ops/_scratch/`);
  const store = nodeFileStore(root);
  for (const path of plan.park) {
    const to = join(root, target, path);
    store.makeFolder(dirname(to));
    store.moveAside(join(root, path), to);
  }
}

/** Tells this clone's git, and no other, that parked files are nobody's business. */
function exclude(context: OpsContext, treeRoot: string, pattern: string): void {
  const answer = askGit(treeRoot, ['rev-parse', '--git-path', 'info/exclude'], context.childEnv);
  if (!answer.ok) {
    throw new AssayError('NOT_A_GIT_TREE', 'git does not say where its exclude file is', {
      found: answer.why,
      expected: 'a git tree',
    });
  }
  const file = resolve(treeRoot, answer.out.replace(/\n$/, ''));
  const store = nodeFileStore(dirname(dirname(file)));
  const text = store.exists(file) ? store.readText(file) : '';
  if (text.split('\n').includes(pattern)) return;
  const gap = text === '' || text.endsWith('\n') ? '' : '\n';
  store.makeFolder(dirname(file));
  store.writeAtomic(file, `${text}${gap}${pattern}\n`);
}
