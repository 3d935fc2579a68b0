import { formatInstant } from '@assay/core';
import { judgeHealth, isGreen } from '../gates/judge-health.js';
import { instantMs } from '../gates/instant-ms.js';
import { requiredSnapshots, retentionLimitMs, type GateSettings } from '../gates/limits.js';
import type { LiveState, Tampered } from '../gates/live-state.js';
import { judgeMetrics, type MetricsDocument } from '../gates/metrics-document.js';
import type { Alert, Check } from '../outcome.js';
import type { ShadowSignal } from '../probe/probe-result.js';
import type { Mode, SoakIndexLine } from '../records/tick-record.js';
import { snapshotAlerts } from './audit-report.js';

/** Ticks of the strip, the newest. */
export const STRIP_TICKS = 120;
/** Signals that are shown. */
export const SIGNALS_MAX = 100;

/** The end of the workspace's log of events. */
export interface LedgerHead {
  readonly seq: number;
  readonly hash: string;
  readonly at: string;
  readonly type: string;
}

/** A line of the log of pins. */
export interface PinRow {
  readonly seq: number;
  readonly kind: 'pin' | 'tombstone';
  readonly class: string;
  readonly name: string;
  readonly time: string;
  /** Null for what was thinned out. */
  readonly result: 'green' | 'red' | null;
  readonly token: string | null;
}

/** What is shown beside the live state. */
export interface DashboardExtras {
  /** The workspace's folder, its last name only. */
  readonly workspace: string;
  readonly mode: Mode;
  readonly dryRun: boolean;
  /** Of the newest tick. */
  readonly signals: readonly ShadowSignal[];
  /** Null as long as nothing was ever run. */
  readonly ledger: LedgerHead | null;
  /** The newest lines of the log of pins, newest first. */
  readonly pins: readonly PinRow[];
}

/** The newest evidence of a class, as the dashboard shows it. */
export interface SnapshotRow {
  readonly class: string;
  /** True when the green light asks for it. */
  readonly required: boolean;
  readonly name: string | null;
  readonly result: 'green' | 'red' | null;
  readonly made: string | null;
  readonly age_sec: number | null;
  readonly limit_sec: number | null;
  readonly problems: readonly Tampered[];
}

/** Everything that the dashboard shows; its page is made of nothing else. */
export interface DashboardModel {
  readonly version: 'p93_status_dashboard_v1';
  readonly ts_utc: string;
  readonly workspace: string;
  readonly mode: Mode;
  readonly dry_run: boolean;
  readonly out_dir: string | null;
  readonly verdict: { readonly ok: boolean; readonly reasons: readonly string[] };
  readonly supervisor: {
    readonly alive: boolean;
    readonly detail: string;
    readonly phase: string | null;
    readonly started: string | null;
    readonly interval_sec: number;
  };
  readonly p90_metrics: MetricsDocument;
  readonly p79_health: readonly Check[];
  /** First to last. */
  readonly ticks: readonly SoakIndexLine[];
  readonly readiness: {
    readonly tick: string;
    readonly path: string;
    readonly ready: boolean;
    readonly finished: string;
    readonly checks: readonly Check[];
  } | null;
  readonly alerts: readonly Alert[];
  readonly signals: readonly ShadowSignal[];
  readonly snapshots: readonly SnapshotRow[];
  readonly retention: { readonly last: string | null; readonly limit_sec: number };
  readonly ledger: LedgerHead | null;
  readonly pins: readonly PinRow[];
}

const SHOWN_CLASSES = ['dashboard', 'audit', 'cycle', 'greenlight', 'retain'] as const;

function snapshotRows(state: LiveState, settings: GateSettings): readonly SnapshotRow[] {
  const required = new Map<string, number>(
    requiredSnapshots(settings).map((one) => [one.class, one.limitMs]),
  );
  return SHOWN_CLASSES.map((name) => {
    const pin = state.pins[name];
    const limitMs = required.get(name);
    return {
      class: name,
      required: limitMs !== undefined,
      name: pin?.name ?? null,
      result: pin?.result ?? null,
      made: pin ? formatInstant(pin.newestMs) : null,
      age_sec: pin ? Math.max(0, Math.floor((state.nowMs - pin.newestMs) / 1000)) : null,
      limit_sec: limitMs === undefined ? null : limitMs / 1000,
      problems: pin?.problems ?? [],
    };
  });
}

function readinessOf({ latest }: LiveState): DashboardModel['readiness'] {
  if (!latest?.record) return null;
  const { ready, finished, checks } = latest.record;
  return { tick: latest.name, path: latest.path, ready, finished, checks };
}

/** Makes the model of a state; the verdict is that of metrics and health, what is overdue left aside. */
export function dashboardModel(
  state: LiveState,
  extras: DashboardExtras,
  settings: GateSettings,
): DashboardModel {
  const metrics = judgeMetrics(state, settings);
  const health = judgeHealth(state, settings);
  const reasons = snapshotAlerts(metrics);
  const { supervisor, phase, startedMs, intervalMs, pins } = state;
  return {
    version: 'p93_status_dashboard_v1',
    ts_utc: formatInstant(state.nowMs),
    workspace: extras.workspace,
    mode: extras.mode,
    dry_run: extras.dryRun,
    out_dir: metrics.out_dir,
    verdict: { ok: reasons.length === 0 && isGreen(health), reasons },
    supervisor: {
      alive: supervisor.isAlive,
      detail: supervisor.detail,
      phase,
      started: startedMs === null ? null : formatInstant(startedMs),
      interval_sec: intervalMs / 1000,
    },
    p90_metrics: metrics,
    p79_health: health,
    ticks: state.recent.slice(-STRIP_TICKS).filter(({ ts }) => instantMs(ts) !== undefined),
    readiness: readinessOf(state),
    alerts: metrics.ext.alert_detail,
    signals: extras.signals.slice(0, SIGNALS_MAX),
    snapshots: snapshotRows(state, settings),
    retention: {
      last: pins.retain ? formatInstant(pins.retain.newestMs) : null,
      limit_sec: retentionLimitMs(settings) / 1000,
    },
    ledger: extras.ledger,
    pins: extras.pins,
  };
}
