import { AssayError, formatInstant, isAssayError, type Diagnostic } from '@assay/core';
import { safeLine, type Ending, type JsonValue, type TextView } from '@assay/cli';
import { opsCommandOf, type OpsCommandName } from './command-table.js';
import type { Alert, Check, OpsOutcome } from './outcome.js';
import type { OpsSettings } from './settings/settings.js';

/** What the envelope says besides the outcome. */
export interface EnvelopeFrame {
  readonly command: OpsCommandName;
  readonly nowMs: number;
  /** Undefined when the settings themselves were what was wrong. */
  readonly settings: Pick<OpsSettings, 'mode' | 'dryRun'> | undefined;
}

/** The first word of the last line. */
export function tokenOf(
  command: OpsCommandName,
  outcome: Pick<OpsOutcome, 'ok' | 'token'>,
): string {
  if (outcome.token !== undefined) return outcome.token;
  const { token } = opsCommandOf(command);
  return outcome.ok ? token : failedToken(token);
}

/** `P99_OK` → `P99_FAIL`, `P76_READY` → `P76_NOT_READY`; any other gets the word added. */
export function failedToken(token: string): string {
  if (token.endsWith('_READY')) return `${token.slice(0, -6)}_NOT_READY`;
  return token.endsWith('_OK') ? `${token.slice(0, -3)}_FAIL` : `${token}_FAIL`;
}

function factText(value: string | number | boolean): string {
  const text = safeLine(String(value));
  return /^[^\s"]+$/.test(text) ? text : JSON.stringify(text);
}

/** The last line: token, `reason=` when it failed, then the facts. */
export function tokenLine(command: OpsCommandName, outcome: OpsOutcome): string {
  const { facts = {} } = outcome;
  const words = Object.entries(facts).map(([name, value]) => `${name}=${factText(value)}`);
  const reason = reasonOf(outcome);
  const why = reason === null ? [] : [`reason=${reason}`];
  return [tokenOf(command, outcome), ...why, ...words].join(' ');
}

function firstFailed({ checks = [] }: OpsOutcome): Check | undefined {
  return checks.find((check) => !check.ok && check.severity === 'error');
}

/** Why not, in lower_snake; null when all is well. */
export function reasonOf(outcome: OpsOutcome): string | null {
  return outcome.ok ? null : (outcome.reason ?? firstFailed(outcome)?.id ?? 'failed');
}

const MARKS = { error: 'RED ', warn: 'warn', info: 'note' } as const;

function checkLines(checks: readonly Check[], { style }: TextView): readonly string[] {
  return checks.map(({ id, ok, severity, detail }) => {
    const mark = ok
      ? style.good('ok  ')
      : severity === 'error'
        ? style.bad(MARKS.error)
        : MARKS[severity];
    return safeLine(detail) === '' ? `${mark} ${id}` : `${mark} ${id}: ${safeLine(detail)}`;
  });
}

function alertLines(alerts: readonly Alert[], { style }: TextView): readonly string[] {
  return alerts.map(({ id, severity, detail }) => {
    const mark = severity === 'error' ? style.bad('ALERT') : 'alert';
    return `${mark} ${id}: ${safeLine(detail)}`;
  });
}

/** The members of the envelope besides schema, `ok` and the error. */
export function bodyOf(
  outcome: OpsOutcome,
  frame: EnvelopeFrame,
): { readonly [key: string]: JsonValue } {
  const { command, nowMs, settings } = frame;
  return {
    command,
    ts_utc: formatInstant(nowMs),
    token: tokenOf(command, outcome),
    reason: reasonOf(outcome),
    mode: settings?.mode ?? null,
    dry_run: settings?.dryRun ?? null,
    run: outcome.run ?? null,
    checks: (outcome.checks ?? []).map((check) => ({ ...check })),
    alerts: (outcome.alerts ?? []).map((alert) => ({ ...alert })),
    artifacts: outcome.artifacts ? { ...outcome.artifacts } : null,
    next: outcome.next ?? [],
    ...(outcome.data && { data: outcome.data }),
  };
}

function errorOf(outcome: OpsOutcome): AssayError {
  if (outcome.error) {
    const { code, message, ...detail } = outcome.error;
    return new AssayError(code, message, detail);
  }
  const failed = (outcome.checks ?? []).filter((one) => !one.ok && one.severity === 'error');
  return new AssayError('OPS_GATE_RED', 'not everything is as it should be', {
    found: failed.map(({ id }) => id).join(', '),
    expected: 'every check of severity error passes',
  });
}

/** Makes the ending of a command from what it found. */
export function endingOf(
  outcome: OpsOutcome,
  frame: EnvelopeFrame,
  talk: readonly Diagnostic[],
): Ending {
  const { command } = frame;
  const diagnostics = outcome.ok ? talk : [...talk, ...errorOf(outcome).diagnostics];
  return {
    schema: 'ops-loop/1',
    body: bodyOf(outcome, frame),
    diagnostics,
    text: (view) => {
      const lines = outcome.lines?.(view) ?? [
        ...checkLines(outcome.checks ?? [], view),
        ...alertLines(outcome.alerts ?? [], view),
      ];
      const last = outcome.isTokenTalk === true ? [] : [tokenLine(command, outcome)];
      return [...lines, ...last].join('\n');
    },
  };
}

/** The outcome of a command that an expected failure ended; anything else is thrown on. */
export function outcomeOfError(error: unknown): OpsOutcome {
  if (!isAssayError(error)) throw error;
  const { code, message, place, found, expected, next } = error.diagnostic;
  return {
    ok: false,
    reason: code.toLowerCase(),
    error: {
      code,
      message,
      ...(place && { place }),
      ...(found !== undefined && { found }),
      ...(expected !== undefined && { expected }),
      ...(next !== undefined && { next }),
    },
  };
}
