import type { ErrorTable } from './error-entry.js';

/** Errors of the ops loop: its guard, its gates, its evidence, its services. */
export const OPS_ERRORS = {
  OPS_SETTING_INVALID: {
    exit: 'usage',
    cause: 'A setting of the ops loop, in the environment or as a flag, has no valid value.',
    remedy: 'Correct the value shown; a wrong value never becomes a default.',
  },
  OPS_MODE_REFUSED: {
    exit: 'refused',
    cause: 'A mode other than shadow and paper was asked for.',
    remedy: 'Use --mode shadow; there is no mode that trades.',
  },
  OPS_PAPER_NOT_ALLOWED: {
    exit: 'refused',
    cause: 'Paper mode was asked for without its second word.',
    remedy: 'Add --allow-paper, or use --mode shadow.',
  },
  OPS_ENVIRONMENT_REFUSED: {
    exit: 'refused',
    cause: 'The environment holds names that look like secrets or like arming something.',
    remedy: 'Start the command without these variables; `ops-loop stop` works all the same.',
  },
  OPS_PATH_REFUSED: {
    exit: 'refused',
    cause: 'A path of the ops loop lies outside of its folder, `out/ops` of the workspace.',
    remedy: 'Name a folder below out/ops, without `..` and without links that lead out.',
  },
  OPS_NOT_ARMED: {
    exit: 'refused',
    cause: 'The supervisor was started without --arm.',
    remedy: 'Add --arm when you mean it.',
  },
  OPS_BUSY: {
    exit: 'busy',
    cause: 'Another process of the ops loop does this already.',
    remedy: 'See `ops-loop supervise status`; wait for it or stop it.',
  },
  OPS_NO_RUN: {
    exit: 'blocked',
    cause: 'No supervisor has ever run in this workspace, or its run folder is gone.',
    remedy: 'Start one: `ops-loop supervise run --arm`.',
  },
  OPS_NOT_RUNNING: {
    exit: 'blocked',
    cause: 'No supervisor is running.',
    remedy: 'Start one: `ops-loop supervise run --arm`.',
  },
  OPS_GATE_RED: {
    exit: 'blocked',
    cause: 'A gate of the ops loop is red.',
    remedy: 'See the checks that failed, then `ops-loop doctor`.',
  },
  OPS_STEP_FAILED: {
    exit: 'blocked',
    cause: 'A step of an order of the ops loop failed; its evidence is sealed all the same.',
    remedy: 'See the step that failed in the report.',
  },
  OPS_RECORD_INVALID: {
    exit: 'integrity',
    cause: 'A record of the ops loop cannot be read as what it should be.',
    remedy: 'See `ops-loop doctor`; nothing was changed.',
  },
  STOP_NOT_PROVED: {
    exit: 'unproved',
    cause: 'Something that should have stopped is still there, or could not be shown to be gone.',
    remedy: 'End what is listed by hand, then run `ops-loop stop` again.',
  },
  NOT_A_GIT_TREE: {
    exit: 'blocked',
    cause: 'The workspace lies in no git tree, so there is no baseline to pin.',
    remedy: 'Put the workspace under git, or do without a baseline pin.',
  },
  DONE_INCOMPLETE: {
    exit: 'blocked',
    cause: 'Not every finish line of the workbook is reached.',
    remedy: 'Do what is listed as missing, then check again.',
  },
  EVIDENCE_ALTERED: {
    exit: 'integrity',
    cause: 'Evidence of the ops loop is not as it was sealed, or its log of pins is broken.',
    remedy: 'See each verdict; keep the files as they are and take them from a copy.',
  },
  EVIDENCE_NOT_FOUND: {
    exit: 'usage',
    cause: 'The evidence that was named is not there.',
    remedy: 'See `ops-loop evidence log` for what there is.',
  },
  EVIDENCE_KEY_EXISTS: {
    exit: 'refused',
    cause: 'There is a signing key already; a new one would leave old pins without a key.',
    remedy: 'Keep the key, or move it away by hand first.',
  },
  EVIDENCE_KEY_INVALID: {
    exit: 'usage',
    cause: 'The signing key cannot be read as an Ed25519 private key.',
    remedy: 'Restore the key file, or move it away to go on unsigned.',
  },
  RETENTION_WOULD_EMPTY: {
    exit: 'refused',
    cause: 'The retention that was asked for would keep nothing of a class.',
    remedy: 'Keep at least one, or add --allow-empty when you mean it.',
  },
  ARCHIVE_TARGET_REFUSED: {
    exit: 'refused',
    cause: 'The place for an archive is temporary, inside the workspace or not empty.',
    remedy: 'Name a new folder on a disk that keeps it.',
  },
  SERVICE_MANAGER_ABSENT: {
    exit: 'blocked',
    cause: 'The service manager that was asked for does not answer on this machine.',
    remedy: 'Use --manager none, or run the command where the manager runs.',
  },
  SERVICE_MANAGER_FAILED: {
    exit: 'blocked',
    cause: 'The service manager refused what it was asked.',
    remedy: 'See its own words shown; `ops-loop service status` shows what is loaded.',
  },
  PLAN_ITEM_UNKNOWN: {
    exit: 'usage',
    cause: 'The plan has no open item of this name.',
    remedy: 'See `ops-loop plan` for the items there are.',
  },
  DOCS_PATHS_FOUND: {
    exit: 'blocked',
    cause: 'Documents show paths in inline code that do not exist and are not marked as examples.',
    remedy: 'Write such a slash as &#47;, or let `ops-loop docs paths --fix` do it.',
  },
  DIRECTIVE_NOT_COMPLETE: {
    exit: 'blocked',
    cause: 'Only a directive that is complete can be promoted.',
    remedy: 'Run it to its end with `run-pipeline`.',
  },
  DIRECTIVE_PROMOTED: {
    exit: 'blocked',
    cause: 'The directive is promoted: it is under watch and stays as it is.',
    remedy: 'Take it off first: `run-pipeline demote ID --reason …`.',
  },
  DIRECTIVE_NOT_PROMOTED: {
    exit: 'blocked',
    cause: 'The directive is not promoted.',
    remedy: 'See `run-pipeline status` for what is.',
  },
} as const satisfies ErrorTable;
