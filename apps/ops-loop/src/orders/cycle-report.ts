import type { JsonValue } from '@assay/cli';
import { EXIT_CODES, exitCodeOf, type ExitCode } from '@assay/core';
import { reasonOf } from '../ending.js';
import type { Check, OpsOutcome } from '../outcome.js';
import type { Mode } from '../records/tick-record.js';

/** What came of one step of a cycle. */
export interface StepReport {
  readonly name: string;
  readonly ok: boolean;
  /** The exit code that the step's own command would have ended with. */
  readonly exit: ExitCode;
  readonly ms: number;
  /** Why it was not done; absent when it was. */
  readonly skipped?: string;
  /** True when the cycle is red without it. */
  readonly required: boolean;
  /** First word that the step's own command would have printed last; null for steps that are no command. */
  readonly token: string | null;
  readonly detail: string;
  /** What it sealed; null for nothing. */
  readonly evidence: string | null;
}

/** What a cycle did. */
export interface CycleReport {
  readonly schema: 'cycle/1';
  readonly started: string;
  readonly finished: string;
  readonly mode: Mode;
  readonly dry_run: boolean;
  readonly run: string | null;
  readonly ok: boolean;
  readonly steps: readonly StepReport[];
}

/** A step that was not reached. */
export function skippedStep(name: string, required: boolean, why: string): StepReport {
  return {
    name,
    ok: false,
    exit: EXIT_CODES.blocked,
    ms: 0,
    skipped: why,
    required,
    token: null,
    detail: `not done: ${why}`,
    evidence: null,
  };
}

/** The exit code of an outcome, as its own command would have. */
export function exitOf({ ok, error }: OpsOutcome): ExitCode {
  if (ok) return EXIT_CODES.success;
  return exitCodeOf(error?.code ?? 'OPS_GATE_RED');
}

/** Words for a step: what failed, or that nothing did. */
export function detailOf(outcome: OpsOutcome): string {
  if (outcome.ok) return 'green';
  const failed = (outcome.checks ?? []).filter(({ ok, severity }) => !ok && severity === 'error');
  if (failed.length > 0) {
    return failed.map(({ id, detail }) => (detail === '' ? id : `${id}: ${detail}`)).join('; ');
  }
  return outcome.error?.found ?? reasonOf(outcome) ?? 'red';
}

/** True when every step that the cycle depends on is green. */
export function isCycleGreen(steps: readonly StepReport[]): boolean {
  return steps.every(({ ok, required }) => ok || !required);
}

function stepCheck({ name, ok, required, detail, exit, ms, skipped }: StepReport): Check {
  return {
    id: name,
    ok,
    severity: required ? 'error' : 'warn',
    observed: exit,
    limit: 0,
    detail: skipped === undefined ? `${detail} (${ms} ms)` : detail,
  };
}

/** The outcome of a cycle: a check for each step, red by the first required one that is. */
export function cycleOutcome(report: CycleReport, last: OpsOutcome | undefined): OpsOutcome {
  const { ok, steps, run } = report;
  const red = steps.find((step) => !step.ok && step.required && step.skipped === undefined);
  const isCut = steps.some(({ skipped }) => skipped === 'interrupted');
  const data: { readonly [key: string]: JsonValue } = {
    steps: steps.map((step) => ({ ...step })),
  };
  return {
    ok,
    run,
    checks: steps.map(stepCheck),
    alerts: last?.alerts ?? [],
    facts: { steps: steps.filter((step) => step.ok).length, of: steps.length },
    data,
    ...(!ok && {
      reason: isCut ? 'interrupted' : (red?.name ?? 'steps'),
      next: ['ops-loop doctor'],
    }),
    ...(!ok && {
      error: isCut
        ? { code: 'INTERRUPTED', message: 'interrupted; what was done is sealed' }
        : {
            code: 'OPS_STEP_FAILED',
            message: 'a step of the cycle is red',
            found: red ? `${red.name}: ${red.detail}` : 'a step was not done',
            expected: 'every required step green',
          },
    }),
  };
}
