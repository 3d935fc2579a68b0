import { AssayError, type Diagnostic } from '@assay/core';
import { BLIND_BOARD, liveBoard, type Board } from './board.js';
import { renderDiagnostic } from './diagnostics-view.js';
import type { TextView } from './ending.js';
import type { GlobalFlags } from './global-flags.js';
import { silentProgress, type Progress } from './progress.js';
import { liveProgress } from './progress-live.js';
import { plainProgress } from './progress-plain.js';
import { createStyle, mayColour, type Style } from './style.js';
import type { ToolHost } from './tool-host.js';

/** What a command's handler gets: the flags, the way to talk, and the sign to stop. */
export interface ToolIo {
  readonly flags: GlobalFlags;
  /** The folder that relative paths of the command line are relative to. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Aborted by Ctrl-C and SIGTERM. Pass it down; end with what is committed. */
  readonly signal: AbortSignal;
  /** Shows long work on stderr. */
  readonly progress: Progress;
  /** Shows one text over and over on stderr, for commands that watch. */
  readonly board: Board;
  /** Style and width of stdout, for text rendered outside an ending. */
  readonly view: TextView;
  /** Writes a line of talk to stderr; nothing under `--quiet`. */
  say(line: string): void;
  /** Reports a finding on stderr at once; those of the ending need not be reported here. */
  report(found: Diagnostic): void;
  /** @throws AssayError INTERRUPTED once the signal is aborted. */
  throwIfInterrupted(): void;
}

function createProgress(host: ToolHost, flags: GlobalFlags, style: Style): Progress {
  const { terminal, clock } = host;
  if (flags.quiet) return silentProgress(terminal.writeErr);
  if (!terminal.errIsTty || host.env['TERM'] === 'dumb') return plainProgress(terminal.writeErr);
  return liveProgress({
    write: terminal.writeErr,
    clock,
    style,
    columns: () => terminal.columns ?? 80,
  });
}

function createBoard({ terminal, env }: ToolHost, flags: GlobalFlags): Board {
  if (flags.quiet || !terminal.errIsTty || env['TERM'] === 'dumb') return BLIND_BOARD;
  return liveBoard({
    write: terminal.writeErr,
    columns: () => terminal.columns ?? 80,
    rows: () => terminal.rows ?? 24,
  });
}

/** Makes the io of one command. */
export function createToolIo(host: ToolHost, flags: GlobalFlags, signal: AbortSignal): ToolIo {
  const { terminal, env } = host;
  const talkStyle = createStyle(mayColour(terminal.errIsTty, flags.color, env));
  const progress = createProgress(host, flags, talkStyle);
  return {
    flags,
    cwd: host.cwd,
    env,
    signal,
    progress,
    board: createBoard(host, flags),
    view: {
      style: createStyle(mayColour(terminal.outIsTty, flags.color, env)),
      width: terminal.outIsTty ? (terminal.columns ?? 80) : undefined,
    },
    say(line) {
      if (!flags.quiet) progress.above(`${line}\n`);
    },
    report(found) {
      if (flags.quiet && found.severity === 'note') return;
      progress.above(`${renderDiagnostic(found, talkStyle)}\n`);
    },
    throwIfInterrupted() {
      if (signal.aborted) throw interruption();
    },
  };
}

/** The error that ends an interrupted command. */
export function interruption(): AssayError {
  return new AssayError('INTERRUPTED', 'interrupted; what was committed stays');
}
