import type { DirectiveRules } from '@assay/directive';
import { describe, expect, it } from 'vitest';
import { runRecipe } from './testing/recipe-run.js';
import { barsOf, tradeLines, type Row } from './testing/scenario.js';

/** A bar that rises by one (`+`), falls by one (`-`) or stays (`0`) from the last close. */
function candles(shape: string) {
  let close = 100;
  const rows = [...shape].map((sign): Row => {
    const open = close;
    close += sign === '+' ? 1 : sign === '-' ? -1 : 0;
    return [open, Math.max(open, close), Math.min(open, close), close];
  });
  return barsOf(rows);
}

const STREAK: DirectiveRules = {
  state_machine: { long_bias_trigger: { green_streak: 2 }, short_bias_trigger: { red_streak: 3 } },
};

describe('the streak', () => {
  it.each<[string, string, DirectiveRules, string[]]>([
    ['enters long after two green bars', '++00', {}, ['long 102@2 -> 102@3 END_OF_DATA']],
    ['is ended by a bar that stays', '+0+00', {}, []],
    [
      'reverses after three red bars, at one fill',
      '++0---00',
      {},
      ['long 102@2 -> 99@6 REVERSE', 'short 99@6 -> 99@7 END_OF_DATA'],
    ],
    [
      'does the same when stop_and_reverse is declared',
      '++0---00',
      { position_management: { mode: 'stop_and_reverse' } },
      ['long 102@2 -> 99@6 REVERSE', 'short 99@6 -> 99@7 END_OF_DATA'],
    ],
    [
      'only leaves with mode single',
      '++0---00',
      { position_management: { mode: 'single' } },
      ['long 102@2 -> 99@6 SIGNAL'],
    ],
    [
      'neither leaves nor reverses without on_opposite_signal',
      '++0---00',
      { exit_rules: { on_opposite_signal: false } },
      ['long 102@2 -> 99@7 END_OF_DATA'],
    ],
    [
      'takes one side only where the direction says so',
      '++0---00',
      { direction: 'short' },
      ['short 99@6 -> 99@7 END_OF_DATA'],
    ],
    [
      'does not enter again in the same streak',
      '++++00',
      { exit_rules: { max_bars: 1 } },
      ['long 102@2 -> 103@3 MAX_BARS'],
    ],
    [
      'enters again while the streak lasts when re-entry is allowed',
      '++++00',
      { exit_rules: { max_bars: 1 }, trade_management: { reentry: { allowed: true } } },
      ['long 102@2 -> 103@3 MAX_BARS', 'long 104@4 -> 104@5 MAX_BARS'],
    ],
    [
      'trades the other way round for a symbol of polarity_override, whatever its case',
      '++0---00',
      { polarity_override: { mode: 'invert', symbols: ['EURUSD', 'test'] } },
      ['short 102@2 -> 99@6 REVERSE', 'long 99@6 -> 99@7 END_OF_DATA'],
    ],
    [
      'is left alone by polarity_override of other symbols',
      '++0---00',
      { polarity_override: { mode: 'invert', symbols: ['EURUSD'] } },
      ['long 102@2 -> 99@6 REVERSE', 'short 99@6 -> 99@7 END_OF_DATA'],
    ],
    ['asks the filters', '++0---00', { trend_filter: { enabled: true, required_regime: 2 } }, []],
  ])('%s', (_, shape, rules, expected) => {
    expect(
      tradeLines(runRecipe('streak_reversal', { ...STREAK, ...rules }, candles(shape))),
    ).toEqual(expected);
  });
});
