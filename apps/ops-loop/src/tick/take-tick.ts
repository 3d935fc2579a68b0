import { join, relative, sep } from 'node:path';
import type { OpsContext } from '../context.js';
import type { OpsOutcome } from '../outcome.js';
import { runProbe } from '../probe/run-probe.js';
import { parseTickName } from '../runs/list-ticks.js';
import type { RunFolder } from '../runs/find-runs.js';
import { sealTick } from './seal-tick.js';
import { p76Line, tickFiles, type TickFrame } from './tick-files.js';
import { unfinishedName } from './tick-name.js';

/**
 * Takes one tick: probes, seals what was found, green or red, and says so.
 *
 * @param tick - The name of its folder.
 */
export async function takeTick(
  context: OpsContext,
  run: RunFolder,
  tick: string,
): Promise<OpsOutcome> {
  const { clock, settings, workspace, io } = context;
  const files = context.files();
  const startedMs = clock.now();
  const unfinished = join(run.path, unfinishedName(tick, process.pid));
  files.makeFolder(unfinished);
  const probe = await runProbe(context, { workFolder: unfinished, runFolder: run.path });
  io.throwIfInterrupted();
  const frame: TickFrame = {
    tick,
    seq: parseTickName(tick)?.seq ?? 0,
    startedMs,
    finishedMs: clock.now(),
    mode: settings.mode,
    dryRun: settings.dryRun,
    run: run.name,
    outDir: relative(workspace.root, join(run.path, tick)).split(sep).join('/'),
  };
  sealTick(files, run.path, tick, tickFiles(frame, probe));
  return {
    ok: probe.ready,
    ...(probe.ready ? {} : { reason: 'p76_not_ready' }),
    facts: { tick, ready: probe.ready, out_dir: frame.outDir, run_id: run.name },
    run: run.name,
    checks: probe.checks,
    data: { tick, p76: p76Line(frame, probe), signals: probe.signals.length },
  };
}
