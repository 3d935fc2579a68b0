import { formatInstant, isAssayError } from '@assay/core';
import type { WatchedRun } from '@assay/pipeline';
import { failed, passed, type Finding } from '../probe-check.js';
import type { ShadowSignal } from '../probe-result.js';
import type { ProbeScene } from '../probe-scene.js';

async function signalOf({ run, evaluate }: WatchedRun): Promise<ShadowSignal> {
  const { directive_id, symbol, run_id } = run;
  const { held, decisions, barMs, close } = await evaluate();
  return {
    directive_id,
    symbol,
    run_id,
    bar_time: formatInstant(barMs),
    close,
    position: held && {
      direction: held.direction === 1 ? 'long' : 'short',
      units: held.units,
      entry_price: held.entryPrice,
      entry_time: formatInstant(held.entryTime),
    },
    signals: decisions,
  };
}

/** What went wrong with one run; a bug of ours goes on as what it is. */
function problemOf({ run }: WatchedRun, error: unknown): string {
  if (!isAssayError(error)) throw error;
  return `${run.directive_id} ${run.symbol}: ${error.diagnostic.code}: ${error.message}`;
}

/**
 * Every promoted strategy, as it was sealed, loads and says what it would do at the newest closed bar.
 * What it says is written down by whoever asked, and goes nowhere else.
 */
export async function shadow({ watched }: ProbeScene): Promise<Finding> {
  const runs = watched();
  if (runs.length === 0) return passed('nothing is promoted, so nothing is evaluated', 0, 0);
  const evaluated = await Promise.allSettled(runs.map(signalOf));
  const signals = evaluated.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const problems = evaluated.flatMap((one, at) => {
    const run = runs[at];
    return one.status === 'rejected' && run ? [problemOf(run, one.reason)] : [];
  });
  const finding =
    problems.length === 0
      ? passed(`${signals.length} strategies evaluated`, signals.length, runs.length)
      : failed(problems.slice(0, 5).join('; '), signals.length, runs.length);
  return { ...finding, signals };
}
