import type { CommanderError } from '@commander-js/extra-typings';
import { AssayError } from '@assay/core';

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

/** The error of a command line that names a group of commands but none of them. */
export function missingCommandError(command: string, known: readonly string[]): AssayError {
  return new AssayError('USAGE', 'a command is missing', {
    found: command,
    expected: `one of: ${known.join(', ')}`,
    next: `See \`${command} --help\`.`,
  });
}
