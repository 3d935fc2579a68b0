import { join } from 'node:path';
import type { OpsContext } from '../../context.js';
import { tokenLine } from '../../ending.js';
import { countStatuses } from '../../gates/count-statuses.js';
import { gatherLiveState } from '../../gates/gather-live-state.js';
import { judgeMetrics } from '../../gates/metrics-document.js';
import { metricsOutcome } from '../../gates/metrics-outcome.js';
import { prometheusText } from '../../gates/prometheus-text.js';
import type { OpsOutcome } from '../../outcome.js';
import { parseSpan } from '../../settings/settings.js';

/** Flags of `metrics` beside the usual ones. */
export interface MetricsFlags {
  readonly watch?: string | undefined;
  readonly textfile?: true | undefined;
}

async function look(context: OpsContext, isTextfile: boolean): Promise<OpsOutcome> {
  const { settings, places, workspace } = context;
  const state = await gatherLiveState(context);
  const document = judgeMetrics(state, settings);
  if (isTextfile) {
    const totals = countStatuses(state.run && join(workspace.root, state.run.path));
    const files = context.files();
    files.makeFolder(places.metrics);
    files.writeAtomic(places.textfile, prometheusText(state, document, totals));
  }
  return metricsOutcome(document, state.run?.name ?? null);
}

/** Resolves after a time, or at once when the signal is aborted. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end);
    if (signal.aborted) end();
  });
}

/**
 * Counts, ages and alerts as one document. With `--watch` it looks again and again, says each time on
 * stderr how it stands, and ends with the last document when it is interrupted.
 */
export async function metrics(context: OpsContext, flags: MetricsFlags): Promise<OpsOutcome> {
  const isTextfile = flags.textfile === true;
  if (flags.watch === undefined) return look(context, isTextfile);
  const { io } = context;
  const everyMs = parseSpan({ text: flags.watch, from: '--watch' });
  for (;;) {
    const outcome = await look(context, isTextfile);
    if (io.signal.aborted) return outcome;
    io.say(tokenLine('metrics', outcome));
    await pause(everyMs, io.signal);
  }
}
