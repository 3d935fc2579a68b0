import { join } from 'node:path';
import { parseStamp } from '@assay/core';
import { planRetention, type RetentionPolicy } from '@assay/evidence';
import { nodeFileStore, type FileStore } from '@assay/workspace';
import type { OpsContext } from '../context.js';
import { isRunning } from '../runs/is-running.js';
import { FUTURE_MS, listRuns, type RunFolder } from '../runs/find-runs.js';
import { listTicks } from '../runs/list-ticks.js';

/** What becomes of ticks and runs. Paths are relative to the ops root. */
export interface RunsPlan {
  /** `<run>/<tick>` with why it is kept; without a reason it goes. Newest first. */
  readonly ticks: readonly { readonly tick: string; readonly reasons: readonly string[] }[];
  /** Whole run folders that go. */
  readonly runs: readonly string[];
  readonly goneTicks: readonly string[];
}

interface Tick {
  readonly run: RunFolder;
  readonly name: string;
  readonly startedMs: number;
}

/**
 * Plans ticks over all runs together, then the runs: one goes when no tick of it is kept, unless it is the
 * newest, it is running, or it is younger than a red tick is kept.
 */
export function planRuns(context: OpsContext, policy: RetentionPolicy): RunsPlan {
  const nowMs = context.clock.now();
  const { runs } = listRuns(context);
  const ticks = runs.flatMap((run): readonly Tick[] =>
    listTicks(run.path, nowMs).ticks.map(({ name, startedMs }) => ({ run, name, startedMs })),
  );
  const files = nodeFileStore(context.workspace.root);
  const decisions = planRetention(
    ticks.map(({ run, name, startedMs }) => ({
      key: `${run.name}/${name}`,
      timeMs: startedMs,
      result: resultOf(files, join(run.path, name)),
      isReferenced: false,
    })),
    policy,
    nowMs,
    nowMs + FUTURE_MS,
  );
  const goneTicks = decisions.filter(({ reasons }) => reasons.length === 0);
  const kept = new Set(
    decisions.filter(({ reasons }) => reasons.length > 0).map(({ item }) => runOf(item.key)),
  );
  return {
    ticks: decisions.map(({ item, reasons }) => ({ tick: item.key, reasons })),
    runs: runs
      .slice(0, -1)
      .filter((run) => !kept.has(run.name) && isOld(run, nowMs - policy.keepRedMs))
      .filter((run) => !isRunning(run.path))
      .map(({ name }) => name),
    goneTicks: goneTicks.map(({ item }) => item.key),
  };
}

function runOf(key: string): string {
  return key.slice(0, key.indexOf('/'));
}

function isOld({ name }: RunFolder, beforeMs: number): boolean {
  return (parseStamp(name.slice('run_'.length)) ?? Infinity) <= beforeMs;
}

/** What a tick said; one that cannot be read counts as red. */
function resultOf(files: FileStore, path: string): 'green' | 'red' {
  try {
    const { ready } = JSON.parse(files.readText(join(path, 'tick.json'))) as { ready?: unknown };
    return ready === true ? 'green' : 'red';
  } catch {
    return 'red';
  }
}
