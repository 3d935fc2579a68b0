import type { Bars } from '@assay/core';
import type { StrategyContext } from '../contract/context.js';
import type { IndicatorColumns, StrategyDefinition } from '../contract/define-strategy.js';
import type { EntryDecision, ExitDecision } from '../contract/intents.js';
import type { Evaluation } from './compare-with-prefix.js';
import { DecisionList } from './decision-list.js';

/** Hears the decisions of a run; the engine's observer has this shape. */
export interface DecisionRecorder {
  decided(bar: number, kind: 'entry' | 'exit', text: string): void;
}

/**
 * Runs a strategy as it is and keeps what it computes: its columns, and every decision that is told to
 * `decisions`, until the end or until something throws. A class, so that all runs share one compiled code.
 */
export class RecordedStrategy implements StrategyDefinition, Evaluation {
  readonly name: string;
  readonly timeframe: string;
  readonly signature: Readonly<Record<string, unknown>>;
  readonly decisions = new DecisionList();
  columns: IndicatorColumns = {};
  /** The hook that was called last. */
  hook: 'prepareIndicators' | 'checkEntry' | 'checkExit' = 'prepareIndicators';
  /** Bar of that call; the last bar for prepareIndicators. */
  bar = 0;

  constructor(private readonly strategy: StrategyDefinition) {
    this.name = strategy.name;
    this.timeframe = strategy.timeframe;
    this.signature = strategy.signature;
  }

  prepareIndicators(bars: Bars): IndicatorColumns {
    this.bar = bars.length - 1;
    this.columns = this.strategy.prepareIndicators(bars);
    return this.columns;
  }

  checkEntry(ctx: StrategyContext): EntryDecision {
    this.hook = 'checkEntry';
    this.bar = ctx.i;
    return this.strategy.checkEntry(ctx);
  }

  checkExit(ctx: StrategyContext): ExitDecision {
    this.hook = 'checkExit';
    this.bar = ctx.i;
    return this.strategy.checkExit(ctx);
  }
}
