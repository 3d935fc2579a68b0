import type { Ending, ToolIo, ToolShell } from '@assay/cli';
import { opsCommandOf, type OpsCommandName } from './command-table.js';
import type { OpsContext } from './context.js';
import type { OpsOutcome } from './outcome.js';
import type { OpsFlags } from './settings/settings.js';

/** What a group of commands is declared with. */
export interface OpsShell extends ToolShell {
  /** The installation: the folder that holds `apps` and `dist`. */
  readonly installation: string;
}

/** Runs a command behind the guard; what that takes is loaded now, not when the tool starts. */
export async function runCommand(
  io: ToolIo,
  command: OpsCommandName,
  installation: string,
  flags: OpsFlags,
  work: (context: OpsContext) => OpsOutcome | Promise<OpsOutcome>,
): Promise<Ending> {
  const { runCommand: run } = await import('./run-command.js');
  return run(io, command, installation, flags, work);
}

/** A command of the parser to add subcommands to. */
export type ParentCommand = ToolShell['program'];

/**
 * Declares a command with the flags that every command of the loop has; add its own flags, then
 * `.action(…)`. Description comes from the command table; `name` is its last word.
 */
export function declareCommand(parent: ParentCommand, name: OpsCommandName) {
  const word = name.split(' ').at(-1) ?? name;
  return parent
    .command(word)
    .description(opsCommandOf(name).summary)
    .option('--mode <mode>', 'shadow (default) or paper')
    .option('--allow-paper', 'the second word that paper needs')
    .option('--dry-run', 'delete nothing, change no service, send no signal')
    .option('--no-dry-run', 'mean it, where dry is the default');
}

/** A word that only has subcommands. */
export function declareGroup(parent: ParentCommand, name: string, summary: string): ParentCommand {
  return parent.command(name).description(summary) as unknown as ParentCommand;
}

/** The flag of every command that looks at a supervisor's run. */
export const OUT_DIR = [
  '--out-dir <dir>',
  'run folder below out/ops (default: the newest)',
] as const;
/** The flag of every command with a schedule. */
export const INTERVAL = ['--interval <span>', 'time between two: 300, 5s, 5m'] as const;
/** The flag of every command that judges freshness. */
export const MAX_AGE = ['--max-age <span>', 'the oldest that is fresh (default 900)'] as const;
/** The flag of every command that wants a number of ticks. */
export const MIN_TICKS = ['--min-ticks <n>', 'the fewest ticks (default 2)'] as const;
