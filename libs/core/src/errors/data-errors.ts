import type { ErrorTable } from './error-entry.js';

/** Errors of market data, instruments and money. */
export const DATA_ERRORS = {
  DATA_MISSING: {
    exit: 'blocked',
    cause: 'No bar file for this symbol and timeframe lies in the data folders.',
    remedy:
      'Put <SYMBOL>_<TF>.csv, .csv.gz or .parquet into a folder of "data" in assay.json, or import it.',
  },
  DATA_IGNORED: {
    exit: 'success',
    cause: 'A name in a data folder is not that of a bar file and was passed over (note).',
    remedy:
      'Nothing, unless it should hold bars: then name it <SYMBOL>_<TF>.csv, .csv.gz or .parquet.',
  },
  DATA_SPELLING: {
    exit: 'success',
    cause: 'A bar file spells its symbol in another case than was asked for; it is used (note).',
    remedy: 'Nothing; rename the file to silence this.',
  },
  DATA_AMBIGUOUS: {
    exit: 'blocked',
    cause: 'Two files hold bars of one symbol and timeframe.',
    remedy: 'Keep one of them in the data folders.',
  },
  DATA_COVERAGE: {
    exit: 'blocked',
    cause: 'The bars do not cover the dates of the directive.',
    remedy: 'Change the dates, or provide more data.',
  },
  DATA_UNREADABLE: {
    exit: 'blocked',
    cause: 'A bar file cannot be read, or is damaged.',
    remedy: 'Replace the file by a whole copy.',
  },
  DATA_MALFORMED: {
    exit: 'blocked',
    cause: 'A bar file does not have the canonical columns, or a row cannot be read.',
    remedy:
      'Correct the row shown, or bring a file of another program in with `run-pipeline data import`.',
  },
  DATA_QUALITY: {
    exit: 'blocked',
    cause: 'The quality gate found bars that no result may be based on.',
    remedy: 'See `run-pipeline data inspect FILE`; repair the source.',
  },
  BROKER_SPEC_MISSING: {
    exit: 'blocked',
    cause: 'No broker spec for this symbol.',
    remedy: 'Write broker_specs/<Broker>/<SYMBOL>.yaml.',
  },
  COST_INPUT_MISSING: {
    exit: 'blocked',
    cause: 'A cost is to be taken from the broker spec, which does not state it.',
    remedy: 'State the cost in the spec or directive; `costs: none` must be said.',
  },
  CONVERSION_RATE_MISSING: {
    exit: 'blocked',
    cause: 'Profit cannot be converted into the account currency: no pair of bars leads there.',
    remedy: 'Provide bars of the conversion pair (direct, inverse or via USD).',
  },
} as const satisfies ErrorTable;
