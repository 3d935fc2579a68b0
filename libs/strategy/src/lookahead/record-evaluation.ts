import { AssayError, copyBars, type Bars } from '@assay/core';
import type { IndicatorColumns, StrategyDefinition } from '../contract/define-strategy.js';
import type { Evaluation, RecordedDecision } from './compare-with-prefix.js';

/** Hears the decisions of a run; the engine's observer has this shape. */
export interface DecisionRecorder {
  decided(bar: number, kind: 'entry' | 'exit', text: string): void;
}

/**
 * Runs a strategy through `run` and keeps what it computed: its columns and every decision.
 * @param bars the bars that `run` will hand to the strategy; they must come back unchanged.
 * @param run simulates the strategy it is given and reports to the recorder.
 * @throws AssayError STRATEGY_CONTRACT when the strategy has changed the bars: with them it would
 *   change prices that the engine fills at. Whatever `run` throws passes unchanged.
 */
export function recordEvaluation(
  strategy: StrategyDefinition,
  bars: Bars,
  run: (recorded: StrategyDefinition, recorder: DecisionRecorder) => void,
): Evaluation {
  const untouched = copyBars(bars, 0, bars.length);
  const decisions: RecordedDecision[] = [];
  let columns: IndicatorColumns = {};
  const recorded: StrategyDefinition = {
    name: strategy.name,
    timeframe: strategy.timeframe,
    signature: strategy.signature,
    prepareIndicators: (given) => (columns = strategy.prepareIndicators(given)),
    checkEntry: (ctx) => strategy.checkEntry(ctx),
    checkExit: (ctx) => strategy.checkExit(ctx),
  };
  run(recorded, { decided: (bar, kind, text) => void decisions.push({ bar, kind, text }) });
  assertUnchanged(bars, untouched);
  return { columns, decisions };
}

function assertUnchanged(bars: Bars, untouched: Bars): void {
  for (const name of ['time', 'open', 'high', 'low', 'close', 'volume', 'spread'] as const) {
    const column = bars[name];
    const original = untouched[name];
    if (!column || !original) continue;
    const bar = original.findIndex((value, i) => !Object.is(value, column[i]));
    if (bar < 0) continue;
    throw new AssayError(
      'STRATEGY_CONTRACT',
      `The strategy changes the bars it is given: ${name} at bar ${bar}.`,
      {
        found: String(column[bar]),
        expected: `${String(original[bar])}, unchanged`,
        next: 'Copy a column before you change it.',
      },
    );
  }
}
