import { Argument, Command, CommanderError } from '@commander-js/extra-typings';
import { AssayError, EXIT_CODES, isAssayError, type ExitCode } from '@assay/core';
import {
  commandWords,
  knownFlags,
  MAIN_COMMAND_NAME,
  namedCommands,
  type AnyCommand,
} from './command-tree.js';
import { endingOfAssayError, exitCodeOfEnding, type Ending } from './ending.js';
import { declareGlobalFlags, readGlobalFlags, scanGlobalFlags } from './global-flags.js';
import { declareHelp, useToolHelp } from './help.js';
import { renderJsonDocument } from './json-document.js';
import { safeLine } from './safe-text.js';
import type { Handler, ToolDefinition, ToolShell } from './tool-definition.js';
import { processHost, type ToolHost } from './tool-host.js';
import { createToolIo, interruption, type ToolIo } from './tool-io.js';
import {
  missingCommandError,
  unknownCommandError,
  unknownFlagError,
  usageErrorOf,
} from './usage-error.js';

/** The mutable middle of one call: which io is in use, and what the handler ended with. */
interface Call {
  readonly tool: ToolDefinition;
  readonly host: ToolHost;
  readonly signal: AbortSignal;
  io: ToolIo;
  ending: Ending | undefined;
  /** What commander wanted printed: the help or the version. */
  printed: string;
  /** The last command that help or a complaint was about. */
  current: AnyCommand | undefined;
}

/** Lets a command and all below it throw instead of exiting, and print into the call. */
function capture(command: AnyCommand, call: Call): void {
  useToolHelp(command);
  command.exitOverride((error) => {
    call.current = command;
    throw error;
  });
  command.configureOutput({
    writeOut: (text) => {
      call.printed += text;
    },
    // What would go to stderr is told again, in our form, by the error that follows.
    writeErr: () => undefined,
    getOutHasColors: () => false,
    getErrHasColors: () => false,
  });
  for (const child of command.commands) capture(child, call);
}

function declareCompletion(program: Command, call: Call, shell: ToolShell): void {
  program
    .command('completion')
    .description('print a completion script: bash, zsh or fish')
    .addArgument(new Argument('<shell>', 'the shell').choices(['bash', 'zsh', 'fish'] as const))
    .action(
      shell.handle(async (_io, name) => {
        // Loaded only when needed: scripts are asked for once in a tool's life.
        const { completionOf } = await import('./completion.js');
        const script = completionOf(program, name);
        return {
          schema: `${call.tool.name}.completion/1`,
          body: { shell: name, script },
          text: () => script.trimEnd(),
        };
      }),
    );
}

/** Builds a tool's commands; the actions leave their ending in the call. */
function buildProgram(call: Call): Command {
  const { tool } = call;
  const program = new Command(tool.name);
  let main: Command | undefined;
  const shell: ToolShell = {
    program,
    main: () => (main ??= program.command(MAIN_COMMAND_NAME, { isDefault: true, hidden: true })),
    handle: <A extends unknown[]>(handler: Handler<A>) => {
      return async (...args: A): Promise<void> => {
        call.io = createToolIo(call.host, readGlobalFlags(program), call.signal);
        call.ending = await handler(call.io, ...args);
      };
    },
  };
  declareHelp(program, tool);
  declareGlobalFlags(program, tool.version);
  tool.build(shell);
  declareCompletion(program, call, shell);
  capture(program, call);
  return program;
}

/** What commander ended by itself: help and version are results, all else is a wrong command line. */
function endingOfCommander(error: CommanderError, call: Call, program: Command): Ending {
  const { tool } = call;
  const text = call.printed.trimEnd();
  if (
    error.code === 'commander.helpDisplayed' ||
    (error.code === 'commander.help' && error.exitCode === 0)
  ) {
    return { schema: `${tool.name}.help/1`, body: { text }, text: () => text };
  }
  if (error.code === 'commander.version') {
    const body = { name: tool.name, version: tool.version };
    return { schema: `${tool.name}.version/1`, body, text: () => text };
  }
  const command = call.current ?? program;
  const words = commandWords(command);
  const commands = namedCommands(program).map((child) => child.name());
  const unknown =
    unknownFlagError(error, call.host.argv, knownFlags(command), words) ??
    unknownCommandError(error, program.args, tool.name, commands);
  if (unknown) return endingOfAssayError(unknown);
  return endingOfAssayError(
    error.code === 'commander.help'
      ? missingCommandError(
          words,
          namedCommands(command).map((child) => child.name()),
        )
      : usageErrorOf(error, words),
  );
}

/** Ends a call that a defect of ours has stopped: the trace is kept, and one line says where. */
async function endingOfDefect(error: unknown, call: Call): Promise<Ending> {
  const { tool, host } = call;
  const log = await host.writeCrashLog({
    tool: tool.name,
    version: tool.version,
    argv: host.argv,
    cwd: host.cwd,
    workspace: call.io.flags.workspace,
    error,
  });
  const message = error instanceof Error ? error.message : String(error);
  return {
    schema: 'error/1',
    diagnostics: [
      {
        code: 'INTERNAL',
        severity: 'error',
        message: `${tool.name} ${tool.version} has a defect: ${message.split('\n')[0] ?? ''}`,
        next: `Report it with ${log}`,
      },
    ],
  };
}

async function endingOfThrown(error: unknown, call: Call, program: Command): Promise<Ending> {
  if (error instanceof CommanderError) return endingOfCommander(error, call, program);
  if (isAssayError(error)) return endingOfAssayError(error);
  const isAbort = error instanceof Error && error.name === 'AbortError';
  if (isAbort && call.signal.aborted) return endingOfAssayError(interruption());
  return endingOfDefect(error, call);
}

/** Prints an ending: text and findings, or one JSON document; the result before the talk. */
function deliver(ending: Ending, call: Call): void {
  const { io, host } = call;
  io.progress.close();
  io.board.close();
  if (io.flags.json) {
    host.terminal.writeOut(renderJsonDocument(ending));
  } else if (ending.text) {
    const text = ending.text(io.view);
    host.terminal.writeOut(text === '' ? '' : `${text}\n`);
  }
  for (const found of ending.diagnostics ?? []) {
    if (found.code === 'INTERNAL') {
      // One line, so that a supervisor's log shows it whole.
      io.progress.above(`${found.code}: ${safeLine(found.message)}. ${found.next ?? ''}\n`);
    } else io.report(found);
  }
}

function newCall(tool: ToolDefinition, host: ToolHost, signal: AbortSignal): Call {
  return {
    tool,
    host,
    signal,
    io: createToolIo(host, scanGlobalFlags(host.argv), signal),
    ending: undefined,
    printed: '',
    current: undefined,
  };
}

/**
 * Runs one call of a tool: parses the command line, runs the command, prints how it ended.
 *
 * @returns The exit code; never throws and never exits the process.
 */
export async function runTool(tool: ToolDefinition, host: ToolHost): Promise<ExitCode> {
  const interrupt = new AbortController();
  const forget = host.onInterrupt(() => {
    interrupt.abort();
  });
  const call = newCall(tool, host, interrupt.signal);
  const program = buildProgram(call);
  try {
    await program.parseAsync(host.argv, { from: 'user' });
    call.ending ??= endingOfAssayError(new AssayError('USAGE', 'nothing to do was named'));
  } catch (error) {
    call.ending = await endingOfThrown(error, call, program);
  } finally {
    forget();
  }
  return finish(call.ending, call);
}

/** Delivers an ending; a defect in its rendering is a defect like any other. */
async function finish(ending: Ending, call: Call): Promise<ExitCode> {
  try {
    const exit = exitCodeOfEnding(ending);
    deliver(ending, call);
    return exit;
  } catch (error) {
    deliver(await endingOfDefect(error, call), call);
    return EXIT_CODES.bug;
  }
}

/**
 * Runs a tool as this process: what a tool's `main.ts` calls. Sets the exit code and leaves the
 * ending to Node, so that output is flushed; only what nobody awaited ends the process at once.
 */
export async function runProcess(tool: ToolDefinition): Promise<void> {
  const host = processHost();
  process.once('uncaughtException', (error) => {
    const call = newCall(tool, host, AbortSignal.abort());
    void endingOfDefect(error, call)
      .then((ending) => finish(ending, call))
      .finally(() => process.exit(EXIT_CODES.bug));
  });
  process.exitCode = await runTool(tool, host);
}
