import type { ErrorTable } from './error-entry.js';

/** Errors of written files: directives, broker specs, assay.json. */
export const DIRECTIVE_ERRORS = {
  DOCUMENT_NOT_TEXT: {
    exit: 'usage',
    cause: 'The file is not UTF-8 text.',
    remedy: 'Save the file as UTF-8 text without binary content.',
  },
  DOCUMENT_TOO_LARGE: {
    exit: 'usage',
    cause: 'The file is larger than a document of its kind may be.',
    remedy: 'Remove what does not belong into the file.',
  },
  DOCUMENT_SYNTAX: {
    exit: 'usage',
    cause: 'The file is not well-formed YAML or JSON.',
    remedy: 'Correct the syntax at the place shown.',
  },
  DUPLICATE_KEY: {
    exit: 'usage',
    cause: 'A key stands twice in one mapping.',
    remedy: 'Keep one of the two.',
  },
  UNKNOWN_KEY: {
    exit: 'usage',
    cause: 'The closed schema does not know this key.',
    remedy: 'Correct the spelling or remove the key.',
  },
  MISSING_KEY: {
    exit: 'usage',
    cause: 'A required key is absent.',
    remedy: 'Add the key.',
  },
  WRONG_TYPE: {
    exit: 'usage',
    cause: 'A value has another type than the schema asks for.',
    remedy: 'Write a value of the expected type; quote times of day.',
  },
  VALUE_NOT_ALLOWED: {
    exit: 'usage',
    cause: 'A value lies outside its allowed set or range.',
    remedy: 'Use one of the expected values.',
  },
  CONFLICTING_VALUES: {
    exit: 'usage',
    cause: 'Two fields contradict each other.',
    remedy: 'Make them equal or keep only one.',
  },
  LEGACY_SPELLING: {
    exit: 'success',
    cause: 'A key is spelled the way the predecessor spelled it (warning).',
    remedy: 'Use the lower snake case spelling.',
  },
  DIRECTIVE_NOT_FOUND: {
    exit: 'usage',
    cause: 'No directive of this id is in backtest_directives/active or completed.',
    remedy: 'Check the id; the id is the stem of the file name.',
  },
  DIRECTIVE_AMBIGUOUS: {
    exit: 'usage',
    cause: 'Two files of backtest_directives/active have the same id.',
    remedy: 'Move one of the files away.',
  },
  DIRECTIVE_ID_INVALID: {
    exit: 'usage',
    cause: 'The file name is not a valid directive id, or is reserved.',
    remedy: 'Rename the file; ids match [A-Za-z0-9][A-Za-z0-9_-]{0,63}.',
  },
  RULE_NOT_INTERPRETED: {
    exit: 'blocked',
    cause: 'The directive declares a rule that neither its recipe nor the engine interprets.',
    remedy: 'Remove the rule, or write the strategy by hand and consult it there.',
  },
} as const satisfies ErrorTable;
