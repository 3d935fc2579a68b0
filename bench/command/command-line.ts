import { AssayError, didYouMean } from '@assay/core';
import { BENCH_GROUPS, BENCHES } from './catalogue.js';

/** What the command was asked to do. */
export interface Request {
  /** Names of the benches to run, in the order of the catalogue. */
  readonly names: readonly string[];
  readonly isHelp: boolean;
  readonly isJson: boolean;
  readonly isWrite: boolean;
  /** Goes into the written document; a document knows no clock. */
  readonly date?: string;
  /** Baseline to compare with. */
  readonly compare?: string;
}

const OPTIONS = ['--json', '--write', '--date', '--compare', '--help'] as const;

/** Printed by `--help`. */
export const HELP = `Usage: npm run bench -- [options] [names...]

Measures what Assay costs. Every bench has a process of its own, and is compared
with a yardstick in the same process: ratios say more than times.

Arguments:
  names               benches or groups of them (default: all)

Options:
  --json              print {"benches": [...]} on stdout
  --write             write bench/baseline.json and docs/performance.md
  --date <day>        with --write: the day to write down, such as 2026-03-01
  --compare <file>    exit 1 when a ratio is over 20 % worse than in this file,
                      also in two further tries
  -h, --help          show this help

Benches:
${BENCHES.map(({ name, what }) => `  ${name.padEnd(26)}${what.replaceAll('`', '')}`).join('\n')}

Examples:
  # all of them, as a table
  npm run bench
  # one of them, as JSON
  npm run --silent bench -- sma-cross/fused --json
  # what the nightly job does
  npm run bench -- --compare bench/baseline.json

Exit codes:
    0  done
    1  a ratio is worse than in the baseline, or a bench failed
    2  usage: a name or an option is wrong
`;

function usageError(message: string, found: string, expected: string): AssayError {
  return new AssayError('USAGE', message, {
    found,
    expected,
    next: 'See `npm run bench -- --help`.',
  });
}

function unknown(kind: string, word: string, known: readonly string[], where: string): AssayError {
  const meant = didYouMean(word, known);
  const expected = meant === undefined ? where : `did you mean ${meant}?`;
  return usageError(`unknown ${kind} '${word}'`, word, expected);
}

/** Benches of that name or group; the whole catalogue when no word is given. */
function namesOf(words: readonly string[]): readonly string[] {
  const all = BENCHES.map(({ name }) => name);
  const groups = BENCH_GROUPS.map(({ name }) => name);
  for (const word of words) {
    if (all.includes(word) || groups.includes(word)) continue;
    throw unknown('bench', word, [...all, ...groups], 'a bench that --help lists');
  }
  return all.filter(
    (name) =>
      words.length === 0 || words.includes(name) || words.includes(name.replace(/\/.*/, '')),
  );
}

function checkedDate(text: string): string {
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return text;
  throw usageError('the date is no day', text, 'a day such as 2026-03-01');
}

/**
 * Reads the words behind `npm run bench --`.
 *
 * @throws AssayError USAGE for an unknown name or option, a missing value, or options that exclude each other.
 */
export function parseCommandLine(argv: readonly string[]): Request {
  const words: string[] = [];
  const given = new Map<string, string>();
  for (let index = 0; index < argv.length; index += 1) {
    const word = argv[index] ?? '';
    if (!word.startsWith('-')) {
      words.push(word);
      continue;
    }
    const [flag = '', inline] = word === '-h' ? ['--help'] : word.split(/=(.*)/s);
    if (!OPTIONS.some((option) => option === flag)) {
      throw unknown('option', flag, OPTIONS, 'an option that --help lists');
    }
    const takesValue = flag === '--date' || flag === '--compare';
    if (!takesValue && inline !== undefined) {
      throw usageError(`option '${flag}' takes no value`, word, flag);
    }
    const value = takesValue && inline === undefined ? argv[(index += 1)] : (inline ?? '');
    if (value === undefined || (takesValue && value === '')) {
      throw usageError(`option '${flag}' lacks its value`, flag, `${flag} <value>`);
    }
    given.set(flag, value);
  }
  const date = given.get('--date');
  const compare = given.get('--compare');
  if (given.has('--write') && compare !== undefined) {
    throw usageError('a baseline is written or compared with', '--write --compare', 'one of them');
  }
  if (date !== undefined && !given.has('--write')) {
    throw usageError('a date is only written down', '--date', '--write --date <day>');
  }
  return {
    names: namesOf(words),
    isHelp: given.has('--help'),
    isJson: given.has('--json'),
    isWrite: given.has('--write'),
    ...(date !== undefined && { date: checkedDate(date) }),
    ...(compare !== undefined && { compare }),
  };
}
