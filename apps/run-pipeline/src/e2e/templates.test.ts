import { describe, expect, test } from 'vitest';
import { runDocument, runJson } from '../testing/spawn-tool.js';
import { makeWorkspace, textOf } from '../testing/workspace-maker.js';

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
    const provision = (...args: readonly string[]) =>
      runDocument('provision-strategy', args, folder);
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
    expect(provision('--list-templates').exit).toBe(0);
    expect(provision('By_Hand', '--template', 'thinn').stderr).toContain('Did you mean thin?');
  });
});
