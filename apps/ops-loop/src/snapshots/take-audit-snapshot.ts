import { existsSync } from 'node:fs';
import { isAssayError } from '@assay/core';
import type { OpsContext } from '../context.js';
import { pinOutcome } from '../evidence/pin-outcome.js';
import { gatherLiveState, shownPath } from '../gates/gather-live-state.js';
import type { LiveState } from '../gates/live-state.js';
import type { Check, OpsOutcome } from '../outcome.js';
import { readRunRecord, readTick } from '../records/read-run.js';
import type { RunRecord } from '../records/run-state.js';
import type { TickRecord } from '../records/tick-record.js';
import { listTicks } from '../runs/list-ticks.js';
import { tickProblems } from '../tick/check-tick.js';
import { TICK_MANIFEST } from '../tick/tick-files.js';
import { auditReport, TICKS_LISTED_MAX, type AuditReport, type TickView } from './audit-report.js';

function orUndefined<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (isAssayError(error)) return undefined;
    throw error;
  }
}

/** Looks at a tick; undefined when retention has taken it meanwhile. */
function viewTick(context: OpsContext, runPath: string, name: string): TickView | undefined {
  const folder = `${runPath}/${name}`;
  const problems: string[] = [];
  let record: TickRecord | undefined;
  try {
    record = readTick(runPath, name);
    problems.push(...tickProblems(runPath, name));
  } catch (error) {
    if (!isAssayError(error)) throw error;
    problems.push(`${error.code}: ${error.diagnostic.found ?? error.message}`);
  }
  if (!existsSync(folder)) return undefined;
  const hasManifest = existsSync(`${folder}/${TICK_MANIFEST}`);
  return { name, path: shownPath(context, folder), hasManifest, record, problems };
}

function auditCheck({ alerts, ticks }: AuditReport): readonly Check[] {
  const damaged = ticks.filter((tick) => tick.alerts.length > 0).map(({ tick }) => tick);
  return [
    {
      id: 'alerts',
      ok: alerts.length === 0,
      severity: 'error',
      observed: alerts,
      limit: [],
      detail: alerts.length === 0 ? 'nothing is red' : alerts.join(', '),
    },
    {
      id: 'ticks_whole',
      ok: damaged.length === 0,
      severity: 'error',
      observed: damaged,
      limit: [],
      detail:
        damaged.length === 0
          ? `${ticks.length} ticks are as they were sealed`
          : `not as sealed: ${damaged.join(', ')}`,
    },
  ];
}

function readAudit(context: OpsContext, state: LiveState): AuditReport {
  const { workspace, clock, settings } = context;
  if (!state.run) return auditReport(state, [], undefined, settings);
  const runPath = workspace.paths.at(state.run.path).absolute;
  const { ticks } = listTicks(runPath, clock.now());
  const views = ticks
    .slice(-TICKS_LISTED_MAX)
    .map(({ name }) => viewTick(context, runPath, name))
    .filter((view) => view !== undefined);
  const supervisor: RunRecord | undefined = orUndefined(() => readRunRecord(runPath));
  return auditReport(state, views, supervisor, settings);
}

function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/**
 * Audits the newest ticks of the run and pins what it found, red like green.
 *
 * @param state - What was gathered just now; gathered again unless given.
 */
export async function takeAuditSnapshot(
  context: OpsContext,
  state?: LiveState,
): Promise<OpsOutcome> {
  const seen = state ?? (await gatherLiveState(context));
  const report = readAudit(context, seen);
  const checks = [...auditCheck(report), ...report.p79_health_gate_v1.checks];
  const ok = checks.every((check) => check.ok || check.severity !== 'error');
  const reason = report.alerts[0] ?? 'health';
  const outcome: OpsOutcome = {
    ok,
    run: seen.run?.name ?? null,
    ...(!ok && { reason, next: ['ops-loop doctor'] }),
    facts: { ticks: report.summary.tick_count },
    checks,
    alerts: report.p90_metrics.ext.alert_detail,
  };
  return pinOutcome({ ...context, command: 'audit snapshot' }, outcome, {
    class: 'audit',
    payload: [
      { path: 'P91_AUDIT.json', bytes: jsonText(report) },
      { path: 'P90_METRICS.json', bytes: jsonText(report.p90_metrics) },
      { path: 'P79_GATE.json', bytes: jsonText(report.p79_health_gate_v1) },
      {
        path: 'soak_index.tail.ndjson',
        bytes: seen.recent
          .slice(-TICKS_LISTED_MAX)
          .map((line) => `${JSON.stringify(line)}\n`)
          .join(''),
      },
    ],
  });
}
