import type { Clock, Diagnostic } from '@assay/core';
import { diagnostic, isAssayError } from '@assay/core';
import { auditLedger, openLedger, recover, type LedgerEvent } from '@assay/ledger';
import { acquireLock, findWorkspace, nodeFileStore } from '@assay/workspace';
import { commitEvents } from './commit.js';
import { currentUser } from './current-user.js';
import { isLedgerAsLeft, markAudited } from './ledger-audit.js';
import { createPool } from './sandbox/worker-pool.js';
import type { ProgressEvent, Session } from './session.js';
import type { Toolchain } from './toolchain.js';
import { EventsView } from './views/events-view.js';

/** What a command says about the session it wants. */
export interface SessionRequest {
  readonly workspaceFlag: string | undefined;
  readonly cwd: string;
  /** Shown to those who find the workspace busy. */
  readonly command: string;
  readonly actor: string;
  readonly clock: Clock;
  readonly toolchain: Toolchain;
  readonly jobs: number;
  readonly signal: AbortSignal;
  readonly waitMs: number;
  readonly progress: (event: ProgressEvent) => void;
  readonly say: (line: string) => void;
  readonly report: (found: Diagnostic) => void;
  /**
   * Looks at the workspace as it was found, under the lock and before anything is recovered, caught up
   * or written; takes the place of the audit at the start. What it throws ends the session.
   */
  readonly inspect?: (found: Inspected) => void;
  /** Leave staging that nobody committed: who repairs wants to keep it. Discarded unless stated. */
  readonly keepStaging?: boolean;
}

/** A workspace as it was found. */
export type Inspected = Pick<Session, 'workspace' | 'files' | 'ledger'> & {
  /** By a hint: the database is as a tool left it. */
  readonly isAsLeft: boolean;
};

/**
 * Opens a workspace for writing, recovers what a crash left behind, does the work, and closes
 * whatever happens. Start-up and recovery are this one path.
 */
export async function withSession<T>(
  request: SessionRequest,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const workspace = findWorkspace({ flag: request.workspaceFlag, cwd: request.cwd });
  const lock = await acquireLock({
    paths: workspace.paths,
    command: request.command,
    clock: request.clock,
    waitMs: request.waitMs,
    onWait: (holder) => request.say(`waiting for ${holder}`),
    signal: request.signal,
  });
  try {
    const files = nodeFileStore(workspace.root);
    const asLeft = isLedgerAsLeft(files, workspace);
    const ledger = openLedger({
      path: workspace.paths.database.absolute,
      clock: request.clock,
      actor: request.actor,
      checkLastLink: request.inspect === undefined,
    });
    const memoryMb = workspace.config.strategy_memory_mb;
    const pool = createPool({
      workerFile: request.toolchain.workerFile,
      size: request.jobs,
      memoryMb,
      signal: request.signal,
    });
    const warn: Session['warn'] = (code, message, file) =>
      request.report(diagnostic(code, message, { severity: 'warning', place: { file } }));
    const eventsView = new EventsView({ files, ledger, workspace, warn, clock: request.clock });
    let isSound = false;
    try {
      if (request.inspect) request.inspect({ workspace, files, ledger, isAsLeft: asLeft });
      else if (!asLeft) auditLedger(ledger, workspace.paths.database.absolute);
      eventsView.open();
      isSound = true;
      const session: Session = {
        workspace,
        files,
        ledger,
        eventsView,
        clock: request.clock,
        toolchain: request.toolchain,
        pool,
        jobs: request.jobs,
        signal: request.signal,
        progress: request.progress,
        warn,
      };
      if (lock.takenOver !== undefined) {
        commitEvents(session, [takeOver(lock.takenOver)]);
        request.say(`took over the lock: ${lock.takenOver}`);
      }
      recoverStaged(session, request);
      eventsView.grow();
      return await work(session);
    } finally {
      await pool.close();
      // What was found altered is not vouched for: the next command finds it again.
      if (isSound) eventsView.close();
      ledger.close();
      if (isSound) markAudited(files, workspace);
    }
  } finally {
    lock.release();
  }
}

/** Puts committed files in place and discards the rest; what cannot be made whole is reported. */
function recoverStaged(session: Session, request: SessionRequest): void {
  const { ledger, files, workspace } = session;
  const { rolledForward, discarded, problems } = recover({
    ledger,
    files,
    paths: workspace.paths,
    keepStaging: request.keepStaging ?? false,
  });
  for (const problem of problems) request.report({ ...problem, severity: 'warning' });
  if (rolledForward.length + discarded.length === 0) return;
  request.say(
    `recovered: ${rolledForward.length} committed files put in place, ` +
      `${discarded.length} uncommitted steps discarded`,
  );
}

/** A workspace held for writing files other than results; no ledger is opened. */
export interface Writer {
  readonly workspace: Session['workspace'];
  readonly files: Session['files'];
}

/** Takes the workspace's lock, does the work, gives the lock back. */
export async function withWriter<T>(
  request: Pick<
    SessionRequest,
    'workspaceFlag' | 'cwd' | 'command' | 'clock' | 'signal' | 'waitMs' | 'say'
  >,
  work: (writer: Writer) => Promise<T> | T,
): Promise<T> {
  const workspace = findWorkspace({ flag: request.workspaceFlag, cwd: request.cwd });
  const lock = await acquireLock({
    paths: workspace.paths,
    command: request.command,
    clock: request.clock,
    waitMs: request.waitMs,
    onWait: (holder) => request.say(`waiting for ${holder}`),
    signal: request.signal,
  });
  const files = nodeFileStore(workspace.root);
  try {
    if (lock.takenOver !== undefined) request.say(`took over the lock: ${lock.takenOver}`);
    return await work({ workspace, files });
  } finally {
    // Last, because the work may be to make the ledger anew.
    if (lock.takenOver !== undefined) recordTakeOver(request, workspace, files, lock.takenOver);
    lock.release();
  }
}

function takeOver(holder: string): LedgerEvent {
  return { type: 'LOCK_TAKEN_OVER', holder };
}

/** Where nothing was ever run there is no ledger to record it in, and none is made for it. */
function recordTakeOver(
  { clock, say }: Pick<SessionRequest, 'clock' | 'say'>,
  workspace: Session['workspace'],
  files: Session['files'],
  holder: string,
): void {
  const path = workspace.paths.database.absolute;
  if (!files.exists(path)) return;
  try {
    const ledger = openLedger({ path, clock, actor: currentUser() });
    try {
      ledger.commit({ events: [takeOver(holder)] });
    } finally {
      ledger.close();
    }
  } catch (error) {
    // The command did what it was asked to; that the ledger is unreadable is the next one's to refuse.
    if (!isAssayError(error)) throw error;
    say(`the take-over could not be recorded: ${error.message}`);
  }
}
