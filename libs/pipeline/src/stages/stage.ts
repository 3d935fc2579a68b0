import type { Diagnostic } from '@assay/core';
import type { DirectiveModel } from '@assay/directive';
import type { MasterRowValue, RunRecord } from '@assay/ledger';
import type { DirectiveState, RunOutcome, RunState } from '@assay/state-machines';
import type { DirectiveFile } from '../inputs/directive-files.js';
import type { Scope, SymbolScope } from '../inputs/scope.js';
import type { SeriesStore } from '../inputs/series-store.js';
import type { Session } from '../session.js';

/** A directive on its way through the stages. */
export interface DirectiveContext {
  readonly session: Session;
  readonly file: DirectiveFile;
  readonly model: DirectiveModel;
  readonly series: SeriesStore;
  /** Resolved once, when the first stage needs it. */
  readonly scope: () => Scope;
  /** Tells a warning or note to whoever asked for the run; findings that stop it are thrown. */
  readonly tell: (found: Diagnostic) => void;
  /** What was told so far. */
  readonly told: readonly Diagnostic[];
}

/** A run on its way through the stages; `run` was read just before. */
export interface RunContext {
  readonly session: Session;
  readonly directive: DirectiveContext;
  readonly run: RunRecord;
  readonly symbol: SymbolScope;
}

/** A file that a stage wrote to staging, with the place it goes to after the commit. */
export interface StagedFile {
  /** Relative to the workspace. */
  readonly staged: string;
  /** Relative to the workspace. */
  readonly target: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** What a run stage hands to the commit. */
export interface RunStep {
  readonly files: readonly StagedFile[];
  readonly outcome?: RunOutcome;
  readonly trades?: number;
  readonly netPnl?: number;
  /** Bars that were computed; for progress only. */
  readonly bars?: number;
  readonly masterRow?: Readonly<Record<string, MasterRowValue>>;
}

interface StageRow {
  /** Stage id as documents and messages spell it. */
  readonly id: '0' | '0.5' | '0.75' | '1' | '2' | '3' | '3A' | '4';
  readonly name: string;
  /** What must hold before the state may advance, in one phrase. */
  readonly gate: string;
  /** What the stage leaves behind, relative to the workspace; `<…>` is filled in. */
  readonly artifacts: readonly string[];
}

/** A stage of the whole directive; it commits its own transition. */
export interface DirectiveStage extends StageRow {
  readonly scope: 'directive';
  readonly directiveFrom: DirectiveState;
  readonly directiveTo: DirectiveState;
  /** Transition of every run in the same commit; null when runs keep their state. */
  readonly runFrom: RunState | null;
  readonly runTo: RunState | null;
  readonly perform: (context: DirectiveContext) => Promise<void>;
}

/** A stage of one run; the orchestrator commits what it returns. */
export interface RunStage extends StageRow {
  readonly scope: 'run';
  readonly runFrom: RunState;
  /** States reached by one commit, in order; empty for an entry gate without a state of its own. */
  readonly runTo: readonly RunState[];
  readonly perform: (context: RunContext) => Promise<RunStep>;
}

export type Stage = DirectiveStage | RunStage;
