import { once } from 'node:events';
import { AssayError } from '@assay/core';
import { withOsErrors } from '@assay/workspace';
import type { OpsContext } from '../../context.js';
import type { OpsOutcome } from '../../outcome.js';
import { serveDashboard, type DashboardServer } from '../../snapshots/dashboard-server.js';
import { gatherDashboard } from '../../snapshots/gather-dashboard.js';

/** Where it is served unless stated. */
const DEFAULT_PORT = 8093;

function portOf(text: string | undefined): number {
  if (text === undefined) return DEFAULT_PORT;
  if (/^(0|[1-9]\d{0,4})$/.test(text) && Number(text) < 65_536) return Number(text);
  throw new AssayError('OPS_SETTING_INVALID', '--port has no valid value', {
    found: text === '' ? 'an empty value' : text,
    expected: 'a port: 1 to 65535, or 0 for any that is free',
  });
}

async function listen(context: OpsContext, port: number): Promise<DashboardServer> {
  try {
    const gather = async () => (await gatherDashboard(context)).model;
    return await serveDashboard(port, gather, () => context.clock.now());
  } catch (error) {
    return withOsErrors(`port ${port} of 127.0.0.1`, () => {
      throw error;
    });
  }
}

/** Shows the dashboard on loopback until it is interrupted, which is how it ends well. */
export async function dashboardServe(
  context: OpsContext,
  flags: { readonly port?: string | undefined },
): Promise<OpsOutcome> {
  const { io } = context;
  const server = await listen(context, portOf(flags.port));
  io.say(`the dashboard is at ${server.url}; Ctrl-C ends it`);
  if (!io.signal.aborted) await once(io.signal, 'abort');
  await server.close();
  return { ok: true, facts: { url: server.url } };
}
