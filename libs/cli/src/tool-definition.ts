import type { Command } from '@commander-js/extra-typings';
import type { ExitName } from '@assay/core';
import type { Ending } from './ending.js';
import type { ToolIo } from './tool-io.js';

/** One line of a help text's examples. */
export interface Example {
  /** The whole command, beginning with the tool's name. */
  readonly command: string;
  /** What it does, a few words. */
  readonly remark: string;
}

/** What carries out a command: arguments and options as commander gives them, then how it ended. */
export type Handler<A extends unknown[]> = (io: ToolIo, ...args: A) => Ending | Promise<Ending>;

/** What a tool builds its commands with. */
export interface ToolShell {
  /** The root command: add subcommands here. */
  readonly program: Command;
  /**
   * The command that runs when no subcommand is named, as in `run-pipeline ID…`; declare its
   * arguments and options here, not on `program`. Created at the first call.
   */
  main(): Command;
  /** Makes a commander action of a handler: `.action(handle(async (io, id, options) => …))`. */
  handle<A extends unknown[]>(handler: Handler<A>): (...args: A) => Promise<void>;
}

/** A tool as its `main.ts` declares it. */
export interface ToolDefinition {
  /** The name on the command line. */
  readonly name: string;
  readonly version: string;
  /** One sentence: the tool's job. */
  readonly summary: string;
  readonly examples: readonly Example[];
  /** Exit codes beyond the usual ones, or instead of them. */
  readonly exits?: readonly ExitName[];
  build(shell: ToolShell): void;
}
