import { isAssayError } from '@assay/core';
import { acquirePathLock, type Lock } from '@assay/workspace';
import type { OpsContext } from '../context.js';
import { askSupervisor } from './ask-supervisor.js';
import { busyError, heldError } from './busy-error.js';
import {
  askSocket,
  listenControl,
  removeStaleSocket,
  type ControlSocket,
  type Question,
} from './control-socket.js';
import { openSocketFolder, socketPlace } from './socket-place.js';

const TRIES = 30;
const PAUSE_MS = 50;

/** The right to tick in a workspace, for as long as this process lives. */
export interface SupervisorLock {
  /** Whose place was taken over; undefined when the last one had ended well. */
  readonly takenOver: string | undefined;
  /** False once somebody removed the socket. */
  isReachable(): boolean;
  release(): Promise<void>;
}

/** One try for the right to listen; who holds it, in words, while that process lives. */
function tryGuard({ places, clock }: OpsContext): Lock | string {
  try {
    const path = places.supervisorLock;
    return acquirePathLock({ path, command: 'supervise run', clock, busyCode: 'OPS_BUSY' });
  } catch (error) {
    if (isAssayError(error) && error.code === 'OPS_BUSY') {
      return error.diagnostic.found ?? 'a process that starts';
    }
    throw error;
  }
}

/**
 * Takes the supervisor's place. The socket says who is there, and dies with its process; the lock file
 * beside it decides who may put a new socket where a dead one lies, so that of any number of processes
 * that start at once exactly one listens, and it keeps a second one out should somebody remove the
 * socket.
 *
 * @param prepare - Called once the place is ours, before anybody can ask; makes what the socket says.
 * @throws AssayError OPS_BUSY naming who is there.
 */
export async function takeSupervisorLock(
  context: OpsContext,
  prepare: () => (question: Question) => unknown,
): Promise<SupervisorLock> {
  const place = socketPlace(context.places);
  context.files().makeFolder(context.places.supervisor);
  openSocketFolder(place);
  let holder = 'a process that starts';
  for (let tries = 0; tries < TRIES; tries += 1) {
    const asked = await askSupervisor(context);
    if (asked.running) throw busyError(asked);
    if (asked.isHeld) throw heldError(`a supervisor that does not answer: ${asked.why}`);
    const guard = tryGuard(context);
    if (typeof guard !== 'string') return listen(place.path, guard, prepare);
    // A winner that has not got as far as listening answers in a moment.
    holder = guard;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  throw heldError(holder);
}

async function listen(
  path: string,
  guard: Lock,
  prepare: () => (question: Question) => unknown,
): Promise<SupervisorLock> {
  let socket: ControlSocket;
  try {
    // Under the lock whoever lies here is dead; had somebody else listened, they would hold the lock.
    const found = await askSocket(path, 'status', PAUSE_MS);
    if (found.kind !== 'nobody') throw heldError('a process that listens without the lock');
    removeStaleSocket(path);
    socket = await listenControl(path, prepare());
  } catch (error) {
    guard.release();
    throw error;
  }
  return {
    takenOver: guard.takenOver,
    isReachable: () => socket.isReachable(),
    async release() {
      await socket.close();
      guard.release();
    },
  };
}
