import type { JsonValue } from '@assay/cli';
import type { Alert } from '../outcome.js';
import type { Mode } from '../records/tick-record.js';
import { failureRatio, gapMaxMs, nearestRank } from './index-figures.js';
import { judgeAlerts, redAlerts } from './judge-alerts.js';
import { isInGrace, type GateSettings } from './limits.js';
import { readinessOf, tickAgeMs, type LiveState } from './live-state.js';

/** What metrics add to the keys of the predecessor. */
export interface MetricsExtension {
  readonly supervisor_alive: boolean;
  /** What the supervisor last wrote of itself; null when there was none. */
  readonly phase: string | null;
  readonly missed_ticks: number;
  /** Share of the ticks of the last hour that were not ready, 0 to 1. */
  readonly failure_ratio_1h: number | null;
  readonly gap_max_sec: number | null;
  /** Of the newest ticks, milliseconds. */
  readonly tick_ms: { readonly p50: number; readonly p95: number } | null;
  /** Seconds since the newest pin of each class; null when there is none. */
  readonly snapshot_age_sec: Readonly<Record<SnapshotClass, number | null>>;
  readonly disk_free_bytes: number | null;
  /** True when something is stamped later than now. */
  readonly clock_skew: boolean;
  /** True while a young supervisor is forgiven too few ticks. */
  readonly grace: boolean;
  /** Ids of the alerts that ask for a look and turn nothing red. */
  readonly warnings: readonly string[];
  /** Every alert, those of `warnings` included. */
  readonly alert_detail: readonly Alert[];
}

/** The document of `metrics`: the keys of the predecessor's P90, ours under `ext`. */
export interface MetricsDocument {
  readonly version: 'p90_supervisor_metrics_v1';
  /** The run's folder relative to the workspace; null when there is none. */
  readonly out_dir: string | null;
  readonly tick_count: number;
  readonly latest_tick: string | null;
  /** Whole seconds since the last tick ended, by its own record. */
  readonly age_sec: number | null;
  readonly latest_p76_result_path: string | null;
  readonly latest_p76_status: 'ready' | 'not_ready' | 'unknown';
  readonly latest_p76_mode: Mode | 'unknown';
  readonly thresholds: { readonly max_age_sec: number; readonly min_ticks: number };
  /** Ids of the alerts that turn it red, each once. */
  readonly alerts: readonly string[];
  readonly ext: MetricsExtension;
}

type SnapshotClass = 'audit' | 'dashboard' | 'cycle';

function ids(alerts: readonly Alert[]): readonly string[] {
  return [...new Set(alerts.map(({ id }) => id))];
}

function tickTimes(tickMs: readonly number[]): MetricsExtension['tick_ms'] {
  const [p50, p95] = [nearestRank(tickMs, 0.5), nearestRank(tickMs, 0.95)];
  return p50 === null || p95 === null ? null : { p50, p95 };
}

function seconds(ms: number | null): number | null {
  return ms === null ? null : Math.floor(ms / 1000);
}

function extensionOf(state: LiveState, alerts: readonly Alert[]): MetricsExtension {
  const { nowMs, pins, supervisor, phase, missedTicks } = state;
  const age = (name: SnapshotClass) => {
    const newestMs = pins[name]?.newestMs;
    return newestMs === undefined ? null : seconds(Math.max(0, nowMs - newestMs));
  };
  return {
    supervisor_alive: supervisor.isAlive,
    phase,
    missed_ticks: missedTicks,
    failure_ratio_1h: failureRatio(state),
    gap_max_sec: seconds(gapMaxMs(state)),
    tick_ms: tickTimes(state.tickMs),
    snapshot_age_sec: { audit: age('audit'), dashboard: age('dashboard'), cycle: age('cycle') },
    disk_free_bytes: state.diskFreeBytes,
    clock_skew: state.future.length > 0,
    grace: isInGrace(state),
    warnings: ids(alerts.filter(({ severity }) => severity === 'warn')),
    alert_detail: alerts,
  };
}

/** Judges a state: the document of `metrics`, red when `alerts` names any. */
export function judgeMetrics(state: LiveState, settings: GateSettings): MetricsDocument {
  const { run, latest, tickCount } = state;
  const alerts = judgeAlerts(state, settings);
  return {
    version: 'p90_supervisor_metrics_v1',
    out_dir: run?.path ?? null,
    tick_count: tickCount,
    latest_tick: latest?.path ?? null,
    age_sec: seconds(tickAgeMs(state)),
    latest_p76_result_path: latest ? `${latest.path}/p76/P76_RESULT.txt` : null,
    latest_p76_status: readinessOf(state),
    latest_p76_mode: latest?.record?.mode ?? 'unknown',
    thresholds: { max_age_sec: settings.maxAgeMs / 1000, min_ticks: settings.minTicks },
    alerts: ids(redAlerts(alerts)),
    ext: extensionOf(state, alerts),
  };
}

/** The document as the JSON that is printed and sealed. */
export function metricsJson(document: MetricsDocument): { readonly [key: string]: JsonValue } {
  const { ext, thresholds } = document;
  return {
    ...document,
    thresholds: { ...thresholds },
    ext: {
      ...ext,
      tick_ms: ext.tick_ms && { ...ext.tick_ms },
      snapshot_age_sec: { ...ext.snapshot_age_sec },
      alert_detail: ext.alert_detail.map((alert) => ({ ...alert })),
    },
  };
}
