import { AssayError, didYouMean, parseTimeframe, TIMEFRAMES, type Timeframe } from '@assay/core';
import {
  COLUMN_ROLES,
  FIXES,
  type BarFileKind,
  type Fix,
  type ImportOptions,
  type TradingCalendar,
} from '@assay/market-data';

/** The options of `data import` as the command line gives them. */
export interface ImportFlags {
  readonly symbol: string;
  readonly timeframe: string;
  readonly format: string;
  readonly tz?: string;
  readonly ask?: readonly string[];
  readonly spreadAt: 'open' | 'close';
  readonly columns?: string;
  readonly delimiter?: string;
  readonly dateFormat?: string;
  readonly points?: number;
  readonly divide?: number;
  readonly digits?: number;
  readonly label: 'open' | 'close';
  readonly calendar?: TradingCalendar;
  readonly fix?: string;
  readonly out: BarFileKind;
  readonly replace?: true;
}

/** What the importer is told; `files` are absolute. @throws AssayError USAGE or VALUE_NOT_ALLOWED. */
export function importOptions(
  flags: ImportFlags,
  calendar: TradingCalendar,
  askFiles: readonly string[],
): ImportOptions {
  if (flags.points !== undefined && flags.divide !== undefined) {
    throw new AssayError('USAGE', '--points and --divide say the same twice', {
      found: `--points ${flags.points} --divide ${flags.divide}`,
      expected: 'one of them',
      next: 'Use --points for whole points, --divide for anything else.',
    });
  }
  return {
    timeframe: timeframeOf(flags.timeframe, '--timeframe'),
    calendar,
    format: flags.format,
    spreadAt: flags.spreadAt,
    label: flags.label,
    askFiles,
    fixes: fixesOf(flags.fix),
    ...(flags.tz !== undefined && { tz: flags.tz }),
    ...(flags.columns !== undefined && { columns: columnsOf(flags.columns) }),
    ...(flags.delimiter !== undefined && { delimiter: delimiterOf(flags.delimiter) }),
    ...(flags.dateFormat !== undefined && { dateFormat: flags.dateFormat }),
    ...(flags.points !== undefined && { points: flags.points }),
    ...(flags.divide !== undefined && { divide: flags.divide }),
    ...(flags.digits !== undefined && { digits: flags.digits }),
  };
}

/** @throws AssayError VALUE_NOT_ALLOWED for a name that is no timeframe. */
export function timeframeOf(text: string, flag: string): Timeframe {
  const timeframe = parseTimeframe(text);
  if (timeframe) return timeframe;
  throw new AssayError('VALUE_NOT_ALLOWED', `${flag} is no timeframe`, {
    found: JSON.stringify(text),
    expected: `${TIMEFRAMES.join(', ')}, or M1 … W1`,
  });
}

const SYMBOL = /^[A-Za-z0-9][A-Za-z0-9._#-]*$/;

/** @throws AssayError VALUE_NOT_ALLOWED for a symbol that no file can be named after. */
export function symbolOf(text: string): string {
  if (SYMBOL.test(text)) return text;
  throw new AssayError('VALUE_NOT_ALLOWED', '--symbol cannot be part of a file name', {
    found: JSON.stringify(text),
    expected: 'letters, digits, and . _ # - between them',
  });
}

function fixesOf(text: string | undefined): ReadonlySet<Fix> {
  const names = text === undefined ? [] : text.split(',').map((name) => name.trim());
  for (const name of names) {
    if (Object.hasOwn(FIXES, name)) continue;
    const near = didYouMean(name, Object.keys(FIXES));
    throw new AssayError('VALUE_NOT_ALLOWED', '--fix names no repair', {
      found: JSON.stringify(name),
      expected: Object.keys(FIXES).join(', '),
      ...(near !== undefined && { next: `Did you mean ${near}?` }),
    });
  }
  return new Set(names as Fix[]);
}

function columnsOf(text: string): Readonly<Record<string, string>> {
  const pairs = text.split(',').map((part) => part.split('='));
  const roles = pairs.map(([role]) => (role ?? '').trim());
  const isWhole =
    pairs.every((pair) => pair.length === 2 && pair[1]?.trim() !== '') &&
    roles.every((role) => (COLUMN_ROLES as readonly string[]).includes(role)) &&
    new Set(roles).size === roles.length;
  if (!isWhole) {
    throw new AssayError('VALUE_NOT_ALLOWED', '--columns cannot be understood', {
      found: JSON.stringify(text),
      expected: `role=column with commas between; roles ${COLUMN_ROLES.join(', ')}, each once`,
      next: 'Write --columns time=Date,open=Open,high=High,low=Low,close=Close.',
    });
  }
  return Object.fromEntries(
    pairs.map(([role, name]) => [(role ?? '').trim(), (name ?? '').trim()]),
  );
}

function delimiterOf(text: string): string {
  const known: Readonly<Record<string, string>> = {
    tab: '\t',
    '\\t': '\t',
    comma: ',',
    semicolon: ';',
  };
  const found = known[text] ?? text;
  if (found.length === 1 && found.charCodeAt(0) < 128 && !/[\w."-]/.test(found)) return found;
  throw new AssayError('VALUE_NOT_ALLOWED', '--delimiter is no delimiter', {
    found: JSON.stringify(text),
    expected: 'one character such as ; or |, or the word tab',
  });
}
