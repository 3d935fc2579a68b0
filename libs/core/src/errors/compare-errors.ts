import type { ErrorTable } from './error-entry.js';

/** Errors of comparisons. */
export const COMPARE_ERRORS = {
  COMPARE_WINDOWS_DIFFER: {
    exit: 'blocked',
    cause: 'What is to be compared was tested over different periods.',
    remedy: 'Give them one window, or say --across windows: every surface then says so.',
  },
  COMPARE_COSTS_DIFFER: {
    exit: 'blocked',
    cause: 'What is to be compared was charged different costs.',
    remedy: 'Give them one broker spec and the same costs, or say --across costs.',
  },
  COMPARE_DATA_DIFFERS: {
    exit: 'blocked',
    cause: 'What is to be compared was tested on different symbols, timeframes or bars.',
    remedy: 'Give them the same symbols and bars, or say --across data.',
  },
  COMPARE_NOT_COMPLETE: {
    exit: 'blocked',
    cause: 'Only what is complete can be compared: this has no sealed result yet.',
    remedy: 'Run it to its end with `run-pipeline`.',
  },
  RUN_NOT_FOUND: {
    exit: 'usage',
    cause: 'The ledger knows no run of this id.',
    remedy: '`run-pipeline status <DIRECTIVE>` lists the runs of a directive.',
  },
} as const satisfies ErrorTable;
