import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEvents } from './checks/event-log.js';
import { countLitter, readLog, readState } from './checks/workspace-state.js';
import type { KillPlan, KillPoint } from './kill-point.js';
import type { Problem } from './problem.js';
import type { Command, Places } from './processes.js';
import { RecoveryTrial } from './recovery-trial.js';
import type { Reference } from './references.js';
import { describeStep, parseTrace } from './trace.js';
import { makeTrialFolder } from './trial-folder.js';

/** What became of a workspace in which a process was killed. */
export interface KillResult {
  /** Processes that the kills really ended, 0 to 2: some were done before. */
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
  { first, second }: KillPlan,
  path: string,
): Promise<KillResult> {
  const folder = makeTrialFolder(path, template);
  const trial = new RecoveryTrial(places, reference, folder);
  const { scenario } = reference;
  const seq = parseEvents(readLog(folder.workspace)).length;
  let struck = await kill(trial, scenario.command, first, join(path, 'trace.txt'));
  if (second) struck += await kill(trial, scenario.next, second, join(path, 'second-trace.txt'));
  await recover(trial, reference, seq);
  await trial.checkRecovered();
  return {
    struck,
    place: placeOf(join(path, 'trace.txt')),
    problems: trial.problems,
    litter: countLitter(readState(folder.workspace).tree),
  };
}

/** 1 when the kill ended the process, 0 when the process was done before. */
async function kill(
  trial: RecoveryTrial,
  command: Command,
  point: KillPoint,
  trace: string,
): Promise<0 | 1> {
  const ended = await trial.run(command, {
    kill: point,
    ...(point.kind === 'step' && { trace }),
  });
  // A signal that can be caught may come before there is somebody to catch it.
  if (ended.signal !== null) return 1;
  const isInterrupted = ended.exit === 130;
  trial.judge(command, ended, isInterrupted ? 130 : 0, isInterrupted ? ['INTERRUPTED'] : []);
  return isInterrupted ? 1 : 0;
}

/** The plain command; and where nothing had happened yet, the killed command once more. */
async function recover(trial: RecoveryTrial, { scenario }: Reference, seq: number): Promise<void> {
  const { command, next, committedBy, unlessCommitted = [] } = scenario;
  const ended = await trial.run(next);
  const events = parseEvents(readLog(trial.folder.workspace)).slice(seq);
  const isUndone = committedBy !== undefined && !events.some(({ type }) => type === committedBy);
  const codes = isUndone ? unlessCommitted : [];
  trial.judge(next, ended, codes.length > 0 ? 1 : 0, codes);
  if (!isUndone) return;
  await trial.plain(command);
  await trial.plain(next);
}

function placeOf(trace: string): string | undefined {
  if (!existsSync(trace)) return undefined;
  const step = parseTrace(readFileSync(trace, 'utf8')).find(({ isKilled }) => isKilled);
  return step && describeStep(step);
}
