import { setTimeout as pause } from 'node:timers/promises';
import { safeLine, type ToolIo } from '@assay/cli';
import type { DirectiveView, WorkspaceView } from './directive-view.js';

/** How often it is looked. */
const INTERVAL_MS = 1_000;

/** What one look has seen. */
export interface Look {
  readonly workspace: WorkspaceView;
  /** As it would be printed. */
  readonly text: string;
}

/** What is said of a directive where nothing can be redrawn. */
function lineOf({ id, state, runs, standing, causes }: DirectiveView): string {
  const complete = runs.filter((run) => run.state === 'COMPLETE').length;
  const failed = runs.filter((run) => run.state === 'FAILED').length;
  const parts = [
    `${id}: ${state}, ${standing.replace('_', ' ')}`,
    ...(runs.length > 0 ? [`${complete}/${runs.length} runs`] : []),
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(causes[0] ? [causes[0].code] : []),
  ];
  return safeLine(parts.join(', '));
}

async function rest(signal: AbortSignal): Promise<void> {
  try {
    await pause(INTERVAL_MS, undefined, { signal });
  } catch {
    // Ctrl-C is how watching ends.
  }
}

/**
 * Looks again every second until it is interrupted: redraws on a terminal; elsewhere says each directive at
 * first and whenever it has changed.
 *
 * @returns What was seen last.
 */
export async function watch(io: ToolIo, look: () => Promise<Look>): Promise<Look> {
  const said = new Map<string, string>();
  let last = await look();
  for (;;) {
    if (io.board.isLive) io.board.draw(`${last.text}\n\nCtrl-C ends it.`);
    for (const directive of last.workspace.directives) {
      const line = lineOf(directive);
      if (!io.board.isLive && said.get(directive.id) !== line) io.say(line);
      said.set(directive.id, line);
    }
    await rest(io.signal);
    if (io.signal.aborted) return last;
    last = await look();
  }
}
