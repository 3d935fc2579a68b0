import type { OpsContext } from '../context.js';
import type { EvidenceClass } from '../evidence/evidence-class.js';
import { verifyPinned, type Pinned } from '../evidence/read-pins.js';
import { recentPins } from '../evidence/recent-pins.js';
import { gatherLiveState } from '../gates/gather-live-state.js';
import { judgeGreenlight } from '../gates/judge-greenlight.js';
import { retentionLimitMs } from '../gates/limits.js';
import { readGitTree } from '../git/read-git-tree.js';
import { jobOf } from '../job-table.js';
import { askSupervisor } from '../supervisor/ask-supervisor.js';
import type { DoneState, SeenPin } from './finish-lines.js';

/** Findings that say nothing about what a pin proved when it was made. */
const NOT_OF_THE_PIN = new Set(['expired', 'unsigned', 'ok']);

function seen(context: OpsContext, pinned: Pinned): SeenPin {
  const { line, predicate } = pinned;
  const problems = verifyPinned(context, pinned)
    .filter(({ verdict }) => !NOT_OF_THE_PIN.has(verdict))
    .map(({ verdict, path }) => `${verdict} ${path}`);
  return {
    name: `${line.class}/${line.name}`,
    isGreen: line.result === 'green',
    timeMs: Date.parse(line.time),
    head: predicate?.git?.head ?? null,
    problems,
  };
}

/** Reads what the finish lines are judged by; absence is part of it. */
export async function readDoneState(context: OpsContext): Promise<DoneState> {
  const { settings, workspace, childEnv, clock } = context;
  const live = await gatherLiveState(context);
  const { checks } = judgeGreenlight(live, settings);
  const answer = await askSupervisor(context);
  const newest = (ofClass: EvidenceClass): SeenPin | undefined => {
    const [pinned] = recentPins(context, ofClass, 1);
    return pinned && seen(context, pinned);
  };
  const periodMs = jobOf('cycle').periodSeconds * 1000;
  const cycleMs = Math.max(3 * periodMs, settings.maxAgeMs);
  const { tree } = readGitTree(workspace.root, childEnv);
  return {
    nowMs: clock.now(),
    supervisor: answer.running
      ? {
          phase: answer.phase,
          ticks: live.tickCount,
          failures: answer.state.consecutive_failures,
        }
      : undefined,
    minTicks: settings.minTicks,
    red: checks.filter(({ ok, severity }) => !ok && severity === 'error').map(({ id }) => id),
    cycles: recentPins(context, 'cycle', 3).map((pinned) => seen(context, pinned)),
    audit: newest('audit'),
    dashboard: newest('dashboard'),
    retain: newest('retain'),
    stop: newest('stop'),
    baseline: newest('baseline'),
    done: newest('done'),
    head: tree && tree.head,
    limits: { snapshotMs: cycleMs, retainMs: retentionLimitMs(settings), cycleMs },
  };
}
