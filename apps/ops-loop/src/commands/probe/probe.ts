import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { JsonValue } from '@assay/cli';
import type { OpsContext } from '../../context.js';
import type { OpsOutcome } from '../../outcome.js';
import { asideName } from '../../probe/probe-leftovers.js';
import type { ProbeResult, ShadowSignal } from '../../probe/probe-result.js';
import { runProbe } from '../../probe/run-probe.js';
import { listRuns } from '../../runs/find-runs.js';

/** A signal as a document. */
export function signalJson({ position, signals, ...rest }: ShadowSignal): JsonObject {
  return {
    ...rest,
    position: position && { ...position },
    signals: signals.map((one) => ({ ...one })),
  };
}

type JsonObject = { readonly [key: string]: JsonValue };

/** The token line of a probe: the one line of `P76_RESULT.txt` too. */
export function probeOutcome(
  { ready, reasons, checks, signals }: ProbeResult,
  facts: { readonly outDir: string; readonly runId: string; readonly mode: string },
): OpsOutcome {
  return {
    ok: ready,
    token: ready ? 'P76_READY' : 'P76_NOT_READY',
    ...(ready ? {} : { reason: reasons.join(',') }),
    facts: { out_dir: facts.outDir, run_id: facts.runId, mode: facts.mode },
    checks,
    data: { signals: signals.map(signalJson) },
  };
}

/** Runs every readiness check once; the answer is printed and kept nowhere. */
export async function probe(context: OpsContext): Promise<OpsOutcome> {
  const { places, settings, outDir, clock } = context;
  const run = outDir ?? listRuns(context).runs.at(-1)?.path;
  const runFolder = run ?? places.root;
  const workFolder = join(places.root, asideName('probe', clock.now()));
  try {
    const result = await runProbe(context, { workFolder, runFolder });
    const facts = { outDir: runFolder, runId: basename(runFolder), mode: settings.mode };
    return { ...probeOutcome(result, facts), run: run === undefined ? null : basename(run) };
  } finally {
    if (existsSync(workFolder)) context.files().remove(workFolder);
  }
}
