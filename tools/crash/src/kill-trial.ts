import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXIT_CODES } from '@assay/core';
import { parseEvents } from './checks/event-log.js';
import { countLitter, readLog, readState } from './checks/workspace-state.js';
import type { KillPlan, KillPoint } from './kill-point.js';
import type { Problem } from './problem.js';
import type { Command, Ended, Places } from './processes.js';
import { RecoveryTrial } from './recovery-trial.js';
import type { Reference } from './references.js';
import { exitOf } from './scenarios.js';
import { describeStep, parseTrace } from './trace.js';
import { makeTrialFolder } from './trial-folder.js';

/** What became of a workspace in which a process was killed. */
export interface KillResult {
  /** Processes that the kills really ended: some were done before. */
  readonly struck: number;
  /** In front of which step the first process died, when it died at a step. */
  readonly place: string | undefined;
  readonly problems: readonly Problem[];
  /** Half-made files that stayed behind. */
  readonly litter: number;
}

/** Kills a scenario as planned and looks whether the plain command after it makes everything good. */
export async function runKillTrial(
  places: Places,
  reference: Reference,
  template: string,
  { first, again }: KillPlan,
  path: string,
): Promise<KillResult> {
  const folder = makeTrialFolder(path, template);
  const trial = new RecoveryTrial(places, reference, folder);
  const { command, next, says = [] } = reference.scenario;
  const seq = parseEvents(readLog(folder.workspace)).length;
  const killed = await kill(trial, command, first, join(path, 'trace.txt'));
  if (!isStruck(killed)) trial.judge(command, killed, exitOf(says), [...says, ...HURRIED]);
  let struck = Number(isStruck(killed));
  for (const [index, point] of again.entries()) {
    const trace = join(path, `trace-${index + 2}.txt`);
    const ended = await kill(trial, next, point, trace);
    if (isStruck(ended)) struck += 1;
    else judgeNext(trial, reference, seq, ended);
  }
  await recover(trial, reference, seq);
  await trial.checkRecovered();
  return {
    struck,
    place: placeOf(join(path, 'trace.txt')),
    problems: trial.problems,
    litter: countLitter(readState(folder.workspace).tree),
  };
}

/** Who is told to end leaves views to the next command. */
const HURRIED = ['VIEW_STALE'] as const;

/** True when a kill ended the process; false when the process was done before. */
function isStruck({ signal, exit }: Ended): boolean {
  return signal !== null || exit === EXIT_CODES.interrupted;
}

async function kill(
  trial: RecoveryTrial,
  command: Command,
  point: KillPoint,
  trace: string,
): Promise<Ended> {
  const ended = await trial.run(command, {
    kill: point,
    ...(point.kind === 'step' && { trace }),
  });
  // A signal that can be caught may also come before there is somebody to catch it.
  if (ended.exit === EXIT_CODES.interrupted) {
    trial.judge(command, ended, EXIT_CODES.interrupted, ['INTERRUPTED', ...HURRIED]);
  }
  return ended;
}

/** Judges the plain command; true when it came too early, for nothing had happened yet. */
function judgeNext(
  trial: RecoveryTrial,
  { scenario }: Reference,
  seq: number,
  ended: Ended,
): boolean {
  const { next, committedBy, unlessCommitted = [] } = scenario;
  const events = parseEvents(readLog(trial.folder.workspace)).slice(seq);
  const isUndone = committedBy !== undefined && !events.some(({ type }) => type === committedBy);
  const codes = isUndone ? unlessCommitted : [];
  trial.judge(next, ended, exitOf(codes), codes);
  return isUndone;
}

/** The plain command; and where nothing had happened yet, the killed command once more. */
async function recover(trial: RecoveryTrial, reference: Reference, seq: number): Promise<void> {
  const { command, next, says = [] } = reference.scenario;
  if (!judgeNext(trial, reference, seq, await trial.run(next))) return;
  trial.judge(command, await trial.run(command), exitOf(says), says);
  await trial.plain(next);
}

function placeOf(trace: string): string | undefined {
  if (!existsSync(trace)) return undefined;
  const step = parseTrace(readFileSync(trace, 'utf8')).find(({ isKilled }) => isKilled);
  return step && describeStep(step);
}
