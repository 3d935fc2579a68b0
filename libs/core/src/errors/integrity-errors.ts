import type { ErrorTable } from './error-entry.js';

/** What the sweep finds between ledger and folders, and why it refuses. */
export const INTEGRITY_ERRORS = {
  INTEGRITY_FINDINGS: {
    exit: 'blocked',
    cause: 'Ledger and folders differ; nothing was changed.',
    remedy: 'Read outputs/logs/integrity_report.md, then integrity-sweep --fix.',
  },
  ORPHANED_ROW: {
    exit: 'blocked',
    cause: 'The capsule of a row in the ledger is gone.',
    remedy: 'Restore runs/<RUN_ID> from a backup, or integrity-sweep --fix to retire the row.',
  },
  ZOMBIE_RUN: {
    exit: 'blocked',
    cause: 'A folder in runs/ has the name of a run that the ledger does not know.',
    remedy: 'integrity-sweep --fix moves it to quarantine.',
  },
  IDENTITY_MISMATCH: {
    exit: 'blocked',
    cause: 'A folder in backtests/ says that it shows another run than the ledger.',
    remedy: 'integrity-sweep --fix shows the run of the ledger and keeps the other in quarantine.',
  },
  COPY_ALTERED: {
    exit: 'integrity',
    cause: 'A copy under backtests/ has other bytes than the artifact that it shows.',
    remedy: 'integrity-sweep --fix shows the artifact again and keeps the copy in quarantine.',
  },
  LEFTOVER: {
    exit: 'blocked',
    cause: 'A file is left of work that nobody committed, or of a state long gone.',
    remedy: 'integrity-sweep --fix moves it to quarantine.',
  },
  PORTFOLIO_INCOMPLETE: {
    exit: 'success',
    cause:
      'A sealed portfolio stands on a run whose capsule is gone and whose row was retired (warning).',
    remedy: 'reset-directive <ID> --reason "…" and run it again to have whole evidence.',
  },
  SWEEP_PLAN_CHANGED: {
    exit: 'blocked',
    cause: 'The plan is no longer the one that was asked for: the world has changed.',
    remedy: 'Run integrity-sweep again, read the new plan, then --fix.',
  },
  SWEEP_NOT_FOUND: {
    exit: 'usage',
    cause: 'The ledger knows no such sweep that could be undone.',
    remedy: 'Name one of the sweeps shown.',
  },
  UNDO_BLOCKED: {
    exit: 'blocked',
    cause:
      'What a sweep moved cannot go back: its place is taken, or it is no longer in quarantine.',
    remedy: 'Move away what stands in the way and undo again.',
  },
  RETIRE_REFUSED: {
    exit: 'blocked',
    cause: 'The directive has no row to retire, or is still on its way.',
    remedy: 'Finish it with run-pipeline, or reset-directive <ID> --reason "…".',
  },
  REBUILD_REFUSED: {
    exit: 'integrity',
    cause: 'The ledger cannot be made anew from what is left without losing what is known.',
    remedy: 'Restore .assay from a backup; --accept-loss rebuilds from what is left.',
  },
} as const satisfies ErrorTable;
