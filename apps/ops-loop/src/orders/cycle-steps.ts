import { retain } from '../commands/evidence/retain.js';
import type { OpsCommandName } from '../command-table.js';
import type { OpsContext } from '../context.js';
import { gatherLiveState } from '../gates/gather-live-state.js';
import { greenlightOutcome } from '../gates/greenlight-outcome.js';
import { healthOutcome } from '../gates/health-outcome.js';
import { judgeMetrics } from '../gates/metrics-document.js';
import { metricsOutcome } from '../gates/metrics-outcome.js';
import type { OpsOutcome } from '../outcome.js';
import { takeDashboardSnapshot } from '../snapshots/take-dashboard-snapshot.js';
import { triggerAudit } from '../snapshots/trigger-audit.js';

/** A step of a cycle that is a command of its own. */
export interface CycleStep {
  /** lower_snake. */
  readonly name: string;
  /** As which it is pinned and named. */
  readonly command: OpsCommandName;
  /** False for what is only put on record. */
  readonly required: boolean;
  readonly run: (context: OpsContext) => OpsOutcome | Promise<OpsOutcome>;
}

async function lookAtMetrics(context: OpsContext): Promise<OpsOutcome> {
  const state = await gatherLiveState(context);
  return metricsOutcome(judgeMetrics(state, context.settings), state.run?.name ?? null);
}

/**
 * The steps between lock and seal, in order. Metrics and health are put on record before anything is made;
 * they decide nothing here, since what is overdue is about to be done. The green light judges the fresh data.
 */
export const CYCLE_STEPS: readonly CycleStep[] = [
  { name: 'metrics', command: 'metrics', required: false, run: lookAtMetrics },
  {
    name: 'health',
    command: 'health',
    required: false,
    run: async (context) => healthOutcome(await gatherLiveState(context), context.settings),
  },
  {
    name: 'audit_trigger',
    command: 'audit trigger',
    required: true,
    // Evidence is written in a dry run as well, and says so.
    run: (context) => triggerAudit(context, false),
  },
  {
    name: 'dashboard_snapshot',
    command: 'dashboard snapshot',
    required: true,
    run: takeDashboardSnapshot,
  },
  {
    name: 'greenlight',
    command: 'greenlight',
    required: true,
    run: async (context) => greenlightOutcome(await gatherLiveState(context), context.settings),
  },
  {
    name: 'retention',
    command: 'retain all',
    required: true,
    run: (context) => retain(context, 'all', {}),
  },
];
