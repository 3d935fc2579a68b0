import type { Bars } from '@assay/core';
import type { StrategyRules } from '../../contract/strategy-rules.js';
import { regimeColumn, type RegimeBars, type RegimeName } from '../parts/regime-column.js';
import {
  planSignals,
  signalColumns,
  type SignalColumns,
  type SignalPlan,
} from '../signals/signal-logic.js';

/** The declared change of regime, nothing optional. */
export interface RegimePlan extends SignalPlan {
  readonly regime: RegimeName;
  readonly over: RegimeBars;
  /** Level that the regime changes to; −1 is a fall of volatility to low. */
  readonly threshold: number;
  /** A long is over at this level and below; −Infinity when no level ends it. */
  readonly endsAt: number;
  /** Volatility has no side: its change is a signal of the one direction that is declared. */
  readonly hasSides: boolean;
}

/** Reads the rules of a regime transition. */
export function planRegime(rules: StrategyRules): RegimePlan {
  const transition = rules.regime_transition_rules;
  if (!transition) throw new RangeError('regime_transition_rules is absent');
  const { entry, exit } = transition;
  const threshold = entry.threshold ?? (entry.type === 'trend_score' ? 3 : 1);
  // Regimes and scores are whole numbers: the next one below the threshold is its end.
  const ends = {
    threshold: (exit.threshold ?? NaN) * Math.sign(threshold),
    regime_end: Math.abs(threshold) - 1,
    reversal: -Infinity,
    stop: -Infinity,
  };
  return {
    ...planSignals(rules, exit.type === 'reversal'),
    regime: entry.type,
    over: { period: entry.period, window: entry.window },
    threshold,
    endsAt: ends[exit.type],
    hasSides: entry.type !== 'volatility_regime',
  };
}

/** 1 at the threshold and beyond, −1 mirrored, 0 between. */
function stateOf(plan: RegimePlan, strength: number): number {
  if (strength !== strength) return NaN;
  const size = Math.abs(plan.threshold);
  return Number(strength >= size) - Number(strength <= -size);
}

/** Where longs (1) and shorts (2) are over by the level of the regime. */
function endsOf(plan: RegimePlan, strength: number): number {
  return Number(strength <= plan.endsAt) + 2 * Number(strength >= -plan.endsAt);
}

/** Columns of the signals. A regime without sides is a signal of the declared direction, both ways. */
export function prepareRegime(plan: RegimePlan, bars: Bars): SignalColumns {
  const strength = regimeColumn(plan.regime, bars, plan.over);
  if (plan.threshold < 0) strength.forEach((value, i) => (strength[i] = -value));
  const state = strength.map((value) => stateOf(plan, value));
  const ends = strength.map((value) => endsOf(plan, value));
  if (plan.hasSides) return signalColumns(plan, state, ends);
  // What says "enter" and what says "over" are the two ends of one scale, whatever the direction.
  const direction = plan.takesLong ? 1 : -1;
  const over = strength.map((value) => (value <= plan.endsAt ? 3 : 0));
  return signalColumns(
    plan,
    state.map((now) => now * direction),
    over,
  );
}
