import { describeSpan } from '../gates/describe-span.js';
import { isInGrace } from '../gates/limits.js';
import { tickAgeMs } from '../gates/live-state.js';
import type { Cause, TriageRow } from './triage-row.js';
import type { TriageScene } from './triage-scene.js';

const SYMPTOM = 'no ticks, or stale ticks';

/** A row of this symptom. */
function row(id: string, find: TriageRow['find']): TriageRow {
  return { id, symptom: SYMPTOM, find };
}

const START = 'ops-loop supervise run --arm';

function outDir({ missingOutDir }: TriageScene): Cause | undefined {
  if (missingOutDir === null) return undefined;
  return {
    cause: `${missingOutDir} is named as OUT_DIR, and there is no such run`,
    command: 'env -u OUT_DIR ops-loop health',
  };
}

function permissions({ closed }: TriageScene): Cause | undefined {
  if (closed.length === 0) return undefined;
  return {
    cause: `this user may not write to ${closed.join(', ')}`,
    command: 'ls -ld out out/ops out/ops/online_readiness_supervisor',
  };
}

/** A unit that starts the supervisor without arming it ends at once, with 0. */
function notArmed({ units, state }: TriageScene): Cause | undefined {
  const unit = units.find(({ job, text }) => job === 'supervisor' && !text.includes('--arm'));
  if (unit) {
    return {
      cause: `${unit.file} starts the supervisor without --arm: nothing runs, and nothing fails`,
      command: 'ops-loop service install supervisor',
    };
  }
  if (state.run !== null || state.supervisor.isAlive) return undefined;
  return { cause: 'no supervisor was ever started here with --arm', command: START };
}

/** Which mode a run is in matters to what its ticks mean. */
function mode({ units, mode: ofRun }: TriageScene): Cause | undefined {
  const unit = units.find(({ text }) => /MODE(=|<\/key>\s*<string>)(?!shadow\b)\w*/.test(text));
  if (unit) {
    const cause = `${unit.file} sets another MODE than shadow, which no command takes from there`;
    return { cause, command: `ops-loop service install ${unit.job}` };
  }
  if (ofRun !== 'paper') return undefined;
  return {
    cause: 'the run is in paper mode, not in shadow mode',
    command: `ops-loop supervise stop && ${START} --mode shadow`,
    severity: 'warn',
  };
}

function serviceState(scene: TriageScene): Cause | undefined {
  const { manager, supervisorUnit, failedJobs, state } = scene;
  const [failed] = failedJobs;
  if (failed !== undefined) {
    const cause = `the unit of ${failedJobs.join(', ')} has failed`;
    return { cause, command: `ops-loop service logs ${failed}` };
  }
  if (manager === 'none' || state.supervisor.isAlive) return undefined;
  if (supervisorUnit === 'loaded' || supervisorUnit === 'stopped') {
    return {
      cause: `${manager} has the supervisor's unit, and it is not running`,
      command: 'ops-loop service kick supervisor',
    };
  }
  return undefined;
}

/** No supervisor answers although there was one. */
function notRunning({ state, isHeld }: TriageScene): Cause | undefined {
  if (state.supervisor.isAlive || state.run === null || isHeld) return undefined;
  const { phase } = state;
  const cause =
    phase === 'stopped'
      ? `the supervisor of ${state.run.name} was stopped`
      : `the supervisor of ${state.run.name} is gone without having stopped; the next start recovers`;
  return { cause, command: START };
}

function hung({ isHeld, state, runState }: TriageScene): Cause | undefined {
  if (isHeld) {
    return {
      cause: 'something listens in the supervisor’s place and does not answer: it hangs',
      command: 'ops-loop stop',
    };
  }
  const inFlight = runState?.in_flight;
  if (!inFlight || !state.supervisor.isAlive) return undefined;
  const forMs = state.nowMs - Date.parse(inFlight.started);
  if (forMs <= state.timeoutMs) return undefined;
  return {
    cause:
      `tick ${inFlight.seq} is going on for ${describeSpan(forMs)}, ` +
      `its time-out is ${describeSpan(state.timeoutMs)}`,
    command: `ops-loop supervise stop && ${START}`,
  };
}

/** The first two ticks of a young supervisor. */
function grace({ state }: TriageScene): Cause | undefined {
  if (!isInGrace(state) || state.tickCount >= 2) return undefined;
  return {
    cause: `the supervisor is young and has ${state.tickCount} of its first two ticks: wait`,
    command: 'ops-loop health',
    severity: 'info',
  };
}

/** Ticks that come, but seldom enough to be called stale. */
function interval({ state, maxAgeMs }: TriageScene): Cause | undefined {
  const { supervisor, intervalMs } = state;
  if (!supervisor.isAlive || intervalMs <= maxAgeMs) return undefined;
  return {
    cause:
      `a tick comes every ${describeSpan(intervalMs)}, and is called stale after ` +
      describeSpan(maxAgeMs),
    command: `ops-loop health --max-age ${Math.ceil((3 * intervalMs) / 1000)}s`,
  };
}

function failing({ state }: TriageScene): Cause | undefined {
  const last = state.recent.at(-1);
  if (last?.status !== 'failed' && last?.status !== 'timed_out') return undefined;
  const what =
    last.status === 'failed' ? 'ended without leaving a tick' : 'was ended by its time-out';
  return { cause: `tick ${last.seq}, the last one begun, ${what}`, command: 'ops-loop probe' };
}

function future({ state }: TriageScene): Cause | undefined {
  const { future: names } = state;
  if (names.length === 0) return undefined;
  return {
    cause: `${names.length} names are stamped later than now, the first: ${names[0] ?? ''}`,
    command: 'ops-loop metrics',
    severity: 'warn',
  };
}

/** Nothing above explains it. */
function stale(scene: TriageScene): Cause | undefined {
  const { state, maxAgeMs } = scene;
  const ageMs = tickAgeMs(state);
  if (!state.supervisor.isAlive || ageMs === null || ageMs <= maxAgeMs) return undefined;
  const isExplained = [hung, interval, failing].some((find) => find(scene) !== undefined);
  if (isExplained) return undefined;
  const since = describeSpan(ageMs);
  return { cause: `no tick has completed for ${since}`, command: 'ops-loop supervise status' };
}

/** Rows of the first symptom, the plainest cause first. */
export const TICK_ROWS: readonly TriageRow[] = [
  row('out_dir_missing', outDir),
  row('permissions', permissions),
  row('service_state', serviceState),
  row('not_armed', notArmed),
  row('mode', mode),
  row('not_running', notRunning),
  row('hung_tick', hung),
  row('grace', grace),
  row('interval', interval),
  row('failing_ticks', failing),
  row('ticks_stale', stale),
  row('future_stamps', future),
];
