import { AssayError } from '@assay/core';
import { isAutomated, parseSpan } from '../../settings/settings.js';
import type { OpsContext } from '../../context.js';
import type { OpsOutcome } from '../../outcome.js';
import { defaultTimeout } from '../../supervisor/pace.js';
import { runSupervisor } from '../../supervisor/run-supervisor.js';

/** Flags of its own. */
export interface SuperviseFlags {
  readonly arm?: true | undefined;
  readonly timeout?: string | undefined;
  readonly ticks?: string | undefined;
}

/** Not armed: nothing runs. A manager must not take that for a failure and start it again at once. */
function notArmed({ io }: OpsContext): OpsOutcome {
  const token = 'SUPERVISOR_NOT_ARMED';
  const next = ['ops-loop supervise run --arm'];
  if (isAutomated(io.env, io.view.width !== undefined)) return { ok: true, token, next };
  return {
    ok: false,
    token,
    reason: 'not_armed',
    next,
    error: {
      code: 'OPS_NOT_ARMED',
      message: 'nothing runs: the supervisor was not armed',
      found: 'no --arm',
      expected: '--arm, by whoever means it',
    },
  };
}

function ticksOf(text: string | undefined): number {
  if (text === undefined) return Infinity;
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new AssayError('OPS_SETTING_INVALID', '--ticks has no valid value', {
    found: text,
    expected: 'a whole number of at least 1',
  });
}

/** Ticks in the foreground until it is stopped. */
export async function superviseRun(
  context: OpsContext,
  flags: SuperviseFlags,
): Promise<OpsOutcome> {
  const { intervalMs } = context.settings;
  const timeoutMs =
    flags.timeout === undefined
      ? defaultTimeout(intervalMs)
      : parseSpan({ text: flags.timeout, from: '--timeout' });
  const ticksMax = ticksOf(flags.ticks);
  if (flags.arm !== true) return notArmed(context);
  return runSupervisor(context, { intervalMs, timeoutMs, ticksMax });
}
