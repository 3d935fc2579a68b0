import type { RuleCases } from './rule-cases.js';

const LONG = { rsi_below: 30 };
const SHORT = { rsi_above: 70 };
const BOTH = { long: LONG, short: SHORT };

/** Rules of the blocks that say when a market order is due. */
export const SIGNAL_RULE_CASES = {
  'mean_reversion_rules has thresholds on one measure': {
    kept: [
      { mean_reversion_rules: { entry: BOTH } },
      { mean_reversion_rules: { entry: { indicator: 'rsi', long: { below: 30 }, short: SHORT } } },
      { mean_reversion_rules: { entry: { indicator: 'price/rsi', long: LONG } } },
      { mean_reversion_rules: { entry: { long: { ultimate_signal: -1 } } } },
    ],
    broken: [
      [
        { mean_reversion_rules: { entry: { long: { below: 30 } } } },
        'MISSING_KEY mean_reversion_rules.entry.long.below',
      ],
      [
        { mean_reversion_rules: { entry: { long: LONG, short: { zscore_above: 2 } } } },
        'CONFLICTING_VALUES mean_reversion_rules.entry.short.zscore_above',
      ],
      [
        { mean_reversion_rules: { entry: { long: LONG, short: { ultimate_signal: 1 } } } },
        'CONFLICTING_VALUES mean_reversion_rules.entry.short.ultimate_signal',
      ],
      [
        { mean_reversion_rules: { entry: { indicator: 'zscore', long: LONG } } },
        'CONFLICTING_VALUES mean_reversion_rules.entry.long.rsi_below',
      ],
      [
        {
          mean_reversion_rules: {
            entry: { long: LONG },
            exit: { type: 'threshold', long: { mfi_above: 50 } },
          },
        },
        'CONFLICTING_VALUES mean_reversion_rules.exit.long.mfi_above',
      ],
    ],
  },
  'mean_reversion_rules states a threshold for each side that it enters': {
    kept: [{ mean_reversion_rules: { entry: { short: SHORT } } }],
    broken: [
      [
        { mean_reversion_rules: { entry: { long: LONG, short: { max_abs_trend_score: 1 } } } },
        'MISSING_KEY mean_reversion_rules.entry.short',
      ],
      [{ mean_reversion_rules: { entry: {} } }, 'MISSING_KEY mean_reversion_rules.entry'],
    ],
  },
  'an exit of mean_reversion_rules states what its type reads and no more': {
    kept: [
      { mean_reversion_rules: { entry: BOTH, exit: { type: 'opposite_signal', max_bars: 9 } } },
      { mean_reversion_rules: { entry: { long: LONG }, exit: { type: 'mean' } } },
      { mean_reversion_rules: { entry: { long: LONG }, exit: { type: 'max_bars', max_bars: 9 } } },
      {
        mean_reversion_rules: {
          entry: { long: LONG },
          exit: { type: 'threshold', long: { rsi_above: 55 } },
        },
      },
      {
        mean_reversion_rules: { entry: BOTH, exit: { type: 'stop' } },
        execution_rules: { stop_loss: { type: 'points', value: 9 } },
      },
    ],
    broken: [
      [
        { mean_reversion_rules: { entry: BOTH, exit: { type: 'max_bars' } } },
        'MISSING_KEY mean_reversion_rules.exit.type',
      ],
      [
        { mean_reversion_rules: { entry: BOTH, exit: { type: 'stop' } } },
        'MISSING_KEY mean_reversion_rules.exit.type',
      ],
      [
        { mean_reversion_rules: { entry: { long: LONG }, exit: { type: 'opposite_threshold' } } },
        'MISSING_KEY mean_reversion_rules.exit.type',
      ],
      [
        { mean_reversion_rules: { entry: { short: SHORT }, exit: { type: 'threshold' } } },
        'MISSING_KEY mean_reversion_rules.exit.type',
      ],
      [
        { mean_reversion_rules: { entry: BOTH, exit: { type: 'mean', long: SHORT } } },
        'CONFLICTING_VALUES mean_reversion_rules.exit.long',
      ],
      [
        {
          mean_reversion_rules: {
            entry: { long: LONG },
            exit: { type: 'threshold', long: SHORT, short: LONG },
          },
        },
        'CONFLICTING_VALUES mean_reversion_rules.exit.short',
      ],
    ],
  },
  'an exit of regime_transition_rules states a threshold with type threshold only': {
    kept: [
      { regime_transition_rules: { exit: { type: 'threshold', threshold: 0 } } },
      { regime_transition_rules: { exit: { type: 'reversal' } } },
    ],
    broken: [
      [
        { regime_transition_rules: { exit: { type: 'threshold' } } },
        'MISSING_KEY regime_transition_rules.exit.type',
      ],
      [
        { regime_transition_rules: { exit: { type: 'regime_end', threshold: 0 } } },
        'CONFLICTING_VALUES regime_transition_rules.exit.threshold',
      ],
    ],
  },
  'max_bars is the same in every place': {
    kept: [
      { exit_rules: { max_bars: 5 }, mean_reversion_rules: { exit: { max_bars: 5 } } },
      { mean_reversion_rules: { exit: { max_bars: 5 } } },
    ],
    broken: [
      [
        { exit_rules: { max_bars: 5 }, mean_reversion_rules: { exit: { max_bars: 6 } } },
        'CONFLICTING_VALUES mean_reversion_rules.exit.max_bars',
      ],
    ],
  },
} as const satisfies RuleCases;
