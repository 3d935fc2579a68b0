import { formatInstant } from '@assay/core';
import { canonicalJson, formatSha256Sums, hashCanonical, sha256Hex } from '@assay/hashing';
import type { ProbeResult } from '../probe/probe-result.js';
import type { Mode, TickRecord } from '../records/tick-record.js';

/** What is known of a tick besides what its probe found. */
export interface TickFrame {
  /** The folder's name. */
  readonly tick: string;
  readonly seq: number;
  readonly startedMs: number;
  readonly finishedMs: number;
  readonly mode: Mode;
  readonly dryRun: boolean;
  /** The run folder's name. */
  readonly run: string;
  /** Where the tick lies, relative to the workspace, `/` separated. */
  readonly outDir: string;
}

/** A file of a tick's folder; the path is relative to it, `/` separated. */
export interface TickFile {
  readonly path: string;
  readonly text: string;
}

/** The list of all other files of a tick; the last that is written. */
export const TICK_MANIFEST = 'manifest-sha256.txt';

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** `tick.json`. */
export function tickRecord(frame: TickFrame, probe: ProbeResult): TickRecord {
  return {
    schema: 'tick/1',
    seq: frame.seq,
    tick: frame.tick,
    started: formatInstant(frame.startedMs),
    finished: formatInstant(frame.finishedMs),
    ms: Math.max(0, frame.finishedMs - frame.startedMs),
    mode: frame.mode,
    dry_run: frame.dryRun,
    ready: probe.ready,
    reasons: probe.reasons,
    checks: probe.checks,
  };
}

/** The one line of `p76/P76_RESULT.txt`, without its end. */
export function p76Line(frame: Pick<TickFrame, 'outDir' | 'run' | 'mode'>, probe: ProbeResult) {
  const rest = `out_dir=${frame.outDir} run_id=${frame.run} mode=${frame.mode}`;
  return probe.ready
    ? `P76_READY ${rest}`
    : `P76_NOT_READY reason=${probe.reasons.join(',')} ${rest}`;
}

/** Every file of a tick's folder in the order of writing; the manifest is the last. */
export function tickFiles(frame: TickFrame, probe: ProbeResult): readonly TickFile[] {
  const record = tickRecord(frame, probe);
  const { started, finished, mode, ready, reasons, checks } = record;
  const files: TickFile[] = [
    ...checks.map((check) => ({ path: `checks/${check.id}.json`, text: json(check) })),
    {
      path: 'shadow/signals.ndjson',
      text: probe.signals.map((signal) => `${canonicalJson({ ...signal })}\n`).join(''),
    },
    { path: 'p76/P76_RESULT.txt', text: `${p76Line(frame, probe)}\n` },
    {
      path: 'p76/readiness.json',
      text: json({
        schema: 'readiness/1',
        run_id: frame.run,
        mode,
        ready,
        reasons,
        checks_sha256: hashCanonical(checks),
        started,
        finished,
      }),
    },
    { path: 'tick.json', text: json(record) },
  ];
  const sums = files.map(({ path, text }) => ({ path, sha256: sha256Hex(text) }));
  return [...files, { path: TICK_MANIFEST, text: formatSha256Sums(sums) }];
}
