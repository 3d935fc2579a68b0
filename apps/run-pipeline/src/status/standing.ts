import { basename } from 'node:path';
import { describeError, formatPlace, type Diagnostic, type ErrorCode } from '@assay/core';
import type { DirectiveRecord, RunRecord } from '@assay/ledger';

/** Where a directive stands, seen by who has to do something about it. */
export type Standing =
  | 'waiting' // in active/, never run
  | 'blocked' // a gate said no; nothing has failed
  | 'at_work' // somebody holds the workspace, and it is on its way
  | 'interrupted' // on its way, and nobody works on it
  | 'failed' // stays so until it is reset
  | 'incomplete' // complete once, and a sweep has found a capsule gone
  | 'complete';

/** Why a directive does not go on. */
export interface Cause {
  readonly code: ErrorCode;
  readonly message: string;
  /** The run whose it is; null for the directive's own. */
  readonly symbol: string | null;
  readonly found: string | null;
  /** `Cross.txt:6:3`; null when no file is to blame. */
  readonly place: string | null;
  readonly next: string;
}

/** What is known of a directive. */
export interface Known {
  readonly id: string;
  /** Absent as long as no gate let it in. */
  readonly record: DirectiveRecord | undefined;
  readonly runs: readonly RunRecord[];
  /** What the file itself is wrong about. */
  readonly parsing: readonly Diagnostic[];
  /** What a gate said last, when nothing has happened since. */
  readonly blocked: readonly Diagnostic[];
  /** Runs of the sealed portfolio whose capsules are gone. */
  readonly missing: readonly string[];
  /** Somebody writes to the workspace now. */
  readonly isHeld: boolean;
}

/** Where it stands, why, and what to do. */
export interface Stand {
  readonly standing: Standing;
  readonly causes: readonly Cause[];
  readonly next: string;
}

/** The stage that comes next by the directive's state, as in the table of stages. */
export const NEXT_STAGE = {
  INITIALIZED: '0',
  PREFLIGHT_COMPLETE: '0.5',
  PREFLIGHT_COMPLETE_SEMANTICALLY_VALID: '0.75 to 3A',
  SYMBOL_RUNS_COMPLETE: '4',
  PORTFOLIO_COMPLETE: null,
  FAILED: null,
} as const satisfies Record<DirectiveRecord['state'], string | null>;

function causeOf(found: Diagnostic, symbol: string | null): Cause {
  const { code, message, next, place } = found;
  return {
    code,
    message,
    symbol,
    found: found.found ?? null,
    place: place ? formatPlace({ ...place, file: basename(place.file) }) : null,
    next: next ?? describeError(code).remedy,
  };
}

function causesOf(found: readonly Diagnostic[]): readonly Cause[] {
  return found.filter(({ severity }) => severity === 'error').map((one) => causeOf(one, null));
}

/** Failed runs first: the directive's own finding only says that they failed. */
function failure({ id, record, runs }: Known): Stand {
  const failed = runs.filter(({ state }) => state === 'FAILED');
  const own = (record?.diagnostics ?? []).map((found) => causeOf(found, null));
  const causes = [
    ...failed.flatMap((run) => run.diagnostics.map((found) => causeOf(found, run.symbol))),
    ...own,
  ];
  const told = own.find(({ next }) => next.includes('reset-directive'))?.next;
  return { standing: 'failed', causes, next: told ?? `reset-directive ${id} --reason "…"` };
}

function lost({ id, missing }: Known): Stand {
  const causes = missing.map((runId): Cause => ({
    code: 'ORPHANED_ROW',
    message: `the capsule of run ${runId} is gone`,
    symbol: null,
    found: null,
    place: null,
    next: describeError('ORPHANED_ROW').remedy,
  }));
  return { standing: 'incomplete', causes, next: `reset-directive ${id} --reason "…"` };
}

/** Says where a directive stands, why it does not go on, and what to do next. */
export function standingOf(known: Known): Stand {
  const { id, record, parsing, blocked, missing, isHeld } = known;
  if (record?.state === 'FAILED') return failure(known);
  if (record?.state === 'PORTFOLIO_COMPLETE') {
    if (missing.length > 0) return lost(known);
    return { standing: 'complete', causes: [], next: `run-pipeline compare ${id} …, or promote` };
  }
  const run = `run-pipeline ${id}`;
  const wrong = causesOf([...parsing, ...blocked]);
  const first = wrong[0];
  if (first) return { standing: 'blocked', causes: wrong, next: `${first.next} Then: ${run}` };
  const isBound = record !== undefined && record.state !== 'INITIALIZED';
  if (!isBound) return { standing: 'waiting', causes: [], next: run };
  return isHeld
    ? { standing: 'at_work', causes: [], next: 'Wait: somebody works on it.' }
    : { standing: 'interrupted', causes: [], next: `${run} goes on where it stopped.` };
}
