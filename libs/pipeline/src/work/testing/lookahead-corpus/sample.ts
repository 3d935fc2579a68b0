import type { Bars } from '@assay/core';
import type { DirectiveRules } from '@assay/directive';
import { defineStrategy, type StrategyContext, type StrategyDefinition } from '@assay/strategy';

/** The part of a strategy file that its author writes. */
export type Hooks = Partial<
  Pick<StrategyDefinition, 'prepareIndicators' | 'checkEntry' | 'checkExit'>
>;

/** A strategy of the corpus. */
export interface Sample {
  /** What kind of leak it is, or of honesty. */
  readonly kind: string;
  /** Loads it anew, its state included. */
  readonly load: () => StrategyDefinition;
  readonly rules?: DirectiveRules;
}

/** A strategy that reads the future. */
export interface Leak extends Sample {
  /** Where it shows: in which column, or in which decision. */
  readonly shows: `column ${string}` | 'entry' | 'exit';
}

/** A strategy from its hooks; without hooks of its own it trades a cross of close and first column. */
export function strategyOf(hooks: Hooks): StrategyDefinition {
  return defineStrategy({
    name: 'Sample',
    timeframe: '1h',
    signature: {},
    prepareIndicators: () => ({}),
    ...crossing(hooks),
    ...hooks,
  });
}

/** Enters when the close crosses above the first column, leaves when it is below. */
function crossing({
  prepareIndicators,
}: Hooks): Pick<StrategyDefinition, 'checkEntry' | 'checkExit'> {
  let first: string | undefined;
  const nameOf = (): string => {
    first ??= Object.keys(prepareIndicators?.(NO_BARS) ?? {})[0] ?? 'open';
    return first;
  };
  const isAbove = (ctx: StrategyContext, ago: number): boolean =>
    ctx.col('close', ago) > ctx.col(nameOf(), ago);
  return {
    checkEntry: (ctx) => (isAbove(ctx, 0) && !isAbove(ctx, 1) ? { direction: 1 } : null),
    checkExit: (ctx) => !isAbove(ctx, 0),
  };
}

const none = new Float64Array(0);
const NO_BARS: Bars = {
  length: 0,
  time: none,
  open: none,
  high: none,
  low: none,
  close: none,
  volume: none,
};

/** A leak whose hooks keep nothing between loads, or make their state anew. */
export function leak(kind: string, shows: Leak['shows'], hooks: Hooks | (() => Hooks)): Leak {
  return { kind, shows, load: () => strategyOf(typeof hooks === 'function' ? hooks() : hooks) };
}

/** A leak in one column called `x`. */
export function leakyColumn(kind: string, x: (bars: Bars) => Float64Array): Leak {
  return leak(kind, 'column x', { prepareIndicators: (bars) => ({ x: x(bars) }) });
}

/** A column from a function of the bar. */
export function each(bars: Bars, value: (i: number) => number): Float64Array {
  return Float64Array.from(bars.close, (_close, i) => value(i));
}

/** A value of a column; NaN outside. */
export function at(column: ArrayLike<number> | undefined, i: number): number {
  return column?.[i] ?? NaN;
}
