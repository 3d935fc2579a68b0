import type { ErrorTable } from './error-entry.js';

/** Errors of strategies: provisioning, semantic validation, dry run, execution. */
export const STRATEGY_ERRORS = {
  INDICATOR_UNKNOWN: {
    exit: 'blocked',
    cause: 'A declared indicator exists neither in the library nor in the workspace.',
    remedy: 'Correct the name, or write indicators/<domain>/<name>.ts.',
  },
  INDICATOR_AMBIGUOUS: {
    exit: 'blocked',
    cause: 'A declared indicator exists both in the library and in the workspace.',
    remedy: 'Rename the one in indicators/, and its entry in the directive.',
  },
  PROVISION_REQUIRED: {
    exit: 'blocked',
    cause: 'The strategy is hollow: its entry logic has not been written yet.',
    remedy: 'Write checkEntry in strategies/<Strategy>/strategy.ts, then run again.',
  },
  PROVISION_OUTDATED: {
    exit: 'blocked',
    cause: 'A check found that the strategy file is missing or differs from its directive.',
    remedy: 'provision-strategy <ID>',
  },
  STRATEGY_EXISTS: {
    exit: 'blocked',
    cause: 'A template is asked for, but the strategy file exists and is not a template.',
    remedy: 'Move the file away, or edit it: nothing that somebody wrote is overwritten.',
  },
  SIGNATURE_MARKERS_INVALID: {
    exit: 'blocked',
    cause: 'The strategy file has not exactly one START and one END signature marker, in order.',
    remedy: 'Restore the markers, or move the file away to have it provisioned anew.',
  },
  SIGNATURE_CONFLICT: {
    exit: 'blocked',
    cause: 'Two directives share one strategy but declare different rules.',
    remedy: 'Give one of them a strategy of its own.',
  },
  STRATEGY_SYNTAX: {
    exit: 'blocked',
    cause: 'The strategy file cannot be parsed or bundled.',
    remedy: 'Correct the source at the place shown.',
  },
  STRATEGY_IDENTITY_MISMATCH: {
    exit: 'blocked',
    cause: 'Name or timeframe of the strategy differ from the directive.',
    remedy: 'Make them equal.',
  },
  SIGNATURE_MISMATCH: {
    exit: 'blocked',
    cause: 'The signature in the strategy differs from the rules of the directive.',
    remedy: 'Run the provisioning again; do not edit the signature block by hand.',
  },
  INDICATOR_IMPORT_MISMATCH: {
    exit: 'blocked',
    cause: 'Declared and imported indicators differ.',
    remedy: 'Declare what is imported and import what is declared.',
  },
  FORBIDDEN_IMPORT: {
    exit: 'blocked',
    cause: 'The strategy imports a module that is not allowed.',
    remedy: "Import only @assay/strategy, @assay/indicators/* and the workspace's indicators/.",
  },
  FORBIDDEN_CONSTRUCT: {
    exit: 'blocked',
    cause: 'The strategy uses something that would make results irreproducible.',
    remedy: 'Remove it; times come from ctx.time, randomness does not exist.',
  },
  FILTER_NOT_CONSULTED: {
    exit: 'blocked',
    cause: 'The directive declares a filter that the strategy never consults.',
    remedy: 'Guard checkEntry with ctx.filters.allows().',
  },
  STRATEGY_CONTRACT: {
    exit: 'blocked',
    cause: 'The strategy returned something that the contract does not allow.',
    remedy: 'See docs/strategy.md for the shape of columns and intents.',
  },
  STRATEGY_CRASH: {
    exit: 'blocked',
    cause: 'The strategy threw an error.',
    remedy: 'Correct the strategy at the place shown.',
  },
  STRATEGY_TIMEOUT: {
    exit: 'blocked',
    cause: 'The strategy used more time than a symbol may take.',
    remedy: 'Look for an endless loop, or raise strategy_timeout_s in assay.json.',
  },
  STRATEGY_MEMORY: {
    exit: 'blocked',
    cause: 'The strategy used more memory than a symbol may take.',
    remedy: 'Allocate columns once in prepareIndicators only.',
  },
  LOOKAHEAD_DETECTED: {
    exit: 'blocked',
    cause:
      'On truncated data the strategy computes another value or decision: it reads the future.',
    remedy: 'Use only bars up to ctx.i; look at the column and bar shown.',
  },
} as const satisfies ErrorTable;
