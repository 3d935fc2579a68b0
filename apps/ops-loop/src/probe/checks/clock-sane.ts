import { join } from 'node:path';
import { formatInstant } from '@assay/core';
import type { RunState } from '../../records/run-state.js';
import { FUTURE_MS } from '../../runs/find-runs.js';
import { failed, passed, type Finding } from '../probe-check.js';
import type { ProbeScene } from '../probe-scene.js';

const YEARS = { first: 2024, last: 2099 } as const;

/**
 * Judges the clock by what was recorded before: it may lie behind by a little, never by more.
 *
 * @param recorded - Instants that are known to be past, with where each comes from.
 */
export function judgeClock(
  nowMs: number,
  recorded: readonly { readonly of: string; readonly at: string }[],
): Finding {
  const now = formatInstant(nowMs);
  const year = Number(now.slice(0, 4));
  if (year < YEARS.first || year > YEARS.last) {
    return failed('the year is not plausible', now, `${YEARS.first} to ${YEARS.last}`);
  }
  const ahead = recorded.find(({ at }) => Date.parse(at) > nowMs + FUTURE_MS);
  return ahead
    ? failed(`the clock lies before ${ahead.of}`, now, ahead.at)
    : passed('not before anything recorded', now);
}

/** What this run's supervisor has recorded last; a stray folder of the future does not count. */
function lastTick({ files, runFolder }: ProbeScene): readonly { of: string; at: string }[] {
  const path = join(runFolder, 'state.json');
  if (!files.exists(path)) return [];
  const { last_completed } = JSON.parse(files.readText(path)) as Partial<RunState>;
  return last_completed ? [{ of: 'the end of the last tick', at: last_completed.finished }] : [];
}

function newestEvent({ ledger }: ProbeScene): readonly { of: string; at: string }[] {
  const opened = ledger();
  const seq = opened?.head().seq ?? 0;
  const [event] = seq === 0 ? [] : (opened?.events({ afterSeq: seq - 1, limit: 1 }) ?? []);
  return event ? [{ of: 'the newest event of the ledger', at: event.at }] : [];
}

/** The clock has not gone back, and names a year in which this can be. */
export function clockSane(scene: ProbeScene): Finding {
  return judgeClock(scene.nowMs, [...newestEvent(scene), ...lastTick(scene)]);
}
