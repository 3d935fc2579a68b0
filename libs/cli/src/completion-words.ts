import type { Option } from '@commander-js/extra-typings';
import { mainCommandOf, namedCommands, type AnyCommand } from './command-tree.js';

/** What may follow the words of one command. */
export interface CompletionNode {
  /** The subcommand words that lead here: `''` for the tool itself, else `data import`. */
  readonly path: string;
  readonly commands: readonly { readonly name: string; readonly summary: string }[];
  /** Long flags of this command alone. */
  readonly flags: readonly { readonly name: string; readonly summary: string }[];
  /** Words that an argument of this command may be, where it takes only certain ones. */
  readonly values: readonly string[];
  /** True when it takes ids of directives: an argument named `directive` or `directives`. */
  readonly takesDirectives: boolean;
}

function flagsOf(options: readonly Option[]): CompletionNode['flags'] {
  return options.flatMap(({ long, description }) =>
    long ? [{ name: long, summary: description }] : [],
  );
}

/** The flags that hold everywhere in a tool: what its root command itself declares. */
export function globalFlagsOf(program: AnyCommand): CompletionNode['flags'] {
  return [...flagsOf(program.options), { name: '--help', summary: 'show help' }];
}

/**
 * Walks the commands of a tool, parents before children, in the order declared. The flags of a node
 * are its own: those of `globalFlagsOf` hold beside them.
 */
export function completionNodes(program: AnyCommand): readonly CompletionNode[] {
  return [nodeOf(program, '', mainCommandOf(program)?.options ?? []), ...below(program, '')];
}

function below(command: AnyCommand, path: string): readonly CompletionNode[] {
  return namedCommands(command).flatMap((child) => {
    const words = `${path} ${child.name()}`.trim();
    return [nodeOf(child, words, child.options), ...below(child, words)];
  });
}

function nodeOf(command: AnyCommand, path: string, options: readonly Option[]): CompletionNode {
  const main = mainCommandOf(command);
  const takers = [command, ...(main ? [main] : [])];
  return {
    path,
    commands: namedCommands(command).map((child) => ({
      name: child.name(),
      summary: child.description(),
    })),
    flags: flagsOf(options.filter((option) => !option.hidden)),
    values: takers.flatMap((taker) =>
      taker.registeredArguments.flatMap(({ argChoices }) => argChoices ?? []),
    ),
    takesDirectives: takers.some((taker) =>
      taker.registeredArguments.some((argument) => /^directives?$/.test(argument.name())),
    ),
  };
}
