import type { Bars } from '@assay/core';
import type { StrategyRules } from '../../contract/strategy-rules.js';
import { streakColumns } from '../parts/streak-columns.js';
import {
  planSignals,
  signalColumns,
  type SignalColumns,
  type SignalPlan,
} from '../signals/signal-logic.js';

/** The declared streaks, nothing optional. */
export interface StreakPlan extends SignalPlan {
  /** Green bars in a row that say long, red ones that say short. */
  readonly green: number;
  readonly red: number;
}

/** Reads the rules of a streak strategy; the opposite streak leaves unless declared otherwise. */
export function planStreak(rules: StrategyRules): StreakPlan {
  const machine = rules.state_machine;
  if (!machine) throw new RangeError('state_machine is absent');
  return {
    ...planSignals(rules, true),
    green: machine.long_bias_trigger.green_streak,
    red: machine.short_bias_trigger.red_streak,
  };
}

/** Long while the last bars were green in a row, short while they were red. */
export function prepareStreak(plan: StreakPlan, bars: Bars): SignalColumns {
  const { green, red } = streakColumns(bars);
  const state = green.map((streak, i) => {
    if (streak !== streak) return NaN;
    return Number(streak >= plan.green) - Number((red[i] as number) >= plan.red);
  });
  return signalColumns(plan, state);
}
