import type { CommanderError } from '@commander-js/extra-typings';
import { AssayError, didYouMean } from '@assay/core';

/** What was expected instead, for the complaints of the parser that say it. */
function expectation(code: string, suggestion: string | undefined): string | undefined {
  if (suggestion !== undefined) return `did you mean ${suggestion}?`;
  if (code === 'commander.unknownOption') return 'an option that --help lists';
  if (code === 'commander.unknownCommand') return 'a command that --help lists';
  return undefined;
}

/**
 * Turns a complaint of the command line parser into an error of the catalogue.
 *
 * @param command - The words that reach the help of the command meant: `run-pipeline data`.
 */
export function usageErrorOf(error: CommanderError, command: string): AssayError {
  const [first = '', second] = error.message.split('\n');
  const suggestion = /^\(Did you mean (.+)\?\)$/.exec(second ?? '')?.[1];
  // "… is invalid. Allowed choices are a, b." and "… is invalid. Expected 60s." say it in one breath.
  const [, what = '', wanted] =
    /^(?:error: )?(.*?)(?:\. (?:Allowed choices are|Expected) (.*?))?\.?$/s.exec(first) ?? [];
  const message = what;
  const word = /'([^']+)'/.exec(message)?.[1];
  const expected = wanted ?? expectation(error.code, suggestion);
  return new AssayError('USAGE', message, {
    ...(word !== undefined && { found: word }),
    ...(expected !== undefined && { expected }),
    next: `See \`${command} --help\`.`,
  });
}

/** Complaints that may only be the consequence of a misspelled flag. */
const MISSING_CODES = ['commander.missingMandatoryOptionValue', 'commander.missingArgument'];

/**
 * The error of the first flag that a command does not know, when something else is complained of as
 * missing: who wrote `--reasn "…"` must hear of `--reasn`, not that `--reason` is missing.
 */
export function unknownFlagError(
  error: CommanderError,
  argv: readonly string[],
  known: readonly string[],
  command: string,
): AssayError | undefined {
  if (!MISSING_CODES.includes(error.code)) return undefined;
  const end = argv.indexOf('--');
  const flags = (end < 0 ? argv : argv.slice(0, end))
    .filter((word) => /^--./.test(word))
    .map((word) => word.replace(/=.*$/s, ''));
  const unknown = flags.find((flag) => !known.includes(flag));
  if (unknown === undefined) return undefined;
  const meant = didYouMean(unknown, known);
  return new AssayError('USAGE', `unknown option '${unknown}'`, {
    found: unknown,
    expected: meant === undefined ? 'an option that --help lists' : `did you mean ${meant}?`,
    next: `See \`${command} --help\`.`,
  });
}

/**
 * The error of a word that is no command, for a tool that has commands beside what it does without one
 * and takes no words then: the parser only counts a word too many.
 *
 * @param words - The command line without flags.
 */
export function unknownCommandError(
  error: CommanderError,
  words: readonly string[],
  tool: string,
  commands: readonly string[],
): AssayError | undefined {
  if (error.code !== 'commander.excessArguments' || commands.length === 0) return undefined;
  const [word = ''] = words;
  if (word === '' || commands.includes(word)) return undefined;
  const meant = didYouMean(word, commands);
  return new AssayError('USAGE', `unknown command '${word}'`, {
    found: word,
    expected: meant === undefined ? `one of: ${commands.join(', ')}` : `did you mean ${meant}?`,
    next: `See \`${tool} --help\`.`,
  });
}

/** The error of a command line that names a group of commands but none of them. */
export function missingCommandError(command: string, known: readonly string[]): AssayError {
  return new AssayError('USAGE', 'a command is missing', {
    found: command,
    expected: `one of: ${known.join(', ')}`,
    next: `See \`${command} --help\`.`,
  });
}
