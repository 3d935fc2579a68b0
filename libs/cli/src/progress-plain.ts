import type { Progress } from './progress.js';
import { safeLine } from './safe-text.js';

/**
 * Progress for pipes and logs: one line when a subject enters a stage and one when it is finished.
 * Counts inside a stage are not shown, so that a log holds facts and not a film.
 */
export function plainProgress(write: (text: string) => void): Progress {
  const stages = new Map<string, string>();
  return {
    update({ subject, stage }) {
      if (stages.get(subject) === stage) return;
      stages.set(subject, stage);
      write(`${safeLine(subject)}: ${safeLine(stage)}\n`);
    },
    finish(subject, verdict, note) {
      stages.delete(subject);
      write(`${safeLine(subject)}: ${verdict}${note === undefined ? '' : `, ${safeLine(note)}`}\n`);
    },
    above: write,
    close: () => undefined,
  };
}
