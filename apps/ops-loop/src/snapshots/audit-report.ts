import { formatInstant } from '@assay/core';
import type { Check } from '../outcome.js';
import type { RunRecord } from '../records/run-state.js';
import type { TickRecord } from '../records/tick-record.js';
import { judgeMetrics, type MetricsDocument } from '../gates/metrics-document.js';
import { judgeHealth } from '../gates/judge-health.js';
import type { GateSettings } from '../gates/limits.js';
import type { LiveState } from '../gates/live-state.js';

/** At most so many ticks are listed, the newest. */
export const TICKS_LISTED_MAX = 50;

/** A tick as an audit lists it. */
export interface AuditedTick {
  readonly tick: string;
  readonly has_manifest: boolean;
  readonly p76_status: 'ready' | 'not_ready' | 'unknown';
  readonly p76_path: string;
  readonly finished: string | null;
  readonly ms: number | null;
  /** What is wrong with it; empty when it is whole. */
  readonly alerts: readonly string[];
}

/** A tick that an audit has looked at, before it is judged. */
export interface TickView {
  readonly name: string;
  /** Relative to the workspace. */
  readonly path: string;
  readonly hasManifest: boolean;
  readonly record: TickRecord | undefined;
  /** What its seal does not bear out. */
  readonly problems: readonly string[];
}

/** The P91 report. */
export interface AuditReport {
  readonly meta: {
    readonly version: 'p91_shadow_soak_audit_v1';
    readonly out_dir: string | null;
    readonly max_age_sec: number;
    readonly min_ticks: number;
    readonly max_ticks_listed: number;
    readonly ts_utc: string;
  };
  readonly summary: {
    readonly tick_count: number;
    readonly latest_tick: string | null;
    readonly age_sec: number | null;
    readonly gap_max_sec: number | null;
    readonly missed_ticks: number;
    readonly latest_p76_status: string;
    readonly latest_p76_path: string | null;
  };
  /** Ids of what turns the audit red, each once, with those of the ticks. */
  readonly alerts: readonly string[];
  readonly ticks: readonly AuditedTick[];
  readonly p79_health_gate_v1: { readonly overall_ok: boolean; readonly checks: readonly Check[] };
  readonly supervisor_meta: RunRecord | null;
  readonly p90_metrics: MetricsDocument;
}

/** What is due is not for a snapshot to judge: it would be red for being the first. */
const NOT_FOR_SNAPSHOTS = ['snapshot_overdue'];

/** The alerts that turn a snapshot red. */
export function snapshotAlerts({ alerts }: MetricsDocument): readonly string[] {
  return alerts.filter((id) => !NOT_FOR_SNAPSHOTS.includes(id));
}

function auditedTick({ name, path, hasManifest, record, problems }: TickView): AuditedTick {
  return {
    tick: name,
    has_manifest: hasManifest,
    p76_status: record === undefined ? 'unknown' : record.ready ? 'ready' : 'not_ready',
    p76_path: `${path}/p76/P76_RESULT.txt`,
    finished: record?.finished ?? null,
    ms: record?.ms ?? null,
    alerts: problems,
  };
}

/**
 * Judges a state and its newest ticks as the predecessor's audit did, plus what their seals say.
 *
 * @param ticks - First to last, at most `TICKS_LISTED_MAX`.
 */
export function auditReport(
  state: LiveState,
  ticks: readonly TickView[],
  supervisor: RunRecord | undefined,
  settings: GateSettings,
): AuditReport {
  const metrics = judgeMetrics(state, settings);
  const checks = judgeHealth(state, settings);
  const listed = ticks.map(auditedTick);
  const isTampered = listed.some(({ alerts }) => alerts.length > 0);
  const alerts = new Set([...snapshotAlerts(metrics), ...(isTampered ? ['tamper'] : [])]);
  return {
    meta: {
      version: 'p91_shadow_soak_audit_v1',
      out_dir: metrics.out_dir,
      max_age_sec: settings.maxAgeMs / 1000,
      min_ticks: settings.minTicks,
      max_ticks_listed: TICKS_LISTED_MAX,
      ts_utc: formatInstant(state.nowMs),
    },
    summary: {
      tick_count: metrics.tick_count,
      latest_tick: metrics.latest_tick,
      age_sec: metrics.age_sec,
      gap_max_sec: metrics.ext.gap_max_sec,
      missed_ticks: metrics.ext.missed_ticks,
      latest_p76_status: metrics.latest_p76_status,
      latest_p76_path: metrics.latest_p76_result_path,
    },
    alerts: [...alerts],
    ticks: listed,
    p79_health_gate_v1: {
      overall_ok: checks.every(({ ok, severity }) => ok || severity !== 'error'),
      checks,
    },
    supervisor_meta: supervisor ?? null,
    p90_metrics: metrics,
  };
}
