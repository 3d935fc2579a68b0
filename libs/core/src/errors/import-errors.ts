import type { ErrorTable } from './error-entry.js';

/** Errors of importing bars from files of other programs. Each ends the import; nothing is written. */
export const IMPORT_ERRORS = {
  IMPORT_UNREADABLE: {
    exit: 'usage',
    cause: 'A file to import cannot be read, unpacked or decoded.',
    remedy: 'Export or download the file again.',
  },
  IMPORT_FORMAT_UNKNOWN: {
    exit: 'usage',
    cause: 'The content of a file is none of the formats that can be imported.',
    remedy: 'Name it with --format, or its columns with --format csv --columns.',
  },
  IMPORT_FORMAT_AMBIGUOUS: {
    exit: 'usage',
    cause: 'The content of a file fits several formats that mean different things.',
    remedy: 'Say which one it is with --format.',
  },
  IMPORT_FORMAT_MISMATCH: {
    exit: 'usage',
    cause:
      'A file is not of the format that --format names, or files of one import differ in format.',
    remedy: 'Leave --format away to have it recognised, or import the files one by one.',
  },
  IMPORT_COLUMNS: {
    exit: 'usage',
    cause:
      'A column of bars cannot be found, is named twice, or --columns names one that is not there.',
    remedy: 'Name the columns: --columns time=Date,open=Open,high=High,low=Low,close=Close.',
  },
  IMPORT_DATE_AMBIGUOUS: {
    exit: 'usage',
    cause: 'Dates can be read as day first or as month first, and no row decides.',
    remedy: 'Say which: --date-format dd/MM/yyyy or --date-format MM/dd/yyyy.',
  },
  IMPORT_MALFORMED: {
    exit: 'usage',
    cause: 'A row or a value of a file to import cannot be read.',
    remedy: 'Correct the row shown, or export the file again.',
  },
  IMPORT_TRUNCATED: {
    exit: 'usage',
    cause: 'The last line of a file to import is cut off.',
    remedy: 'Export or download the file again, or leave the line out: --fix drop-cut-line.',
  },
  IMPORT_NULLS: {
    exit: 'usage',
    cause: 'Rows of a file to import have no prices.',
    remedy: 'Leave them out: --fix drop-null-rows.',
  },
  IMPORT_ZONE_MISSING: {
    exit: 'usage',
    cause: 'Times do not say of which clock they are, and the format does not either.',
    remedy: 'Say it with --tz: UTC, +02:00, Europe/Berlin, or America/New_York+7h.',
  },
  IMPORT_ZONE_CONFLICT: {
    exit: 'usage',
    cause:
      'Times state their offset from UTC, and --tz states a clock too; or only some of them do.',
    remedy: 'Leave --tz away: the offset in the file holds.',
  },
  IMPORT_CLOCK_GAP: {
    exit: 'usage',
    cause: 'Bars have times of day that the clock of --tz skipped: the times are of another clock.',
    remedy: 'Correct --tz, or take the hour for the one after it: --fix shift-skipped-hours.',
  },
  IMPORT_SCALE_MISSING: {
    exit: 'usage',
    cause: 'All prices are large whole numbers: they may be points, not prices.',
    remedy: 'Say what they are: --points 5 (1 = 0.00001), --divide 10000, or --divide 1 (prices).',
  },
  IMPORT_SCALE_MISMATCH: {
    exit: 'usage',
    cause: 'Prices are declared as whole points, and some are not.',
    remedy: 'Use --divide instead of --points, or correct the number of digits.',
  },
  IMPORT_TIMEFRAME_MISMATCH: {
    exit: 'usage',
    cause: 'The bars are not of the timeframe that --timeframe names.',
    remedy: 'Name the timeframe that they are of; make longer ones with `data resample`.',
  },
  IMPORT_ASK_MISMATCH: {
    exit: 'usage',
    cause: 'Bid bars have no ask bar of the same time.',
    remedy: 'Check that both files cover one span, or leave such bars out: --fix drop-unpaired.',
  },
  IMPORT_QUALITY: {
    exit: 'usage',
    cause: 'Bars to import have a fault that no result may be based on.',
    remedy: 'Correct the source, or name what to do with such bars: --fix.',
  },
  IMPORT_TARGET_EXISTS: {
    exit: 'usage',
    cause: 'Other bars of this symbol and timeframe lie in a data folder already.',
    remedy: 'Replace the file with --replace, or move it away first.',
  },
} as const satisfies ErrorTable;
