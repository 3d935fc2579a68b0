import { AssayError } from '@assay/core';
import { isSound } from '@assay/evidence';
import type { OpsContext } from '../context.js';
import { pinOutcome } from '../evidence/pin-outcome.js';
import { verifyPath } from '../evidence/verify-path.js';
import type { Check, OpsOutcome } from '../outcome.js';
import type { StopReport } from './stop-report.js';
import { takeSnapshots, type TakenSnapshot } from './take-snapshots.js';

function checksOf({ steps, proof, survivors, dry_run }: StopReport): readonly Check[] {
  const told = steps.map(({ name, target, before, after, ok, detail }): Check => ({
    id: `stop_${name.replaceAll('-', '_')}`,
    ok,
    // What was told is a step; what is still there is the verdict.
    severity: 'info',
    observed: after,
    limit: null,
    detail: [target, before === after ? after : `${before}, now ${after}`, detail]
      .filter((part) => part !== '')
      .join(': '),
  }));
  if (dry_run) return told;
  const still = proof?.skipped === true ? '; --quick: no wait for a further tick' : '';
  const proved: Check = {
    id: 'proved',
    ok: survivors.length === 0,
    severity: 'error',
    observed: [...survivors],
    limit: [],
    detail: survivors.length === 0 ? `nothing is left${still}` : survivors.join('; '),
  };
  return [...told, proved];
}

function snapshotCheck({ command, ok, token, evidence }: TakenSnapshot): Check {
  // A red picture of what was stopped is a true one: it decides nothing.
  const id = `final_${command.replaceAll(' ', '_')}`;
  const detail = `${token}${evidence === null ? ', nothing sealed' : ` ${evidence}`}`;
  return { id, ok, severity: 'info', observed: evidence, limit: null, detail };
}

/** The outcome of a stop: proved, or a list of what is left. */
function stopOutcome(report: StopReport, snapshots: readonly TakenSnapshot[]): OpsOutcome {
  const { stopped, survivors, dry_run, proof, run, manager, steps } = report;
  const common = {
    run,
    checks: [...checksOf(report), ...snapshots.map(snapshotCheck)],
    facts: { stopped, manager, ...(proof && { quick: proof.skipped }) },
    data: {
      stop: {
        ...report,
        steps: steps.map((step) => ({ ...step })),
        proof: proof && { ...proof },
      },
    },
  };
  if (dry_run) return { ...common, ok: true, token: 'P101_DRY_RUN_OK' };
  if (stopped) return { ...common, ok: true };
  return {
    ...common,
    ok: false,
    reason: 'survivors',
    error: {
      code: 'STOP_NOT_PROVED',
      message: 'not everything could be shown to have stopped',
      found: survivors.join('; '),
      expected: 'no process, no tick, no job that is loaded',
    },
  };
}

/** @throws AssayError EVIDENCE_ALTERED when what was sealed a moment ago does not read back as it should. */
function assertOnDisk(context: OpsContext, evidence: string): void {
  const { findings } = verifyPath(context, evidence);
  if (isSound(findings)) return;
  throw new AssayError('EVIDENCE_ALTERED', 'the record of this stop does not read back as sealed', {
    place: { file: evidence },
    found: findings.map(({ verdict, path }) => `${verdict} ${path}`).join('; '),
    expected: 'evidence as it was sealed',
  });
}

/** Takes the last pictures, seals and pins the report, whatever it says, and reads it back from the disk. */
export async function sealStop(context: OpsContext, report: StopReport): Promise<OpsOutcome> {
  const asStop: OpsContext = { ...context, command: 'stop' };
  const snapshots = await takeSnapshots(context);
  const outcome = pinOutcome(asStop, stopOutcome(report, snapshots), {
    class: 'stop',
    payload: [
      { path: 'stop.json', bytes: `${JSON.stringify({ ...report, snapshots }, null, 2)}\n` },
    ],
    lines: { stopped: report.stopped },
    references: snapshots.flatMap(({ evidence }) => (evidence === null ? [] : [evidence])),
  });
  if (outcome.artifacts) assertOnDisk(asStop, outcome.artifacts.evidence);
  return outcome;
}
