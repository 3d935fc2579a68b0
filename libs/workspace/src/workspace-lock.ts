import { closeSync, fstatSync, statSync, writeSync } from 'node:fs';
import { AssayError, formatInstant, type Clock, type ErrorCode } from '@assay/core';
import { nodeFileStore } from './disk-file-store.js';
import {
  claimPath,
  createLockFile,
  readLockFile,
  removeClaims,
  removeLockFile,
  replaceLockFile,
} from './lock-file.js';
import {
  UNREADABLE_STALE_MS,
  describeHolder,
  lockKey,
  lockText,
  parseLockRecord,
  whyGone,
  type LockRecord,
} from './lock-record.js';
import type { WorkspacePaths } from './paths.js';
import { nodeProcessInfo, type ProcessInfo } from './process-info.js';

const HEARTBEAT_EVERY_MS = 5_000;
const POLL_MS = 50;
/** Of locks that are held for milliseconds. */
const PATH_POLL_MS = 5;
/** Nobody ever wakes it: to wait for it is to sleep. */
const STANDSTILL = new Int32Array(new SharedArrayBuffer(4));
/** Changes of holder that one attempt may witness before it gives up as busy. */
const ATTEMPTS_MAX = 64;
let serial = 0;

/** The right to write to a workspace. */
export interface Lock {
  /** Whose lock was taken over and why, when its process was gone. */
  readonly takenOver?: string;
  /** Throws WORKSPACE_BUSY when another process took the lock over (after a long standstill). */
  assertHeld(): void;
  /** Gives the lock back; calling it again does nothing. */
  release(): void;
}

export interface LockRequest {
  readonly paths: WorkspacePaths;
  /** What the holder is doing, shown to those who find the workspace busy. */
  readonly command: string;
  readonly clock: Clock;
  /** How long to wait for a living holder; 0 unless stated. */
  readonly waitMs?: number;
  /** Called once with the holder's description when waiting begins. */
  readonly onWait?: (holder: string) => void;
  readonly signal?: AbortSignal;
  readonly processInfo?: ProcessInfo;
}

/** What a lock at any path is asked for with. */
export interface PathLockRequest extends Pick<LockRequest, 'command' | 'clock' | 'processInfo'> {
  /** Absolute; its folder must exist. */
  readonly path: string;
  /** How long to wait for a living holder; 0 unless stated. The thread stands still meanwhile. */
  readonly waitMs?: number;
  /** The error of a lock that somebody else holds. */
  readonly busyCode: ErrorCode;
}

type Attempt =
  | { readonly kind: 'held'; readonly fd: number; readonly takenOver?: string }
  | { readonly kind: 'busy'; readonly holder: string }
  /** Somebody changed the lock meanwhile. */
  | { readonly kind: 'again' };

/**
 * Takes the workspace's lock. A lock whose process is provably gone is taken over at once; a living
 * holder is waited for, then WORKSPACE_BUSY (exit 5) names it. Of any number of processes that find
 * the same dead lock exactly one gets it.
 */
export async function acquireLock(request: LockRequest): Promise<Lock> {
  const { paths, waitMs = 0, onWait, signal } = request;
  nodeFileStore(paths.root).makeFolder(paths.assayFolder.absolute);
  const taker = new Taker(paths.lock.absolute, request);
  for (let waited = 0; ; waited += POLL_MS) {
    const attempt = taker.attempt();
    if (attempt.kind === 'held') return taker.hold(attempt.fd, attempt.takenOver);
    const holder = attempt.kind === 'busy' ? attempt.holder : 'processes that start and end';
    if (signal?.aborted)
      throw new AssayError('INTERRUPTED', 'interrupted while waiting for the lock');
    if (waited >= waitMs) throw busy(paths.lock.absolute, holder, waitMs);
    if (waited === 0) onWait?.(holder);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

/**
 * Takes a lock of its own at any path, by the same rules, without giving the thread away: for short work
 * that is itself done in one go. `busyCode` is thrown when a living holder keeps it for too long.
 */
export function acquirePathLock(request: PathLockRequest): Lock {
  const { path, waitMs = 0, busyCode } = request;
  const taker = new Taker(path, request);
  for (let waited = 0; ; waited += PATH_POLL_MS) {
    const attempt = taker.attempt();
    if (attempt.kind === 'held') return taker.hold(attempt.fd, attempt.takenOver);
    const holder = attempt.kind === 'busy' ? attempt.holder : 'processes that start and end';
    if (waited >= waitMs) {
      throw new AssayError(busyCode, 'another process holds the lock', {
        place: { file: path },
        found: waitMs > 0 ? `${holder}; waited ${waitMs / 1000} s` : holder,
        expected: 'no other writer',
      });
    }
    Atomics.wait(STANDSTILL, 0, 0, PATH_POLL_MS);
  }
}

function busy(path: string, holder: string, waitMs: number): AssayError {
  return new AssayError('WORKSPACE_BUSY', 'another process holds the workspace', {
    place: { file: path },
    found: waitMs > 0 ? `${holder}; waited ${waitMs / 1000} s` : holder,
    expected: 'no other writer',
  });
}

class Taker {
  readonly #path: string;
  readonly #request: Pick<LockRequest, 'command' | 'clock' | 'processInfo'>;
  readonly #processInfo: ProcessInfo;
  readonly #record: LockRecord;

  constructor(path: string, request: Pick<LockRequest, 'command' | 'clock' | 'processInfo'>) {
    this.#path = path;
    this.#request = request;
    this.#processInfo = request.processInfo ?? nodeProcessInfo();
    this.#record = this.#newRecord();
  }

  #newRecord(): LockRecord {
    serial += 1;
    const now = formatInstant(this.#request.clock.now());
    const { command } = this.#request;
    return { ...this.#processInfo.identity(), command, since: now, serial, heartbeat: now };
  }

  attempt(): Attempt {
    for (let tries = 0; tries < ATTEMPTS_MAX; tries += 1) {
      const fd = createLockFile(this.#path, lockText(this.#record));
      if (fd !== undefined) {
        // Of holders that died while they gave the lock back: no claim speaks of this lock yet.
        removeClaims(this.#path);
        return { kind: 'held', fd };
      }
      const found = readLockFile(this.#path);
      if (!found) continue;
      const gone = this.#goneHolder(found.text, found.modifiedMs);
      if (!gone.gone) return { kind: 'busy', holder: gone.holder };
      const attempt = this.#takeOver(found.text, found.text, `${gone.holder}: ${gone.gone}`);
      if (attempt.kind !== 'again') return attempt;
    }
    return { kind: 'again' };
  }

  #goneHolder(text: string, modifiedMs: number): { holder: string; gone?: string } {
    const record = parseLockRecord(text);
    const now = this.#request.clock.now();
    if (record) {
      const gone = whyGone(record, this.#record, this.#processInfo, now);
      return gone === undefined
        ? { holder: describeHolder(record) }
        : { holder: describeHolder(record), gone };
    }
    const holder = 'an unreadable lock file';
    if (now - modifiedMs <= UNREADABLE_STALE_MS) return { holder };
    return { holder, gone: 'no process writes a lock for that long' };
  }

  /**
   * Replaces a dead lock. The right to do so is a claim file named after the dead lock, which exactly
   * one process can create. Whoever wins a claim looks again: had somebody else finished meanwhile,
   * the lock is no longer the dead one. A claimer that died is succeeded in the same way: `dead` is
   * the lock's text, `predecessor` the text of the lock or of the last dead claimer.
   */
  #takeOver(dead: string, predecessor: string, takenOver: string): Attempt {
    const claim = claimPath(this.#path, lockKey(predecessor));
    const claimFd = createLockFile(claim, lockText(this.#newRecord()));
    if (claimFd === undefined) {
      const other = readLockFile(claim);
      if (!other) return { kind: 'again' };
      const claimer = this.#goneHolder(other.text, other.modifiedMs);
      if (!claimer.gone) return { kind: 'busy', holder: claimer.holder };
      return this.#takeOver(dead, other.text, takenOver);
    }
    closeSync(claimFd);
    if (!this.#isStill(dead)) {
      removeLockFile(claim);
      return { kind: 'again' };
    }
    const fd = replaceLockFile(this.#path, lockText(this.#record));
    removeClaims(this.#path);
    return { kind: 'held', fd, takenOver };
  }

  #isStill(dead: string): boolean {
    const lock = readLockFile(this.#path);
    return lock !== undefined && lockKey(lock.text) === lockKey(dead);
  }

  hold(fd: number, takenOver: string | undefined): Lock {
    const beat = setInterval(() => this.#beat(fd), HEARTBEAT_EVERY_MS);
    beat.unref();
    let held = true;
    return {
      ...(takenOver === undefined ? {} : { takenOver }),
      assertHeld: () => {
        if (held && this.#owns(fd)) return;
        const now = readLockFile(this.#path);
        const record = now && parseLockRecord(now.text);
        throw busy(this.#path, record ? describeHolder(record) : 'the lock is gone', 0);
      },
      release: () => {
        if (!held) return;
        held = false;
        clearInterval(beat);
        this.#release(fd);
        closeSync(fd);
      },
    };
  }

  /** Through the open file: were the lock taken over, the beat would go to a file without a name. */
  #beat(fd: number): void {
    const heartbeat = formatInstant(this.#request.clock.now());
    try {
      writeSync(fd, lockText({ ...this.#record, heartbeat }), 0, 'utf8');
    } catch {
      // The next beat may succeed; a holder on this machine is judged by its process, not by beats.
    }
  }

  #owns(fd: number): boolean {
    const there = statSync(this.#path, { throwIfNoEntry: false });
    const mine = fstatSync(fd);
    return there !== undefined && there.ino === mine.ino && there.dev === mine.dev;
  }

  /** Under a claim of its own, so that a taker who thinks us gone cannot come between look and removal. */
  #release(fd: number): void {
    const claim = claimPath(this.#path, lockKey(lockText(this.#record)));
    const claimFd = createLockFile(claim, lockText(this.#newRecord()));
    if (claimFd === undefined) return;
    closeSync(claimFd);
    if (this.#owns(fd)) removeLockFile(this.#path);
    removeLockFile(claim);
  }
}
