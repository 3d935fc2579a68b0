import { AssayError, type Bars } from '@assay/core';
import type { StrategyContext } from '../contract/context.js';
import type { IndicatorColumns, StrategyDefinition } from '../contract/define-strategy.js';
import type { EntryDecision, ExitDecision } from '../contract/intents.js';
import type { Evaluation, RecordedDecision } from './compare-with-prefix.js';

/** Hears the decisions of a run; the engine's observer has this shape. */
export interface DecisionRecorder {
  decided(bar: number, kind: 'entry' | 'exit', text: string): void;
}

/** Runs a strategy as it is and keeps its columns. A class, so that all runs share one compiled code. */
class RecordedStrategy implements StrategyDefinition {
  readonly name: string;
  readonly timeframe: string;
  readonly signature: Readonly<Record<string, unknown>>;
  columns: IndicatorColumns = {};

  constructor(private readonly strategy: StrategyDefinition) {
    this.name = strategy.name;
    this.timeframe = strategy.timeframe;
    this.signature = strategy.signature;
  }

  prepareIndicators(bars: Bars): IndicatorColumns {
    this.columns = this.strategy.prepareIndicators(bars);
    return this.columns;
  }

  checkEntry(ctx: StrategyContext): EntryDecision {
    return this.strategy.checkEntry(ctx);
  }

  checkExit(ctx: StrategyContext): ExitDecision {
    return this.strategy.checkExit(ctx);
  }
}

/**
 * Runs a strategy through `run` and keeps what it computed: its columns and every decision.
 * @param run simulates the strategy it is given and reports to the recorder; what it throws passes.
 */
export function recordEvaluation(
  strategy: StrategyDefinition,
  run: (recorded: StrategyDefinition, recorder: DecisionRecorder) => void,
): Evaluation {
  const decisions: RecordedDecision[] = [];
  const recorded = new RecordedStrategy(strategy);
  run(recorded, { decided: (bar, kind, text) => void decisions.push({ bar, kind, text }) });
  return { columns: recorded.columns, decisions };
}

/**
 * Checks that a strategy has left the bars alone that it was given; `original` are the same bars out
 * of its reach.
 * @throws AssayError STRATEGY_CONTRACT: changed bars are prices that the engine would fill at.
 */
export function assertBarsUnchanged(bars: Bars, original: Bars): void {
  for (const name of ['time', 'open', 'high', 'low', 'close', 'volume', 'spread'] as const) {
    const column = bars[name];
    const untouched = original[name];
    const bar = column && untouched ? firstChange(column, untouched) : -1;
    if (bar < 0) continue;
    throw new AssayError(
      'STRATEGY_CONTRACT',
      `The strategy changes the bars it is given: ${name} at bar ${bar}.`,
      {
        found: String(column?.[bar]),
        expected: `${String(untouched?.[bar])}, unchanged`,
        next: 'Copy a column before you change it.',
      },
    );
  }
}

function firstChange(column: Float64Array, untouched: Float64Array): number {
  for (let i = 0; i < untouched.length; i += 1) {
    if (column[i] !== untouched[i] && !Object.is(column[i], untouched[i])) return i;
  }
  return -1;
}
