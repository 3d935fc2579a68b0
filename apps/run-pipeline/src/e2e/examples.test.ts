import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { REPOSITORY, runJson, runTool } from '../testing/spawn-tool.js';
import { makeWorkspace, temporaryFolder, textOf } from '../testing/workspace-maker.js';

const ACTIVE = join('backtest_directives', 'active');
const EXAMPLES = readdirSync(join(REPOSITORY, 'examples', 'fx', ACTIVE))
  .filter((name) => name.endsWith('.txt'))
  .map((name) => name.replace('.txt', ''))
  .sort();

/** What makes the rules of each example: a recipe, or a strategy written by hand. */
const MADE_BY: Readonly<Record<string, string>> = {
  FX_Channel_Pullback_H1: 'defineStrategy',
  FX_MA_Cross_H1: 'movingAverageCross',
  FX_Night_Range_H1: 'sessionRangeBreakout',
  FX_RSI_Reversion_H1: 'thresholdMeanReversion',
  FX_Range_Breakout_H1: 'sessionRangeBreakout',
  FX_Streak_Reversal_H4: 'streakReversal',
  FX_Trend_Transition_H4: 'regimeTransition',
  Range_Breakout_01: 'sessionRangeBreakout',
};

/** One symbol and eighteen months of a directive: its rules as they are, sooner done. */
function shortened(text: string): string {
  return text
    .replace(/\nsymbols:\n(?: {2}- \w+.*\n)+/, '\nsymbols:\n  - EURUSD\n')
    .replace(/start_date: 201[35]-01-01/, 'start_date: 2017-01-01');
}

describe('the examples', () => {
  test('are those that the table of this test knows', () => {
    expect(EXAMPLES).toEqual(Object.keys(MADE_BY).sort());
  });

  test('all run on the sample bars, each with a sensible number of trades', () => {
    const folder = join(temporaryFolder(), 'fx');
    expect(runTool(['init', folder], '/').exit).toBe(0);
    for (const id of EXAMPLES) {
      const file = join(folder, ACTIVE, `${id}.txt`);
      writeFileSync(file, shortened(readFileSync(file, 'utf8')));
    }
    expect(runTool(['data', 'sample'], folder).exit).toBe(0);
    const { exit, document } = runJson(['--all'], folder);
    expect(exit).toBe(0);
    const { directives } = document;
    expect(directives.map(({ id, state }) => `${id} ${state}`)).toEqual(
      EXAMPLES.map((id) => `${id} PORTFOLIO_COMPLETE`),
    );
    for (const { id, runs } of directives) {
      expect(runs, id).toHaveLength(1);
      for (const { trades } of runs) {
        expect(trades, id).toBeGreaterThan(20);
        expect(trades, id).toBeLessThan(1000);
      }
      const strategy = /strategy: (\w+)/.exec(
        textOf(folder, 'backtest_directives', 'completed', `${id}.txt`),
      )?.[1];
      expect(textOf(folder, 'strategies', strategy ?? '', 'strategy.ts')).toContain(
        `export default ${MADE_BY[id]}(`,
      );
    }
  });
});

describe('a strategy that starts from a template', () => {
  const directive = (id: string): string => `test:
  { strategy: ${id}, broker: Assay_FX, timeframe: 1h, start_date: 2024-01-15, end_date: 2024-05-31 }
symbols: [EURUSD]
state_machine: { long_bias_trigger: { green_streak: 2 }, short_bias_trigger: { red_streak: 2 } }
sizing: { mode: fixed_lots, lots: 0.1 }
`;

  test('makes the trades of the recipe, and is never overwritten', () => {
    const ids = ['By_Hand', 'By_Recipe'];
    const folder = makeWorkspace({
      symbols: ['EURUSD'],
      directives: Object.fromEntries(ids.map((id) => [`${id}.txt`, directive(id)])),
    });
    const provision = (...args: readonly string[]) => runTool(args, folder, 'provision-strategy');
    expect(provision('By_Hand', '--template', 'streak_reversal').exit).toBe(0);
    expect(textOf(folder, 'strategies', 'By_Hand', 'strategy.ts')).toContain(
      'function planStreak(',
    );
    const { document } = runJson(ids, folder);
    const [hand, recipe] = document.directives.map(({ runs }) => runs[0]);
    expect(recipe?.trades).toBeGreaterThan(20);
    expect([hand?.trades, hand?.net_pnl]).toEqual([recipe?.trades, recipe?.net_pnl]);
    expect(provision('By_Hand', '--template', 'thin').stderr).toContain('STRATEGY_EXISTS');
    expect(provision('By_Hand', '--check').exit).toBe(0);
    expect(provision('By_Hand', '--template', 'thinn').stderr).toContain('Did you mean thin?');
  });
});
