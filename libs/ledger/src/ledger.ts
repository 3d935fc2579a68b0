import type { Diagnostic } from '@assay/core';
import type { DirectiveState, RunOutcome, RunState } from '@assay/state-machines';
import type {
  ArtifactRecord,
  FileMove,
  LedgerEvent,
  MasterRowValue,
  SourceFile,
} from './ledger-events.js';
import type { PromotionRecord } from './promotions.js';
import type { TrialRecord } from './trials.js';

/** The newest event: what a binding copies, so that truncation shows. */
export interface ChainHead {
  /** 0 for an empty log. */
  readonly seq: number;
  /** SHA-256 of the last event's bytes; 64 zeros for an empty log. */
  readonly hash: string;
}

/** An event as stored. `body` is its canonical JSON: the bytes that are hashed and chained. */
export interface StoredEvent {
  readonly seq: number;
  readonly at: string;
  readonly actor: string;
  readonly type: LedgerEvent['type'];
  readonly subject: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly prev_hash: string;
  readonly hash: string;
  readonly body: string;
}

export interface StateChange {
  readonly from: string;
  readonly to: string;
  readonly at: string;
}

/** An event in the columns that are stored; everything else stands in the body. */
export interface EventRow {
  readonly seq: number;
  readonly hash: string;
  readonly body: string;
}

export interface DirectiveRecord {
  readonly directive_id: string;
  readonly attempt: number;
  readonly state: DirectiveState;
  /** Hashes of the bound inputs; empty before they are bound. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly sources: readonly SourceFile[];
  /** Why it failed; empty otherwise. */
  readonly diagnostics: readonly Diagnostic[];
  readonly history: readonly StateChange[];
  readonly last_updated: string;
}

/** A run of a directive's live attempt. */
export interface RunRecord {
  readonly directive_id: string;
  readonly attempt: number;
  readonly symbol: string;
  readonly run_id: string;
  readonly run_key: string;
  readonly inputs: Readonly<Record<string, string>>;
  readonly state: RunState;
  readonly outcome: RunOutcome | null;
  readonly trades: number | null;
  readonly net_pnl: number | null;
  readonly diagnostics: readonly Diagnostic[];
  readonly history: readonly StateChange[];
  readonly last_updated: string;
}

export interface MasterRow {
  /** Row number in the sheet: 1-based, in order of insertion. */
  readonly row: number;
  readonly directive_id: string;
  readonly symbol: string;
  readonly run_id: string;
  readonly attempt: number;
  readonly status: 'current' | 'superseded' | 'retired';
  /** Why it was retired; null otherwise. */
  readonly reason: string | null;
  readonly values: Readonly<Record<string, MasterRowValue>>;
}

export interface PortfolioRow {
  readonly directive_id: string;
  readonly attempt: number;
  readonly status: 'current' | 'superseded';
  /** Runs that it stands on and whose capsules are gone: not empty means incomplete. */
  readonly missing: readonly string[];
  readonly values: Readonly<Record<string, MasterRowValue>>;
}

/** A file to be renamed into place after the commit. Paths relative to the workspace. */
export interface Publication {
  readonly staged: string;
  readonly target: string;
  readonly sha256: string;
  readonly bytes: number;
}

/** A digest last committed for a path, and the event that recorded it. */
export type RecordedArtifact = ArtifactRecord & { readonly seq: number };

/** What one transaction records. Before it nothing has happened, after it everything has. */
export interface LedgerChange {
  readonly events: readonly LedgerEvent[];
  readonly publications?: readonly Publication[];
  /** Renames to be carried out after the commit, in this order. */
  readonly moves?: readonly FileMove[];
  /** Targets of publications and moves that are in place: forgotten in the same transaction. */
  readonly confirmed?: readonly string[];
}

/** Tables that can be read row by row, with JSON in text columns. */
export type StoredTable =
  | 'directives'
  | 'attempts'
  | 'runs'
  | 'artifacts'
  | 'master_rows'
  | 'portfolio_rows'
  | 'trials'
  | 'promotions'
  | 'events';

/** The workspace's database. One writer (who holds the lock), any number of readers. */
export interface Ledger {
  head(): ChainHead;
  /** The hash of an event; undefined beyond the head. */
  hashAt(seq: number): string | undefined;
  directives(): readonly DirectiveRecord[];
  directive(directiveId: string): DirectiveRecord | undefined;
  /** Runs of the live attempt in order of binding. */
  runs(directiveId: string): readonly RunRecord[];
  /** Every attempt's record of a run id, oldest first; archived ones too. */
  runHistory(runId: string): readonly RunRecord[];
  /** The key that a run id stands for, if it was ever bound. */
  runKey(runId: string): string | undefined;
  /** Digests last committed for a run id, by any attempt or by one, sorted by path. */
  artifacts(runId: string, attempt?: number): readonly ArtifactRecord[];
  portfolioArtifacts(directiveId: string): readonly ArtifactRecord[];
  /** Every artifact of the workspace, sorted by path, one at a time: there may be very many. */
  recordedArtifacts(): Iterable<RecordedArtifact>;
  /** Sorted by row. `status` current unless stated. */
  masterRows(filter?: {
    readonly status?: MasterRow['status'] | 'all';
    readonly directiveId?: string;
  }): readonly MasterRow[];
  portfolioRows(filter?: {
    readonly directiveId?: string;
    readonly status?: PortfolioRow['status'] | 'all';
  }): readonly PortfolioRow[];
  /** Trials of a family in order of first sight; of all families when none is named. */
  trials(family?: string): readonly TrialRecord[];
  /** Directives that are promoted now, sorted by id. */
  promotions(): readonly PromotionRecord[];
  /** The promotion of a directive; undefined when it is not under watch. */
  promotion(directiveId: string): PromotionRecord | undefined;
  /** Events after `seq`, oldest first; optionally of one subject. */
  events(filter?: {
    readonly afterSeq?: number;
    readonly subject?: string;
    readonly limit?: number;
  }): readonly StoredEvent[];
  /** Every event as stored, oldest first, one at a time: a log may be larger than memory. */
  eventRows(): Iterable<EventRow>;
  /** The canonical JSON of every event, likewise. */
  eventBodies(): Iterable<string>;
  /** The events of one subject, oldest first, one at a time. */
  eventsOf(subject: string): Iterable<StoredEvent>;
  /** Appends events and applies them, in one transaction; durable when it returns. */
  commit(change: LedgerChange): ChainHead;
  /** Publications recorded and not yet confirmed. */
  pendingPublications(): readonly Publication[];
  /** Moves recorded and not yet confirmed, in the order recorded. */
  pendingMoves(): readonly FileMove[];
  /** Forgets publications and moves by their targets. */
  confirmInPlace(targets: readonly string[]): void;
  /** What was last written as a view, and whether it is stale. */
  view(path: string): { readonly sha256: string; readonly stale: boolean } | undefined;
  recordView(path: string, sha256: string, stale: boolean): void;
  staleViews(): readonly string[];
  /**
   * Every row of a table, archived and superseded ones too, in order of insertion or of its key; one at
   * a time, as they are asked for.
   */
  tableRows(table: StoredTable): Iterable<Readonly<Record<string, MasterRowValue>>>;
  /** Recomputes the whole chain; the first bad seq, or undefined. */
  verifyChain(): { readonly seq: number; readonly problem: string } | undefined;
  close(): void;
}
