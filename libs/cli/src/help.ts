import { Help } from '@commander-js/extra-typings';
import type { Command, Option } from '@commander-js/extra-typings';
import { commandWords, mainCommandOf, visibleOptionsOf, type AnyCommand } from './command-tree.js';
import { GLOBAL_GROUP } from './global-flags.js';
import { renderExitTable, USUAL_EXITS } from './exit-table.js';
import type { Example, ToolDefinition } from './tool-definition.js';

/** Help is never wider, whatever the terminal: it is read in logs and manuals too. */
const HELP_WIDTH = 80;

/** Commander's layout, with what a root command runs by default shown as the root's own. */
class ToolHelp extends Help {
  override visibleOptions(command: AnyCommand): Option[] {
    const own = super.visibleOptions(command);
    const shared = new Set(own.map((option) => option.long));
    const more = visibleOptionsOf(command).filter((option) => !shared.has(option.long));
    const isGlobal = (option: Option): boolean => option.helpGroupHeading === GLOBAL_GROUP;
    // What is special stands first: the tool's own options, then those of every tool.
    return [...more, ...own.filter((option) => !isGlobal(option)), ...own.filter(isGlobal)];
  }

  /** In the order of `visibleOptions`, not in the order of declaration. */
  override groupItems<T extends Command | Option>(
    _declared: T[],
    visible: T[],
    getGroup: (item: T) => string,
  ): Map<string, T[]> {
    return super.groupItems(visible, visible, getGroup);
  }

  /** Below a subcommand the group keeps the name that it has at the root. */
  override formatItemList(heading: string, items: string[], helper: Help): string[] {
    return super.formatItemList(
      heading === 'Global Options:' ? GLOBAL_GROUP : heading,
      items,
      helper,
    );
  }

  override visibleArguments(command: AnyCommand): ReturnType<Help['visibleArguments']> {
    const main = mainCommandOf(command);
    return super.visibleArguments(main ?? command) as ReturnType<Help['visibleArguments']>;
  }

  override commandUsage(command: AnyCommand): string {
    const main = mainCommandOf(command);
    const usage = super.commandUsage(command);
    if (!main) return usage;
    // Both forms are shown: what runs without a subcommand, and that there are subcommands.
    const direct = `${commandWords(command)} [options] ${main.usage().replace(/^\[options\] ?/, '')}`;
    return command.commands.length > 1 ? `${direct.trimEnd()}\n       ${usage}` : direct.trimEnd();
  }
}

/** The examples that belong to a command: all for the root, else those that begin with its words. */
function examplesOf(command: AnyCommand, examples: readonly Example[]): readonly Example[] {
  const words = `${commandWords(command)} `;
  return command.parent
    ? examples.filter((example) => `${example.command} `.startsWith(words))
    : examples;
}

function renderExamples(examples: readonly Example[]): string {
  if (examples.length === 0) return '';
  const lines = examples.flatMap(({ command, remark }) => [`  # ${remark}`, `  ${command}`]);
  return `\nExamples:\n${lines.join('\n')}\n`;
}

/** Gives a tool's commands their help: usage, arguments, options, examples, exit codes; 80 columns. */
export function declareHelp(program: Command, tool: ToolDefinition): void {
  const exits = tool.exits ?? USUAL_EXITS;
  program
    .description(tool.summary)
    .helpOption('-h, --help', 'show this help')
    .addHelpText('afterAll', ({ command }) => {
      const examples = renderExamples(examplesOf(command, tool.examples));
      return `${examples}\nExit codes:\n${renderExitTable(exits)}`;
    });
}

/** Lets one command draw its help in our layout; subcommands do not inherit it. */
export function useToolHelp(command: AnyCommand): void {
  command.createHelp = () =>
    Object.assign(new ToolHelp(), { showGlobalOptions: true, helpWidth: HELP_WIDTH });
}
