import { displayWidth } from './display-width.js';

/** A text that is shown over and over in one place, for commands that watch. */
export interface Board {
  /** False where nothing can be redrawn (a pipe, a file, `--quiet`): say what changed instead. */
  readonly isLive: boolean;
  /** Puts a text in the place of the last one. */
  draw(text: string): void;
  /** Takes the text away; called by the shell at the end, before the result is printed. */
  close(): void;
}

/** What a live board needs of the outside. */
export interface BoardOptions {
  readonly write: (text: string) => void;
  /** Asked at every drawing: the user may resize the window. */
  readonly columns: () => number;
  readonly rows: () => number;
}

/** A board that shows nothing. */
export const BLIND_BOARD: Board = {
  isLive: false,
  draw: () => undefined,
  close: () => undefined,
};

/** The screen lines that a line takes when the terminal wraps it. */
function heightOf(line: string, columns: number): number {
  return Math.max(1, Math.ceil(displayWidth(line) / columns));
}

/** As many lines as the screen holds, for what has scrolled away cannot be redrawn. */
function fit(lines: readonly string[], columns: number, rows: number): readonly string[] {
  const heights = lines.map((line) => heightOf(line, columns));
  const all = heights.reduce((sum, height) => sum + height, 0);
  if (all < rows) return lines;
  const shown: string[] = [];
  let used = 2;
  for (const [i, line] of lines.entries()) {
    used += heights[i] ?? 1;
    if (used > rows) break;
    shown.push(line);
  }
  return [...shown, `… and ${lines.length - shown.length} more lines`];
}

/** A board that redraws its text in place; only for a terminal. */
export function liveBoard({ write, columns, rows }: BoardOptions): Board {
  let drawn = 0;
  const erase = (): string => (drawn > 0 ? `\u001b[${drawn}A\u001b[0J` : '');
  return {
    isLive: true,
    draw(text) {
      const width = Math.max(1, columns());
      const lines = fit(text.split('\n'), width, Math.max(3, rows()));
      write(`${erase()}${lines.join('\n')}\n`);
      drawn = lines.reduce((sum, line) => sum + heightOf(line, width), 0);
    },
    close() {
      if (drawn > 0) write(erase());
      drawn = 0;
    },
  };
}
