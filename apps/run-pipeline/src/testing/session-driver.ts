import { isAssayError, type Clock, type Diagnostic } from '@assay/core';
import {
  runBatch,
  selectDirectives,
  toolchainAt,
  withReader,
  withSession,
  type BatchReport,
  type ProgressEvent,
  type Reader,
  type RunOptions,
  type Session,
} from '@assay/pipeline';
import { REPOSITORY } from './spawn-tool.js';

/** A clock that moves on by a second each time it is asked: no two events at one instant. */
export function steppingClock(startMs = Date.UTC(2026, 0, 2)): Clock {
  let now = startMs;
  return { now: () => (now += 1000) };
}

/** What a driven session did. */
export interface Driven<T> {
  /** Undefined when the session was interrupted. */
  readonly result: T | undefined;
  readonly progress: readonly ProgressEvent[];
  readonly warnings: readonly Diagnostic[];
}

/** How a session is driven. */
export interface Drive {
  readonly jobs?: number;
  /** Interrupts the session as soon as it is true of an event: what was committed stays. */
  readonly until?: (event: ProgressEvent) => boolean;
}

/** Opens a session in this process, with the built worker threads, and does the work. */
export async function inSession<T>(
  folder: string,
  work: (session: Session) => Promise<T>,
  drive: Drive = {},
): Promise<Driven<T>> {
  const abort = new AbortController();
  const progress: ProgressEvent[] = [];
  const warnings: Diagnostic[] = [];
  const driven = withSession(
    {
      workspaceFlag: folder,
      cwd: folder,
      command: 'test',
      actor: 'tester',
      clock: steppingClock(),
      toolchain: toolchainAt(REPOSITORY),
      jobs: drive.jobs ?? 2,
      signal: abort.signal,
      waitMs: 0,
      progress: (event) => {
        progress.push(event);
        if (drive.until?.(event)) abort.abort();
      },
      say: () => undefined,
      report: (found) => warnings.push(found),
    },
    work,
  );
  try {
    return { result: await driven, progress, warnings };
  } catch (error) {
    if (isAssayError(error) && error.code === 'INTERRUPTED') {
      return { result: undefined, progress, warnings };
    }
    throw error;
  }
}

/** Runs directives in this process as `run-pipeline` would. */
export function drive(
  folder: string,
  how: Drive & Partial<RunOptions> & { readonly directives?: readonly string[] } = {},
): Promise<Driven<BatchReport>> {
  const { directives, jobs, until, ...options } = how;
  return inSession(
    folder,
    (session) =>
      runBatch(session, selectDirectives(session, directives ?? [], directives === undefined), {
        provisionOnly: false,
        failFast: false,
        ...options,
      }),
    { ...(jobs === undefined ? {} : { jobs }), ...(until === undefined ? {} : { until }) },
  );
}

/** A reader of a workspace in which something was run. */
type OpenReader = Reader & { readonly ledger: NonNullable<Reader['ledger']> };

/** Reads a workspace as it stands. */
export function look<T>(folder: string, see: (reader: OpenReader) => T): Promise<T> {
  return withReader({ workspaceFlag: folder, cwd: folder, clock: steppingClock() }, (reader) => {
    const { ledger } = reader;
    if (!ledger) throw new Error(`${folder} has no ledger`);
    return see({ ...reader, ledger });
  });
}

/** State of a directive and of its runs by symbol. */
export function statesOf(folder: string, id = 'Cross') {
  return look(folder, ({ ledger }) => ({
    directive: ledger.directive(id)?.state,
    attempt: ledger.directive(id)?.attempt,
    runs: Object.fromEntries(ledger.runs(id).map((run) => [run.symbol, run.state])),
  }));
}
