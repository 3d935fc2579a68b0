import type { OpsContext } from '../context.js';
import { pinOutcome } from '../evidence/pin-outcome.js';
import type { Check, OpsOutcome } from '../outcome.js';
import { dashboardPage } from './dashboard-page.js';
import type { DashboardModel } from './dashboard-model.js';
import { gatherDashboard } from './gather-dashboard.js';

function verdictCheck({ verdict }: DashboardModel): Check {
  return {
    id: 'alerts',
    ok: verdict.reasons.length === 0,
    severity: 'error',
    observed: verdict.reasons,
    limit: [],
    detail: verdict.reasons.length === 0 ? 'nothing is red' : verdict.reasons.join(', '),
  };
}

/** Seals and pins the state as JSON and as one page, red like green. */
export async function takeDashboardSnapshot(context: OpsContext): Promise<OpsOutcome> {
  const { state, model } = await gatherDashboard(context);
  const { ok, reasons } = model.verdict;
  const json = JSON.stringify(model, null, 2);
  const outcome: OpsOutcome = {
    ok,
    run: state.run?.name ?? null,
    ...(!ok && { reason: reasons[0] ?? 'health', next: ['ops-loop doctor'] }),
    facts: { ticks: model.p90_metrics.tick_count },
    checks: [verdictCheck(model), ...model.p79_health],
    alerts: model.alerts,
  };
  return pinOutcome({ ...context, command: 'dashboard snapshot' }, outcome, {
    class: 'dashboard',
    payload: [
      { path: 'dashboard.json', bytes: `${json}\n` },
      { path: 'index.html', bytes: dashboardPage(model) },
    ],
  });
}
