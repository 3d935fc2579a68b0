import type { DirectiveRules } from '@assay/directive';
import { regimeColumn, trendRegime, trendScore } from '@assay/strategy/sdk';
import { describe, expect, it } from 'vitest';
import { MarketStates } from './market-state.js';
import { randomBars } from './testing/random-market.js';
import { runRecipe } from './testing/recipe-run.js';
import { barsOf, quietBars, tradeLines, type Row } from './testing/scenario.js';

/** With roc over one bar: percent of change from close to close. */
function reversion(entry: object, exit: object, more: DirectiveRules = {}): DirectiveRules {
  return { mean_reversion_rules: { entry: { period: 1, ...entry }, exit } as never, ...more };
}

const SIDES = { long: { roc_below: -5 }, short: { roc_above: 5 } };
/** Rests, falls 10 %, rests, rises 10 %, rests. */
const SWING = [100, 100, 90, 90, 99, 99, 99];

describe('the mean reversion', () => {
  it.each<[string, number[], DirectiveRules, string[]]>([
    [
      'leaves at the middle, and takes the other side there when that is a signal too',
      SWING,
      reversion(SIDES, { type: 'mean' }),
      ['long 90@3 -> 90@4 SIGNAL', 'short 99@5 -> 99@6 SIGNAL'],
    ],
    [
      'waits for the opposite signal, and reverses there',
      SWING,
      reversion(SIDES, { type: 'opposite_signal' }),
      ['long 90@3 -> 99@5 REVERSE', 'short 99@5 -> 99@6 END_OF_DATA'],
    ],
    [
      'leaves without reversing with mode single',
      SWING,
      reversion(SIDES, { type: 'opposite_signal' }, { position_management: { mode: 'single' } }),
      ['long 90@3 -> 99@5 SIGNAL'],
    ],
    [
      'leaves at the opposite threshold',
      SWING,
      reversion(SIDES, { type: 'opposite_threshold' }),
      ['long 90@3 -> 99@5 REVERSE', 'short 99@5 -> 99@6 END_OF_DATA'],
    ],
    [
      'leaves at thresholds of its own',
      [100, 100, 90, 91, 95, 95, 95],
      reversion({ long: { roc_below: -5 } }, { type: 'threshold', long: { roc_above: 2 } }),
      ['long 90@3 -> 95@5 SIGNAL'],
    ],
    [
      'leaves after max_bars',
      SWING,
      reversion({ long: SIDES.long }, { type: 'max_bars', max_bars: 2 }),
      ['long 90@3 -> 99@5 MAX_BARS'],
    ],
    [
      'leaves at the stop only',
      [100, 100, 90, 90, 99, 84, 84],
      reversion(
        { long: SIDES.long },
        { type: 'stop' },
        { execution_rules: { stop_loss: { type: 'points', value: 5 } } },
      ),
      ['long 90@3 -> 85@5 STOP_LOSS', 'long 84@6 -> 84@6 END_OF_DATA'],
    ],
    [
      'reads below and above of the named indicator',
      SWING,
      reversion(
        { indicator: 'roc', long: { below: -5 }, short: { above: 5 } },
        { type: 'opposite_signal' },
      ),
      ['long 90@3 -> 99@5 REVERSE', 'short 99@5 -> 99@6 END_OF_DATA'],
    ],
    [
      'stays out when a value is at the threshold',
      [100, 100, 95, 95, 95],
      reversion(SIDES, { type: 'mean' }),
      [],
    ],
    [
      'takes a band where both limits are stated',
      [100, 100, 90, 90, 85, 85, 85],
      reversion({ long: { roc_below: -5, roc_above: -7 } }, { type: 'mean' }),
      ['long 85@5 -> 85@6 SIGNAL'],
    ],
    [
      'is not interested in the first bar that has a value: nothing has changed there',
      [100, 90, 80, 80, 80],
      reversion({ period: 1, long: { roc_below: -5 } }, { type: 'mean' }),
      [],
    ],
    [
      'takes it, and every later one, when re-entry is allowed',
      [100, 90, 80, 80, 80],
      reversion(
        { long: { roc_below: -5 } },
        { type: 'max_bars', max_bars: 1 },
        { trade_management: { reentry: { allowed: true } } },
      ),
      ['long 90@2 -> 80@3 MAX_BARS'],
    ],
    [
      'does not trade in a strong trend where max_abs_trend_score says so',
      SWING,
      reversion({ long: { roc_below: -5, max_abs_trend_score: 1 } }, { type: 'mean' }),
      [],
    ],
  ])('%s', (_, closes, rules, expected) => {
    const result = runRecipe('threshold_mean_reversion', rules, quietBars(closes));
    expect(tradeLines(result)).toEqual(expected);
  });
});

function transition(entry: object, exit: object, more: DirectiveRules = {}): DirectiveRules {
  return { regime_transition_rules: { entry, exit, ...more } as never };
}

describe('the regime transition', () => {
  const UP_DOWN = [10, 9, 10, 11, 11, 11, 10, 9, 9];
  it.each<[string, number[], DirectiveRules, string[]]>([
    [
      'enters where the regime changes and reverses where it is the opposite',
      UP_DOWN,
      transition({ type: 'ema_regime', period: 1 }, { type: 'reversal' }),
      ['long 10@3 -> 10@7 REVERSE', 'short 10@7 -> 9@8 END_OF_DATA'],
    ],
    [
      'leaves where the regime has come back to the threshold',
      UP_DOWN,
      transition({ type: 'ema_regime', period: 1 }, { type: 'threshold', threshold: 0 }),
      ['long 10@3 -> 11@5 SIGNAL', 'short 10@7 -> 9@8 END_OF_DATA'],
    ],
    [
      'leaves only at the other end where that is the threshold',
      UP_DOWN,
      transition({ type: 'ema_regime', period: 1 }, { type: 'threshold', threshold: -1 }),
      ['long 10@3 -> 10@7 REVERSE', 'short 10@7 -> 9@8 END_OF_DATA'],
    ],
    [
      'leaves where the regime ends',
      UP_DOWN,
      transition({ type: 'ema_regime', period: 1 }, { type: 'regime_end' }),
      ['long 10@3 -> 11@5 SIGNAL', 'short 10@7 -> 9@8 END_OF_DATA'],
    ],
    [
      'takes the declared side only',
      UP_DOWN,
      transition({ type: 'ema_regime', period: 1 }, { type: 'reversal' }, { direction: 'long' }),
      ['long 10@3 -> 10@7 SIGNAL'],
    ],
    [
      'goes by the slope of a regression',
      UP_DOWN,
      transition({ type: 'linreg_regime', period: 2 }, { type: 'regime_end' }),
      ['long 10@3 -> 11@5 SIGNAL', 'short 10@7 -> 9@8 END_OF_DATA'],
    ],
    [
      'stays where only the stop leaves',
      UP_DOWN,
      {
        ...transition({ type: 'ema_regime', period: 1 }, { type: 'stop' }),
        execution_rules: { stop_loss: { type: 'points', value: 5 } },
      },
      ['long 10@3 -> 9@8 END_OF_DATA'],
    ],
  ])('%s', (_, closes, rules, expected) => {
    expect(tradeLines(runRecipe('regime_transition', rules, quietBars(closes)))).toEqual(expected);
  });

  /** Bars whose range is as stated: volatility by the average of one bar, ranked within four. */
  const ranges = (widths: readonly number[]) =>
    barsOf(widths.map((width): Row => [100, 100 + width, 100 - width, 100]));
  /** Low at 4, normal at 5, high at 6 and 7, normal at 8, low at 9, high at 10 and 11. */
  const WIDTHS = [1, 3, 3, 3, 1, 2, 4, 4, 3, 1, 4, 4];

  it.each<[string, object, object, 'long' | 'short', string[]]>([
    [
      'a rise to high, until it is low',
      {},
      { type: 'reversal' },
      'long',
      ['long @7-10', 'long @11-11'],
    ],
    [
      'a rise to high, until it is normal',
      {},
      { type: 'threshold', threshold: 0 },
      'short',
      ['short @7-9', 'short @11-11'],
    ],
    [
      'a fall to low, until it has risen to high',
      { threshold: -1 },
      { type: 'reversal' },
      'long',
      ['long @10-11'],
    ],
  ])('goes by volatility, on the declared side: %s', (_, entry, exit, direction, expected) => {
    const rules = {
      ...transition({ type: 'volatility_regime', period: 1, window: 4, ...entry }, exit, {
        direction,
      }),
    };
    const { trades } = runRecipe('regime_transition', rules, ranges(WIDTHS));
    expect(
      trades.map(
        ({ direction: side, entryBar, exitBar }) =>
          `${side === 1 ? 'long' : 'short'} @${entryBar}-${exitBar}`,
      ),
    ).toEqual(expected);
  });
});

it.each([1, 2, 3])(
  'the trend score of a strategy is that of the market state, bar by bar',
  (seed) => {
    const bars = randomBars(seed, 600);
    const states = new MarketStates(bars);
    const score = trendScore(bars);
    for (let bar = 0; bar < bars.length; bar += 1) {
      expect(score[bar]).toBe(states.trendScore(bar));
      expect(trendRegime(score[bar] as number)).toBe(states.trendRegime(bar));
    }
    expect(regimeColumn('trend_regime', bars)[599]).toBe(states.trendRegime(599));
  },
);
