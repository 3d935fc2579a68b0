import type { OpsContext } from '../../context.js';
import type { Check, OpsOutcome } from '../../outcome.js';
import { askSupervisor } from '../../supervisor/ask-supervisor.js';
import { busyError } from '../../supervisor/busy-error.js';
import { startInBackground, waitForTicks } from '../../supervisor/background.js';
import { stopSupervisor } from '../../supervisor/stop-supervisor.js';
import { health } from '../gates/health.js';

const TICKS = 2;
/** Two ticks, each with the time that it may take, and a start. */
const WITHIN_MS = 60_000;

function check(id: string, ok: boolean, observed: Check['observed'], detail: string): Check {
  return { id, ok, severity: 'error', observed, limit: null, detail };
}

/** Starts a supervisor as a service would, waits for two ticks, judges them, stops it. */
export async function superviseSmoke(context: OpsContext): Promise<OpsOutcome> {
  const asked = await askSupervisor(context);
  if (asked.running) throw busyError(asked);
  if (context.settings.dryRun) return { ok: true, facts: { dry_run: true, ticks: 0 } };
  const started = startInBackground(context, ['--interval', '1s']);
  const checks: Check[] = [];
  let run: string | null;
  try {
    const ticks = await waitForTicks(context, TICKS, WITHIN_MS, started);
    checks.push(check('ticks', ticks.completed >= TICKS, ticks.completed, ticks.why));
    const { ok, reason, checks: found = [] } = await Promise.resolve(health(context));
    checks.push(...found.filter((one) => !one.ok));
    checks.push(check('health', ok, ok, ok ? '' : (reason ?? 'red')));
  } finally {
    const { survivors, target } = await stopSupervisor(context);
    run = target?.run ?? null;
    checks.push(check('stopped', survivors.length === 0, [...survivors], survivors.join('; ')));
  }
  const ok = checks.every((one) => one.ok || one.severity !== 'error');
  return { ok, run, checks, facts: { ...(run !== null && { run }) } };
}
