import { formatInstant } from '@assay/core';
import { acquirePathLock, type Lock } from '@assay/workspace';
import type { OpsContext } from '../context.js';
import { outcomeOfError, tokenOf } from '../ending.js';
import { pinOutcome, type PayloadFile } from '../evidence/pin-outcome.js';
import { describeGuard, guardView } from '../guard/guard-view.js';
import type { OpsOutcome } from '../outcome.js';
import {
  cycleOutcome,
  detailOf,
  exitOf,
  isCycleGreen,
  skippedStep,
  type CycleReport,
  type StepReport,
} from './cycle-report.js';
import { CYCLE_STEPS, type CycleStep } from './cycle-steps.js';

/** A step that was done, and what it ended with. */
interface Done {
  readonly report: StepReport;
  readonly outcome: OpsOutcome;
}

async function doStep(context: OpsContext, step: CycleStep): Promise<Done> {
  const beganMs = performance.now();
  const asItself: OpsContext = { ...context, command: step.command };
  let outcome: OpsOutcome;
  try {
    outcome = await step.run(asItself);
  } catch (error) {
    outcome = outcomeOfError(error);
  }
  const report: StepReport = {
    name: step.name,
    ok: outcome.ok,
    exit: exitOf(outcome),
    ms: Math.round(performance.now() - beganMs),
    required: step.required,
    token: tokenOf(step.command, outcome),
    detail: detailOf(outcome),
    evidence: outcome.artifacts?.evidence ?? null,
  };
  return { report, outcome };
}

/** A step that is no command: the guard, which has let us in, and the lock. */
function plainStep(name: string, outcome: OpsOutcome, detail: string): StepReport {
  const { ok } = outcome;
  const exit = exitOf(outcome);
  return { name, ok, exit, ms: 0, required: true, token: null, detail, evidence: null };
}

function takeLock(context: OpsContext): { readonly lock?: Lock; readonly report: StepReport } {
  const { places, clock } = context;
  const path = places.cycleLock;
  try {
    context.files().makeFolder(places.root);
    const lock = acquirePathLock({ path, command: 'ops-loop cycle', clock, busyCode: 'OPS_BUSY' });
    const { takenOver } = lock;
    const detail = takenOver === undefined ? 'held' : `taken over from ${takenOver}`;
    return { lock, report: plainStep('lock', { ok: true }, detail) };
  } catch (error) {
    const outcome = outcomeOfError(error);
    return { report: plainStep('lock', outcome, detailOf(outcome)) };
  }
}

async function doSteps(context: OpsContext, isLocked: boolean): Promise<readonly Done[]> {
  const done: Done[] = [];
  for (const step of CYCLE_STEPS) {
    const why = isLocked ? (context.io.signal.aborted ? 'interrupted' : undefined) : 'locked';
    if (why === undefined) done.push(await doStep(context, step));
    else {
      const report = skippedStep(step.name, step.required, why);
      done.push({ report, outcome: { ok: false } });
    }
  }
  return done;
}

function payloadOf(report: CycleReport, done: readonly Done[]): readonly PayloadFile[] {
  const text = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
  const steps = done.map(({ report: { name }, outcome }) => ({
    path: `steps/${name}.json`,
    bytes: text({
      ok: outcome.ok,
      reason: outcome.reason ?? null,
      checks: outcome.checks ?? [],
      alerts: outcome.alerts ?? [],
      artifacts: outcome.artifacts ?? null,
      data: outcome.data ?? null,
    }),
  }));
  return [{ path: 'report.json', bytes: text(report) }, ...steps];
}

/** A lock that another cycle holds ends this one with its own exit code; what was found is sealed all the same. */
function withLockError(outcome: OpsOutcome, lock: StepReport): OpsOutcome {
  if (lock.ok) return outcome;
  return {
    ...outcome,
    reason: 'locked',
    error: {
      code: 'OPS_BUSY',
      message: 'another cycle is under way',
      found: lock.detail,
      expected: 'one cycle at a time',
    },
  };
}

/**
 * One cycle: guard, lock, metrics and health put on record, audit, dashboard, green light on the fresh data,
 * retention. Whatever comes of it is sealed and pinned, one report for each step; no step that fails keeps
 * the next from being done.
 */
export async function cycle(context: OpsContext): Promise<OpsOutcome> {
  const { clock, settings } = context;
  const startedMs = clock.now();
  const guard = plainStep('guard', { ok: true }, describeGuard(guardView(context)));
  const { lock, report: lockReport } = takeLock(context);
  try {
    const done = await doSteps(context, lock !== undefined);
    const steps = [guard, lockReport, ...done.map(({ report }) => report)];
    const judged = done.find(({ report }) => report.name === 'greenlight')?.outcome;
    const report: CycleReport = {
      schema: 'cycle/1',
      started: formatInstant(startedMs),
      finished: formatInstant(clock.now()),
      mode: settings.mode,
      dry_run: settings.dryRun,
      run: judged?.run ?? null,
      ok: isCycleGreen(steps),
      steps,
    };
    const outcome = withLockError(cycleOutcome(report, judged), lockReport);
    return pinOutcome({ ...context, command: 'cycle' }, outcome, {
      class: 'cycle',
      payload: payloadOf(report, done),
      lines: { steps: steps.map(({ name, exit }) => `${name}:${exit}`).join(',') },
      references: steps.flatMap(({ evidence }) => (evidence === null ? [] : [evidence])),
    });
  } finally {
    lock?.release();
  }
}
