import { diagnostic, EXIT_CODES, type Clock } from '@assay/core';
import { renderDiagnostic } from './diagnostics-view.js';
import { streamTerminal, type Terminal } from './terminal.js';

/** The slice of the outside world that a tool's shell needs; tests give their own. */
export interface ToolHost {
  /** The words after the tool's name. */
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly terminal: Terminal;
  readonly clock: Clock;
  /** Registers for Ctrl-C and SIGTERM; returns how to unregister. */
  onInterrupt(listener: () => void): () => void;
  /** Keeps a crash report and returns the path of its file. */
  writeCrashLog(report: CrashReport): Promise<string>;
}

/** What is kept of an internal error. */
export interface CrashReport {
  readonly tool: string;
  readonly version: string;
  readonly argv: readonly string[];
  readonly cwd: string;
  /** The workspace as named on the command line, if it was. */
  readonly workspace: string | undefined;
  readonly error: unknown;
}

/** Listens for both ways to ask a process to end; the second time the process ends at once. */
function onProcessInterrupt(listener: () => void): () => void {
  let isAsked = false;
  const onSignal = (): void => {
    // Whoever asks twice does not want to wait for a clean end; a crash-safe commit allows it.
    if (isAsked) process.exit(EXIT_CODES.interrupted);
    isAsked = true;
    listener();
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return () => {
    process.off('SIGINT', onSignal);
    process.off('SIGTERM', onSignal);
  };
}

/** A result that could not be written is a failure, however well the work went. */
function onLostResult(error: Error): void {
  const found = diagnostic('IO_FAILED', 'the result could not be written to stdout', {
    found: error.message,
  });
  process.stderr.write(`${renderDiagnostic(found)}\n`);
  process.once('exit', () => {
    process.exitCode ||= EXIT_CODES.blocked;
  });
}

/** The host of a real process. */
export function processHost(): ToolHost {
  return {
    argv: process.argv.slice(2),
    env: process.env,
    cwd: process.cwd(),
    terminal: streamTerminal(process.stdout, process.stderr, onLostResult),
    clock: { now: () => Date.now() },
    onInterrupt: onProcessInterrupt,
    // Loaded only when needed: no start of a tool should pay for a crash.
    writeCrashLog: async (report) => (await import('./crash-log.js')).writeCrashLog(report),
  };
}
