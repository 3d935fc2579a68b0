import type { Bars } from '@assay/core';
import type { StrategyRules } from '../../contract/strategy-rules.js';
import { MEASURE_NAMES, measureColumn, measureMiddle } from '../parts/measure-column.js';
import { trendScore } from '../parts/trend-score.js';
import {
  planSignals,
  signalColumns,
  type SignalColumns,
  type SignalPlan,
} from '../signals/signal-logic.js';

type Reversion = NonNullable<StrategyRules['mean_reversion_rules']>;
type Thresholds = NonNullable<Reversion['entry']['long']>;
type Measure = (typeof MEASURE_NAMES)[number];

/** When a side is to be entered or left: the measure lies below, above, and the trend is weak enough. */
interface Condition {
  /** Infinity when not stated. */
  readonly below: number;
  /** −Infinity when not stated. */
  readonly above: number;
  readonly maxAbsTrendScore: number;
  /** A limit itself fulfils the condition. */
  readonly isInclusive: boolean;
}

/** The declared thresholds, nothing optional; null for a side or an exit that is not declared. */
export interface ReversionPlan extends SignalPlan {
  readonly measure: Measure;
  /** Bars; the usual number of the measure when undefined. */
  readonly period: number | undefined;
  readonly long: Condition | null;
  readonly short: Condition | null;
  readonly longEnds: Condition | null;
  readonly shortEnds: Condition | null;
  readonly asksTrend: boolean;
}

/** The measure that thresholds are stated on: the one named, or the one that a field begins with. */
function measureOf({ entry, exit }: Reversion): Measure {
  const fields = [entry.long, entry.short, exit.long, exit.short].flatMap((set) =>
    Object.keys(set ?? {}),
  );
  const found = MEASURE_NAMES.find(
    (name) =>
      entry.indicator === name ||
      fields.some((field) => [name, `${name}_below`, `${name}_above`].includes(field)),
  );
  if (!found) throw new RangeError('mean_reversion_rules names no measure');
  return found;
}

function conditionOf(thresholds: Thresholds | undefined, measure: Measure): Condition | null {
  if (!thresholds) return null;
  // Signals are whole numbers: one of them lies between two halves.
  const at = thresholds.ultimate_signal ?? NaN;
  const band = at === at ? { below: at + 0.5, above: at - 0.5 } : undefined;
  return {
    below: thresholds.below ?? thresholds[`${measure}_below`] ?? band?.below ?? Infinity,
    above: thresholds.above ?? thresholds[`${measure}_above`] ?? band?.above ?? -Infinity,
    maxAbsTrendScore: thresholds.max_abs_trend_score ?? Infinity,
    isInclusive: false,
  };
}

/** Back at the middle, coming from the side of it on which the position is entered. */
function backAt(middle: number, entered: Condition | null): Condition | null {
  if (!entered) return null;
  const { below, above } = entered;
  const isFromBelow =
    above > -Infinity && below < Infinity ? below + above < 2 * middle : below < Infinity;
  return {
    below: isFromBelow ? Infinity : middle,
    above: isFromBelow ? middle : -Infinity,
    maxAbsTrendScore: Infinity,
    isInclusive: true,
  };
}

function withoutTrend(condition: Condition | null): Condition | null {
  return condition && { ...condition, maxAbsTrendScore: Infinity };
}

/** Reads the rules of a threshold mean reversion. */
export function planReversion(rules: StrategyRules): ReversionPlan {
  const reversion = rules.mean_reversion_rules;
  if (!reversion) throw new RangeError('mean_reversion_rules is absent');
  const { entry, exit } = reversion;
  const measure = measureOf(reversion);
  const middle = measureMiddle(measure);
  const long = conditionOf(entry.long, measure);
  const short = conditionOf(entry.short, measure);
  const ends = {
    opposite_threshold: [withoutTrend(short), withoutTrend(long)],
    mean: [backAt(middle, long), backAt(middle, short)],
    threshold: [conditionOf(exit.long, measure), conditionOf(exit.short, measure)],
    opposite_signal: [null, null],
    max_bars: [null, null],
    stop: [null, null],
  };
  const [longEnds = null, shortEnds = null] = ends[exit.type];
  const all = [long, short, longEnds, shortEnds];
  return {
    ...planSignals(rules, exit.type === 'opposite_signal'),
    measure,
    period: entry.period,
    long,
    short,
    longEnds,
    shortEnds,
    asksTrend: all.some((condition) => condition && condition.maxAbsTrendScore < Infinity),
  };
}

/** 1 when a value fulfils a condition, otherwise 0. */
function holds(condition: Condition | null, value: number, trend: number): number {
  if (!condition) return 0;
  const { below, above, maxAbsTrendScore, isInclusive } = condition;
  const lies = isInclusive ? value <= below && value >= above : value < below && value > above;
  return Number(lies && Math.abs(trend) <= maxAbsTrendScore);
}

/** Long where the measure is low enough, short where it is high enough; where both hold, neither. */
export function prepareReversion(plan: ReversionPlan, bars: Bars): SignalColumns {
  const values = measureColumn(plan.measure, bars, plan.period);
  const trend = plan.asksTrend ? trendScore(bars) : new Float64Array(bars.length);
  const state = values.map((value, i) => {
    const score = trend[i] as number;
    if (value !== value || score !== score) return NaN;
    return holds(plan.long, value, score) - holds(plan.short, value, score);
  });
  const ends = values.map((value, i) => {
    const score = trend[i] as number;
    return holds(plan.longEnds, value, score) + 2 * holds(plan.shortEnds, value, score);
  });
  return signalColumns(plan, state, ends);
}
