import type { DiagnosticDetail, ErrorCode } from '@assay/core';
import type { JsonValue, TextView } from '@assay/cli';

/** What is asked of the world, and what it said. */
export interface Check {
  /** lower_snake; stable. */
  readonly id: string;
  readonly ok: boolean;
  /** Only `error` turns a gate red. */
  readonly severity: 'error' | 'warn' | 'info';
  readonly observed: JsonValue;
  readonly limit: JsonValue;
  readonly detail: string;
}

/** The alerts there are. `snapshot_overdue` carries the class in its observed value. */
export const ALERT_IDS = [
  'insufficient_ticks',
  'ticks_stale',
  'p76_not_ready_or_missing',
  'supervisor_dead',
  'tick_failures',
  'gap_detected',
  'snapshot_overdue',
  'retention_overdue',
  'disk_low',
  'future_artifact',
  'tamper',
  'ledger_chain_broken',
  'data_stale',
] as const;
export type AlertId = (typeof ALERT_IDS)[number];

/** Something that needs a person. */
export interface Alert {
  readonly id: AlertId;
  readonly severity: 'error' | 'warn';
  readonly observed: JsonValue;
  readonly limit: JsonValue;
  readonly detail: string;
}

/** Where sealed evidence lies, relative to the ops root, `/` separated. */
export interface Artifacts {
  readonly evidence: string;
  readonly bundle: string;
  readonly pin: string;
}

/** What a command found; the envelope, the text and the exit code are made of it. */
export interface OpsOutcome {
  readonly ok: boolean;
  /** Another first word of the last line than the table's: `P92_RETENTION_NOOP`, `P76_NOT_READY`. */
  readonly token?: string;
  /** `key=value` of the last line, in this order. */
  readonly facts?: Readonly<Record<string, string | number | boolean>>;
  /** lower_snake; why not, when `ok` is false. */
  readonly reason?: string;
  /** The error that ends the command when `ok` is false; OPS_GATE_RED of the failed checks unless given. */
  readonly error?: { readonly code: ErrorCode; readonly message: string } & DiagnosticDetail;
  /** Name of the supervisor's run folder that was looked at. */
  readonly run?: string | null;
  readonly checks?: readonly Check[];
  readonly alerts?: readonly Alert[];
  readonly artifacts?: Artifacts | null;
  /** Commands that a person may want next. */
  readonly next?: readonly string[];
  /** Whatever else the command has to say, for `--json` under `data`. */
  readonly data?: { readonly [key: string]: JsonValue };
  /** Lines for people above the last one; the checks and alerts unless given. */
  readonly lines?: (view: TextView) => readonly string[];
  /** Text mode: the token goes to stderr, because stdout is a document of its own (`metrics`). */
  readonly isTokenTalk?: boolean;
}
