import type { OpsContext } from '../../context.js';
import { pinOutcome } from '../../evidence/pin-outcome.js';
import { askGit } from '../../git/read-git-tree.js';
import { judgeBaseline } from '../../hygiene/judge-baseline.js';
import { workspaceTree } from '../../hygiene/workspace-tree.js';
import type { OpsOutcome } from '../../outcome.js';

/** Pins the state of the git tree, clean or not. */
export function baselinePin(context: OpsContext): OpsOutcome {
  const { tree, isOurs } = workspaceTree(context);
  const checks = judgeBaseline(tree, isOurs);
  const say = (...words: readonly string[]): string => {
    const answer = askGit(tree.root, words, context.childEnv);
    return answer.ok ? answer.out : `${answer.why}\n`;
  };
  const outcome: OpsOutcome = {
    ok: checks.every(({ ok, severity }) => ok || severity !== 'error'),
    facts: { head: tree.head ?? 'none', branch: tree.branch ?? 'none' },
    checks,
    data: { git: { ...tree, root: null, changes: tree.changes.map((change) => ({ ...change })) } },
    next: ['ops-loop tidy', 'git status -sb'],
  };
  return pinOutcome(context, outcome, {
    class: 'baseline',
    payload: [
      { path: 'status.txt', bytes: say('status', '--short', '--branch') },
      { path: 'head.txt', bytes: `${tree.head ?? 'none'}\n` },
      { path: 'log.txt', bytes: say('log', '-10', '--oneline', '--no-decorate') },
    ],
    lines: { branch: tree.branch ?? 'none', upstream: tree.upstream ?? 'none' },
  });
}
