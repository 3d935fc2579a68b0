import { EXIT_CODES, type ExitCode } from '../exit-code.js';
import { COMPARE_ERRORS } from './compare-errors.js';
import { DATA_ERRORS } from './data-errors.js';
import { DIRECTIVE_ERRORS } from './directive-errors.js';
import type { ErrorEntry } from './error-entry.js';
import { IMPORT_ERRORS } from './import-errors.js';
import { INTEGRITY_ERRORS } from './integrity-errors.js';
import { OPS_ERRORS } from './ops-errors.js';
import { PIPELINE_ERRORS } from './pipeline-errors.js';
import { STRATEGY_ERRORS } from './strategy-errors.js';
import { TOOL_ERRORS } from './tool-errors.js';

/** Every failure a tool may report. Never rename a key: logs, tests and runbooks quote it. */
export const ERROR_CATALOGUE = {
  ...DIRECTIVE_ERRORS,
  ...DATA_ERRORS,
  ...IMPORT_ERRORS,
  ...STRATEGY_ERRORS,
  ...PIPELINE_ERRORS,
  ...INTEGRITY_ERRORS,
  ...OPS_ERRORS,
  ...COMPARE_ERRORS,
  ...TOOL_ERRORS,
} as const;

export type ErrorCode = keyof typeof ERROR_CATALOGUE;

/** Looks up what the catalogue says about a code. */
export function describeError(code: ErrorCode): ErrorEntry {
  return ERROR_CATALOGUE[code];
}

/** The exit code of a process that this error ends. */
export function exitCodeOf(code: ErrorCode): ExitCode {
  return EXIT_CODES[ERROR_CATALOGUE[code].exit];
}
