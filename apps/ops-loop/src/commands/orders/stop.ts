import type { OpsContext } from '../../context.js';
import { pinOutcome } from '../../evidence/pin-outcome.js';
import type { Check, OpsOutcome } from '../../outcome.js';
import { stopEverything } from '../../orders/stop-everything.js';
import type { StopReport } from '../../orders/stop-report.js';
import type { ManagerKind } from '../../services/service-manager.js';

/** Flags of its own. */
export interface StopFlags {
  readonly quick?: true | undefined;
  readonly manager?: ManagerKind | undefined;
}

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
  return [
    ...told,
    {
      id: 'proved',
      ok: survivors.length === 0,
      severity: 'error',
      observed: [...survivors],
      limit: [],
      detail: survivors.length === 0 ? `nothing is left${still}` : survivors.join('; '),
    },
  ];
}

/** The outcome of a stop: proved, or a list of what is left. */
export function stopOutcome(report: StopReport): OpsOutcome {
  const { stopped, survivors, dry_run, proof, run, manager } = report;
  const common = {
    run,
    checks: checksOf(report),
    facts: { stopped, manager, ...(proof && { quick: proof.skipped }) },
    data: { stop: JSON.parse(JSON.stringify(report)) },
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

/** Stops everything, proves it, keeps the proof. */
export async function stop(context: OpsContext, flags: StopFlags): Promise<OpsOutcome> {
  const report = await stopEverything(context, {
    manager: flags.manager,
    isQuick: flags.quick === true,
    isBySoak: false,
  });
  return sealStop(context, report);
}

/** Seals and pins the report of a stop, whatever it says. */
export function sealStop(context: OpsContext, report: StopReport): OpsOutcome {
  return pinOutcome(context, stopOutcome(report), {
    class: 'stop',
    payload: [{ path: 'stop.json', bytes: `${JSON.stringify(report, null, 2)}\n` }],
    lines: { stopped: report.stopped },
  });
}
