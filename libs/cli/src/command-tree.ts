import type { CommandUnknownOpts, Option } from '@commander-js/extra-typings';

/** Name of the command that runs when no subcommand is named. It cannot be typed by accident. */
export const MAIN_COMMAND_NAME = '$main';

/** A command of any shape. */
export type AnyCommand = CommandUnknownOpts;

/** The command that runs when no subcommand of this one is named; undefined when there is none. */
export function mainCommandOf(command: AnyCommand): AnyCommand | undefined {
  return command.commands.find((child) => child.name() === MAIN_COMMAND_NAME);
}

/** The subcommands that people may name, in the order declared; the built-in `help` left out. */
export function namedCommands(command: AnyCommand): readonly AnyCommand[] {
  return command.commands.filter((child) => child.name() !== MAIN_COMMAND_NAME);
}

/** The words that reach a command: `run-pipeline data import`. */
export function commandWords(command: AnyCommand): string {
  const own = command.name() === MAIN_COMMAND_NAME ? [] : [command.name()];
  return [...(command.parent ? [commandWords(command.parent)] : []), ...own].join(' ');
}

/** The options of a command and of the command that it runs by default; hidden ones left out. */
export function visibleOptionsOf(command: AnyCommand): readonly Option[] {
  const main = mainCommandOf(command);
  return [...command.options, ...(main ? main.options : [])].filter((option) => !option.hidden);
}

/** Every long flag that a command understands: its own, those of its parents, and `--help`. */
export function knownFlags(command: AnyCommand): readonly string[] {
  const own = visibleOptionsOf(command).flatMap(({ long }) => (long ? [long] : []));
  return [...own, ...(command.parent ? knownFlags(command.parent) : ['--help'])];
}
