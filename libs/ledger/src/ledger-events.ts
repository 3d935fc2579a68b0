import type { Diagnostic } from '@assay/core';
import type { DirectiveState, RunOutcome, RunState } from '@assay/state-machines';

/** A file that a stage committed: its final path below the workspace, size and digest. */
export interface ArtifactRecord {
  /** Relative to the workspace, `/` separated: `runs/<RUN_ID>/artifacts/raw/results_tradelevel.csv`. */
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** A file read as an input, as it lay on disk when inputs were bound; makes drift checks cheap. */
export interface SourceFile {
  /** Relative to the workspace when below it, absolute otherwise. */
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
  /** What it is an input of: directive, strategy, indicator, data, spec, engine, compute. */
  readonly kind: string;
}

/** A run as it is created when inputs are bound. */
export interface BoundRun {
  readonly symbol: string;
  readonly run_id: string;
  readonly run_key: string;
  /** Every hash that the run key covers, by name. */
  readonly inputs: Readonly<Record<string, string>>;
  /** Copies of its inputs that the capsule keeps from this moment on. */
  readonly artifacts?: readonly ArtifactRecord[];
}

/** A rename below the workspace that a commit recorded and that is then carried out. */
export interface FileMove {
  /** Both relative to the workspace; a file or a whole folder. */
  readonly from: string;
  readonly to: string;
}

/** Names one row of the master sheet. */
export interface RowName {
  readonly directive_id: string;
  readonly symbol: string;
  readonly run_id: string;
  readonly row: number;
}

/** A row that was retired, with what it was before. */
export type RetiredRow = RowName & { readonly from: 'current' | 'superseded' };

export type MasterRowValue = string | number | boolean | null;

/**
 * Everything that can happen. The projection tables (directives, attempts, runs, artifacts,
 * master rows, portfolio rows, trials, promotions) are a fold over these, done by one function, so that the database
 * can be rebuilt from the log. `subject` of an event is the directive id, except where stated.
 */
export type LedgerEvent =
  /** First sight of a directive: INITIALIZED, attempt 1. */
  | { type: 'DIRECTIVE_ADMITTED'; directive_id: string }
  /** A gate or stage 0 said no; nothing else changes. */
  | {
      type: 'DIRECTIVE_BLOCKED';
      directive_id: string;
      token: string;
      diagnostics: readonly Diagnostic[];
    }
  /** Inputs hashed and runs created at IDLE, in the live attempt. */
  | {
      type: 'INPUTS_BOUND';
      directive_id: string;
      attempt: number;
      /** What its trials are counted by; absent in logs of before trials were counted. */
      family?: string;
      inputs: Readonly<Record<string, string>>;
      sources: readonly SourceFile[];
      runs: readonly BoundRun[];
    }
  /** The same before semantic validity: earlier runs of the attempt are archived, the state is kept. */
  | {
      type: 'INPUTS_REBOUND';
      directive_id: string;
      attempt: number;
      family?: string;
      changed: readonly string[];
      inputs: Readonly<Record<string, string>>;
      sources: readonly SourceFile[];
      runs: readonly BoundRun[];
    }
  | {
      type: 'DIRECTIVE_ADVANCED';
      directive_id: string;
      attempt: number;
      from: DirectiveState;
      to: DirectiveState;
    }
  | {
      type: 'DIRECTIVE_FAILED';
      directive_id: string;
      attempt: number;
      from: DirectiveState;
      diagnostics: readonly Diagnostic[];
    }
  | {
      type: 'RUN_ADVANCED';
      directive_id: string;
      attempt: number;
      symbol: string;
      run_id: string;
      from: RunState;
      to: RunState;
      outcome?: RunOutcome;
      trades?: number;
      net_pnl?: number;
      /** Artifacts that this step committed. */
      artifacts?: readonly ArtifactRecord[];
      /** Stage 3: the row of the master sheet, column → value. */
      master_row?: Readonly<Record<string, MasterRowValue>>;
    }
  | {
      type: 'RUN_FAILED';
      directive_id: string;
      attempt: number;
      symbol: string;
      run_id: string;
      from: RunState;
      diagnostics: readonly Diagnostic[];
    }
  /** Stage 4: the portfolio's files and row. */
  | {
      type: 'PORTFOLIO_SEALED';
      directive_id: string;
      attempt: number;
      artifacts: readonly ArtifactRecord[];
      portfolio_row: Readonly<Record<string, MasterRowValue>>;
    }
  /**
   * The only way back. `archived_runs` leave the live set; for a full reset (`to` INITIALIZED) the
   * attempt number grows and current master and portfolio rows become superseded.
   * `recreated_runs` (failed-only) start anew at PREFLIGHT_COMPLETE_SEMANTICALLY_VALID.
   */
  | {
      type: 'DIRECTIVE_RESET';
      directive_id: string;
      from: DirectiveState;
      to: DirectiveState;
      reason: string;
      attempt: number;
      new_attempt: number;
      archived_runs: readonly { run_id: string; symbol: string; state: RunState }[];
      recreated_runs: readonly BoundRun[];
    }
  /** A complete directive is put under watch; it stays as it is until it is taken off. */
  | { type: 'DIRECTIVE_PROMOTED'; directive_id: string; attempt: number; reason: string }
  /** The watch ends. */
  | { type: 'DIRECTIVE_DEMOTED'; directive_id: string; attempt: number; reason: string }
  /** Changes nothing; a record that somebody asked for what the table forbids. */
  | {
      type: 'ILLEGAL_TRANSITION_ATTEMPT';
      directive_id: string;
      run_id?: string;
      from: string;
      to: string;
      allowed: readonly string[];
    }
  /** V-5: a state was ahead of the one that was asked for. */
  | {
      type: 'STATE_VERIFIED_AHEAD';
      directive_id: string;
      run_id?: string;
      expected: string;
      actual: string;
    }
  /** The lock of a dead process was taken over. Subject: the workspace. */
  | { type: 'LOCK_TAKEN_OVER'; holder: string }
  /**
   * A row leaves the sheet: withdrawn by somebody, or its capsule is gone; then the portfolios of its
   * attempt are incomplete.
   */
  | ({ type: 'ROW_RETIRED'; sweep: string; reason: string; artifacts_gone: boolean } & RetiredRow)
  /** A retirement is taken back; `to` is superseded where the sheet has a newer row meanwhile. */
  | ({ type: 'ROW_REINSTATED'; sweep: string } & RowName & { to: 'current' | 'superseded' })
  /** What one sweep moved aside, retired and rebuilt. Subject: the workspace. */
  | {
      type: 'SWEEP_APPLIED';
      sweep: string;
      plan_hash: string;
      reason: string;
      moved: readonly FileMove[];
      retired: readonly RetiredRow[];
      /** Views that were made again, by path. */
      rebuilt: readonly string[];
    }
  /** A sweep was taken back. Subject: the workspace. */
  | { type: 'SWEEP_UNDONE'; sweep: string; moved: readonly FileMove[] }
  /** Quarantined files were deleted for good. Subject: the workspace. */
  | { type: 'QUARANTINE_PURGED'; sweeps: readonly string[] }
  /**
   * The database was made anew, from its readable log or from capsules alone; `lost` names what the
   * source could not tell. Subject: the workspace.
   */
  | {
      type: 'LEDGER_REBUILT';
      source: 'events' | 'capsules';
      quarantined: readonly string[];
      lost: readonly string[];
    }
  /** Start-up rolled staged files forward or discarded uncommitted staging. Subject: the workspace. */
  | { type: 'RECOVERED'; rolled_forward: readonly string[]; discarded: readonly string[] };

export type LedgerEventType = LedgerEvent['type'];
