import type { ErrorTable } from './error-entry.js';

/** Errors of gates, states and the ledger. */
export const PIPELINE_ERRORS = {
  STRATEGY_ALREADY_LISTED: {
    exit: 'blocked',
    cause: 'The master sheet has a current row of this name that the live attempt did not write.',
    remedy: 'reset-directive <ID> --reason "…", or integrity-sweep retire <ID> --reason "…".',
  },
  ZOMBIE_ARTIFACT: {
    exit: 'blocked',
    cause: 'A folder in backtests/ belongs to no row and no live attempt.',
    remedy: 'Run integrity-sweep --fix, or move the folder away.',
  },
  ENGINE_VERSION_UNKNOWN: {
    exit: 'integrity',
    cause: 'The engine version that the directive pins does not exist.',
    remedy: 'Pin an existing version or remove the pin.',
  },
  ENGINE_MANIFEST_MISMATCH: {
    exit: 'integrity',
    cause: 'The engine that would execute is not the one its manifest describes.',
    remedy: 'Build again, or run generate-engine-manifest after a reviewed change.',
  },
  ENGINE_MANIFEST_MISSING: {
    exit: 'integrity',
    cause: 'The engine version has no manifest.',
    remedy: 'Run generate-engine-manifest.',
  },
  ENGINE_RELEASED: {
    exit: 'integrity',
    cause: 'The manifest of a released engine version would change.',
    remedy: 'Undo the change, or start a new version folder.',
  },
  NOT_BUILT: {
    exit: 'usage',
    cause: 'A built file of the tool is missing.',
    remedy: 'npm run build',
  },
  ILLEGAL_TRANSITION: {
    exit: 'blocked',
    cause: 'A state change that the table does not allow was asked for; nothing was changed.',
    remedy: 'Use reset-directive to go back.',
  },
  DIRECTIVE_FAILED: {
    exit: 'blocked',
    cause: 'The directive is FAILED and stays so until it is reset.',
    remedy: 'reset-directive <ID> --reason "…" [--failed-only], or --force --reason "…".',
  },
  STATE_INCONSISTENT: {
    exit: 'integrity',
    cause: 'The recorded states of a directive and its runs contradict each other.',
    remedy: 'Run integrity-sweep verify; a full reset with a reason starts a new attempt.',
  },
  INPUT_DRIFT: {
    exit: 'blocked',
    cause: 'An input changed after it was bound.',
    remedy: 'Restore the input, or reset the directive to start an attempt on the new inputs.',
  },
  RUN_FAILED: {
    exit: 'blocked',
    cause: 'At least one run of the directive failed.',
    remedy: 'See the failing run; when its cause is gone, reset-directive <ID> --reason "…".',
  },
  NO_TRADES: {
    exit: 'success',
    cause: 'A run is complete, and no order became a trade (note).',
    remedy: 'See the reasons shown; correct sizing, stops, limits or the conditions of the entry.',
  },
  RUN_ID_COLLISION: {
    exit: 'integrity',
    cause: 'Two different run keys share one run id.',
    remedy: 'Report this; it must not happen in practice.',
  },
  NON_DETERMINISTIC_RUN: {
    exit: 'integrity',
    cause: 'A run executed again wrote other bytes than before from the same inputs.',
    remedy: 'Report this with both artifacts; the earlier evidence is kept.',
  },
  ARTIFACT_MISSING: {
    exit: 'integrity',
    cause: 'A committed artifact is gone.',
    remedy: 'Restore runs/<RUN_ID> from a backup, or reset the directive.',
  },
  ARTIFACT_HASH_MISMATCH: {
    exit: 'integrity',
    cause: 'A committed artifact has other bytes than recorded.',
    remedy: 'Restore runs/<RUN_ID> from a backup, or reset the directive.',
  },
  MANIFEST_MISSING: {
    exit: 'integrity',
    cause: 'A capsule has no manifest.',
    remedy: 'Restore runs/<RUN_ID> from a backup, or reset the directive.',
  },
  MANIFEST_KEY_MISMATCH: {
    exit: 'integrity',
    cause: 'A manifest names other files or another run than the ledger.',
    remedy: 'Restore runs/<RUN_ID> from a backup, or reset the directive.',
  },
  SNAPSHOT_MISSING: {
    exit: 'integrity',
    cause: 'A capsule has no snapshot of its strategy.',
    remedy: 'Restore runs/<RUN_ID> from a backup, or reset the directive.',
  },
  STRATEGY_SOURCE_MISSING: {
    exit: 'blocked',
    cause: 'The strategy file of a bound run is gone.',
    remedy: 'Restore strategies/<Strategy>/strategy.ts.',
  },
  SNAPSHOT_HASH_MISMATCH: {
    exit: 'integrity',
    cause: 'The snapshot of a strategy has other bytes than recorded.',
    remedy: 'Restore runs/<RUN_ID> from a backup, or reset the directive.',
  },
  INDEXING_FAILED: {
    exit: 'blocked',
    cause: 'A run passed but its row could not be committed; its artifacts were kept.',
    remedy: 'See .assay/failed, repair the cause, then reset-directive <ID> --failed-only.',
  },
  INDEX_CONFLICT: {
    exit: 'blocked',
    cause:
      'The master sheet already has a current row of this run, or of this directive and symbol.',
    remedy: 'reset-directive <ID> --reason "…", so that the older row is superseded.',
  },
  PORTFOLIO_ROW_CONFLICT: {
    exit: 'integrity',
    cause: 'The portfolio row of this id exists with other content.',
    remedy: 'Reset the directive so that the older row is superseded.',
  },
  LEDGER_CHAIN_BROKEN: {
    exit: 'integrity',
    cause: 'The event log was altered: a hash does not follow from its predecessor.',
    remedy: 'Stop, keep a copy, and compare with .assay/events.ndjson and the bindings.',
  },
  LEDGER_UNREADABLE: {
    exit: 'integrity',
    cause: 'The ledger cannot be opened or is of a newer schema.',
    remedy: 'Use the tool version that wrote it, or restore .assay/assay.db.',
  },
  VIEW_STALE: {
    exit: 'success',
    cause: 'A view could not be refreshed (warning); the ledger holds the result.',
    remedy: 'Close the file; the next command refreshes it.',
  },
  POLICY_CHANGED: {
    exit: 'success',
    cause:
      'The policy is not the one that the sealed portfolio was judged by (note); nothing was done.',
    remedy: 'reset-directive <ID> --reason "…" and run it again, or leave the policy as it was.',
  },
  VIEW_DRIFT: {
    exit: 'success',
    cause: 'A view contradicted the ledger (warning) and was rebuilt.',
    remedy: 'Do not edit views; use commands.',
  },
} as const satisfies ErrorTable;
