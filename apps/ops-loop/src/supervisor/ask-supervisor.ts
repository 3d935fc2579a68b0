import type { OpsContext } from '../context.js';
import { parseRunState } from '../records/read-run.js';
import type { RunPhase, RunState } from '../records/run-state.js';
import { askSocket, type Question, type Reply } from './control-socket.js';
import { socketPlace } from './socket-place.js';

/** How long a living supervisor may take to answer; it never computes, so it answers at once. */
const ANSWER_MS = 1_000;

/** A supervisor that answered. */
export interface LiveSupervisor {
  readonly running: true;
  readonly pid: number;
  /** Name of its run folder. */
  readonly run: string;
  readonly phase: RunPhase;
  readonly state: RunState;
}

/** Nobody that answers. */
export interface NoSupervisor {
  readonly running: false;
  readonly why: string;
  /** Something listens without an answer: it hangs or was halted, and still holds its place. */
  readonly isHeld: boolean;
}

function readReply(reply: Reply): LiveSupervisor | NoSupervisor {
  if (reply.kind === 'nobody') {
    const why = reply.why === 'stale' ? 'its process is gone' : 'nobody listens';
    return { running: false, why, isHeld: false };
  }
  if (reply.kind === 'silent') return { running: false, why: reply.why, isHeld: true };
  const { value } = reply;
  if (typeof value === 'object' && value !== null && 'run' in value && 'state' in value) {
    const state = parseRunState(value.state);
    if (state && typeof value.run === 'string') {
      return { running: true, pid: state.pid, run: value.run, phase: state.phase, state };
    }
  }
  return { running: false, why: 'it answers in a form that is not known', isHeld: true };
}

/**
 * Asks the supervisor of this workspace how it is, over its socket: the only proof that it lives. A few
 * milliseconds; one second when something listens without answering.
 */
export async function askSupervisor(
  { places }: Pick<OpsContext, 'places'>,
  question: Question = 'status',
): Promise<LiveSupervisor | NoSupervisor> {
  return readReply(await askSocket(socketPlace(places).path, question, ANSWER_MS));
}
