import { formatInstant } from '@assay/core';
import type { OpsContext } from '../context.js';
import { EVIDENCE_CLASSES, pinOutcome } from '../evidence/pin-outcome.js';
import { recentPins } from '../evidence/recent-pins.js';
import { nextTick } from '../supervisor/pace.js';
import { realTimebase, type Timebase } from '../supervisor/timebase.js';
import type { Check, OpsOutcome } from '../outcome.js';
import { sealStop } from './seal-stop.js';
import type { FailRule } from './soak-ladder.js';
import { takeSoakLock } from './soak-lock.js';
import {
  countTicks,
  isGreenCheckpoint,
  shareOf,
  type Checkpoint,
  type PinCounts,
  type SoakReport,
} from './soak-report.js';
import { SoakWatch } from './soak-watch.js';
import { stopEverything } from './stop-everything.js';
import { takeSnapshots, type TakenSnapshot } from './take-snapshots.js';

/** How long, how often and how much a soak puts up with. */
export interface SoakPlan {
  readonly forMs: number;
  readonly everyMs: number;
  readonly rule: FailRule;
  /** Undefined: one slot in a hundred of the supervisor's schedule. */
  readonly missedMax: number | undefined;
}

const MISSED_SHARE = 0.01;

/** Pins that are looked through for each class. */
const PINS_MAX = 5_000;

/** How a soak ended. */
interface Ended {
  readonly elapsedMs: number;
  readonly incidents: readonly TakenSnapshot[];
  /** The outcome of the stop that the last rung calls for. */
  readonly stop: OpsOutcome | undefined;
  readonly isSustained: boolean;
}

function pinsSince(context: OpsContext, sinceMs: number): Readonly<Record<string, PinCounts>> {
  const counts: Record<string, PinCounts> = {};
  for (const name of EVIDENCE_CLASSES) {
    const made = recentPins(context, name, PINS_MAX).filter(
      ({ line }) => Date.parse(line.time) >= sinceMs,
    );
    const green = made.filter(({ predicate }) => predicate?.result === 'green').length;
    if (made.length > 0) counts[name] = { green, red: made.length - green };
  }
  return counts;
}

function tell({ io }: OpsContext, checkpoint: Checkpoint, count: number): void {
  const { rung, reasons, alerts } = checkpoint;
  if (isGreenCheckpoint(checkpoint)) io.say(`checkpoint ${count} green`);
  else io.say(`checkpoint ${count} RED (${rung}): ${[...alerts, ...reasons].join('; ')}`);
}

async function watchUntilEnd(
  context: OpsContext,
  plan: SoakPlan,
  watch: SoakWatch,
  timebase: Timebase,
): Promise<Ended> {
  const { signal } = context.io;
  const startMs = timebase.elapsed();
  const pace = { startMs, intervalMs: plan.everyMs };
  const endMs = startMs + plan.forMs;
  const incidents: TakenSnapshot[] = [];
  let isPictured = false;
  for (let next = { slot: 0, dueMs: startMs }; ;) {
    await timebase.waitUntil(Math.min(next.dueMs, endMs), signal);
    const elapsedMs = timebase.elapsed() - startMs;
    const ended = { elapsedMs, incidents, stop: undefined, isSustained: false };
    if (signal.aborted) return ended;
    const checkpoint = await watch.look();
    tell(context, checkpoint, watch.checkpoints.length);
    const { rung } = checkpoint;
    if (rung === 'none') isPictured = false;
    if ((rung === 'snapshot' || rung === 'stop') && !isPictured) {
      isPictured = true;
      incidents.push(...(await takeSnapshots(context)));
    }
    if (rung === 'stop') return { ...ended, isSustained: true, stop: await endAll(context) };
    if (next.dueMs >= endMs || elapsedMs >= plan.forMs) return ended;
    next = nextTick(pace, next.slot, timebase.elapsed(), 0);
  }
}

/** The last rung. A dry soak only says that it would. */
async function endAll(context: OpsContext): Promise<OpsOutcome> {
  context.io.say(context.settings.dryRun ? 'dry run: nothing is stopped' : 'stopping everything');
  const request = { manager: undefined, isQuick: false, isBySoak: true };
  return sealStop(context, await stopEverything(context, request));
}

function missedMaxOf({ missedMax, forMs }: SoakPlan, { intervalMs }: SoakWatch): number {
  return missedMax ?? Math.floor((forMs / intervalMs) * MISSED_SHARE);
}

function reasonsOf(plan: SoakPlan, watch: SoakWatch, ended: Ended): readonly string[] {
  return [
    ...(ended.isSustained ? ['sustained_error'] : []),
    ...(ended.stop?.ok === false ? ['stop_not_proved'] : []),
    ...(ended.elapsedMs < plan.forMs && !ended.isSustained ? ['interrupted'] : []),
    ...(watch.missed > missedMaxOf(plan, watch) ? ['missed_ticks'] : []),
    ...(watch.lines.length === 0 ? ['no_ticks'] : []),
  ];
}

function outcomeOf(report: SoakReport, stop: OpsOutcome | undefined): OpsOutcome {
  const { passed, reasons, checkpoints, ticks, uptime_ratio, elapsed_sec, missed_max } = report;
  const last = checkpoints.at(-1);
  const check = (id: string, ok: boolean, observed: Check['observed'], limit: Check['limit']) =>
    ({ id, ok, severity: 'error', observed, limit, detail: `${observed} of ${limit}` }) as const;
  const [reason] = reasons;
  return {
    ok: passed,
    run: report.runs.at(-1) ?? null,
    checks: [
      check('time_elapsed', elapsed_sec >= report.planned_sec, elapsed_sec, report.planned_sec),
      check('missed_ticks', ticks.missed <= missed_max, ticks.missed, missed_max),
      {
        ...check('sustained_error', !reasons.includes('sustained_error'), last?.rung ?? 'none', ''),
        limit: `fewer than ${report.fail.fails} red of ${report.fail.of}`,
        detail: last?.reasons.join('; ') ?? 'no checkpoint',
      },
    ],
    facts: {
      checkpoints: checkpoints.length,
      uptime: uptime_ratio,
      missed: ticks.missed,
      elapsed_sec,
    },
    data: { soak: JSON.parse(JSON.stringify(report)) },
    ...(reason !== undefined && { reason, next: ['ops-loop doctor'] }),
    ...(reasons.includes('interrupted') && {
      error: { code: 'INTERRUPTED', message: 'interrupted; what was seen is sealed' },
    }),
    ...(stop?.error && { error: stop.error }),
  };
}

/** Watches a supervisor for hours, climbs the ladder when it goes wrong, and pins what it saw. */
export async function soak(context: OpsContext, plan: SoakPlan): Promise<OpsOutcome> {
  const { clock, settings } = context;
  const lock = takeSoakLock(context);
  try {
    const startedMs = clock.now();
    const watch = new SoakWatch(context, plan.rule);
    const ended = await watchUntilEnd(context, plan, watch, realTimebase(clock));
    const reasons = reasonsOf(plan, watch, ended);
    const report: SoakReport = {
      schema: 'soak/1',
      started: formatInstant(startedMs),
      finished: formatInstant(clock.now()),
      dry_run: settings.dryRun,
      planned_sec: plan.forMs / 1000,
      elapsed_sec: Math.round(ended.elapsedMs) / 1000,
      every_sec: plan.everyMs / 1000,
      fail: plan.rule,
      missed_max: missedMaxOf(plan, watch),
      runs: watch.runs,
      checkpoints: watch.checkpoints,
      uptime_ratio: shareOf(watch.checkpoints, ({ alive }) => alive),
      green_ratio: shareOf(watch.checkpoints, isGreenCheckpoint),
      ticks: countTicks(watch.lines, watch.missed),
      pins: pinsSince(context, startedMs),
      incidents: ended.incidents,
      stop: ended.stop?.artifacts?.evidence ?? null,
      passed: reasons.length === 0,
      reasons,
    };
    const references = [...ended.incidents.map(({ evidence }) => evidence), report.stop];
    return pinOutcome(context, outcomeOf(report, ended.stop), {
      class: 'soak',
      payload: [{ path: 'soak.json', bytes: `${JSON.stringify(report, null, 2)}\n` }],
      lines: { passed: report.passed, uptime_ratio: report.uptime_ratio },
      references: references.flatMap((one) => (one === null ? [] : [one])),
    });
  } finally {
    lock.release();
  }
}
