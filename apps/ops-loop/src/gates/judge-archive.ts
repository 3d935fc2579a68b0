import type { Check } from '../outcome.js';
import type { RunState } from '../records/run-state.js';
import type { TickRecord } from '../records/tick-record.js';
import { describeSpan } from './describe-span.js';
import { instantMs } from './instant-ms.js';
import type { GateSettings } from './limits.js';

/** What an archived run holds, as far as its health goes by it. */
export interface ArchiveView {
  /** What is wrong with the bag, as `verdict: path`; empty when it is whole. */
  readonly problems: readonly string[];
  /** Names of the runs in it. */
  readonly runs: readonly string[];
  /** What the supervisor wrote last; undefined when that cannot be read. */
  readonly state: RunState | undefined;
  /** Names of complete ticks. */
  readonly ticks: readonly string[];
  /** Ticks whose own seals do not hold. */
  readonly broken: readonly string[];
  readonly newest: TickRecord | undefined;
}

function check(
  id: string,
  ok: boolean,
  observed: Check['observed'],
  limit: Check['limit'],
  detail: string,
): Check {
  return { id, ok, severity: 'error', observed, limit, detail };
}

function endCheck({ state, newest }: ArchiveView, { maxAgeMs }: GateSettings): Check {
  const [endMs, tickMs] = [instantMs(state?.updated), instantMs(newest?.finished)];
  if (endMs === undefined || tickMs === undefined) {
    return check('tick_fresh', false, null, maxAgeMs / 1000, 'nothing says when they ended');
  }
  const apartMs = Math.max(0, endMs - tickMs);
  const detail = `the last tick ended ${describeSpan(apartMs)} before the run`;
  return check('tick_fresh', apartMs <= maxAgeMs, apartMs / 1000, maxAgeMs / 1000, detail);
}

/**
 * Was a run healthy when it was archived: the bag whole, the run ended in order, enough ticks, all of them
 * as they were sealed, the last one ready and not long before the end. No clock is asked.
 */
export function judgeArchive(view: ArchiveView, settings: GateSettings): readonly Check[] {
  const { problems, runs, state, ticks, broken, newest } = view;
  const phase = state?.phase ?? null;
  return [
    check(
      'archive_whole',
      problems.length === 0,
      [...problems],
      [],
      problems.join('; ') || 'as it was sealed',
    ),
    check('run_found', runs.length === 1, [...runs], 1, runs.join(', ') || 'there is no run in it'),
    check(
      'run_stopped',
      phase === 'stopped',
      phase,
      'stopped',
      phase === null ? 'no state can be read' : `it was ${phase}`,
    ),
    check(
      'tick_present',
      ticks.length >= settings.minTicks,
      ticks.length,
      settings.minTicks,
      `${ticks.length} complete ticks`,
    ),
    check(
      'tick_sealed',
      broken.length === 0,
      [...broken],
      [],
      broken.join(', ') || 'every tick is as it was sealed',
    ),
    endCheck(view, settings),
    check(
      'tick_ready',
      newest?.ready === true,
      newest?.ready ?? null,
      true,
      newest ? newest.reasons.join(', ') || 'ready' : 'no tick can be read',
    ),
  ];
}
