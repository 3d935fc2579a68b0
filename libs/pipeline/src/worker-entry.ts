import { serveTasks } from './sandbox/serve-tasks.js';
import { compile, index, masterSheet, portfolio } from './work/compute-tasks.js';
import { dryRun } from './work/dry-run.js';
import { execute } from './work/execute.js';
import { loadSeries, readSeries } from './work/load-series.js';
import { shadow } from './work/shadow.js';
import type { KnownAnswerTask } from './work/tasks.js';

/** What a worker thread does: answers tasks by kind until the pool ends it. */
export function serveWorker(): void {
  serveTasks({
    load: loadSeries,
    bars: readSeries,
    'dry-run': dryRun,
    execute,
    compile,
    index,
    portfolio,
    'master-sheet': masterSheet,
    shadow,
    // Recipes and the maker of bars: no other task needs them at the start of a thread.
    'known-answer': async (task: KnownAnswerTask) =>
      (await import('./work/known-answer.js')).knownAnswer(task),
  });
}
