import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { checkPortfolioMoney, checkRunMoney, currentRows } from '../testing/money-trail.js';
import { REPOSITORY, runJson, runTool, type RunDocument } from '../testing/spawn-tool.js';
import { textOf } from '../testing/workspace-maker.js';

const EXAMPLES = join(REPOSITORY, 'examples');
const ACTIVE = join('backtest_directives', 'active');

/** Every directive of every example workspace: a new example is tested by being there. */
const workspaces = readdirSync(EXAMPLES).sort();
function directivesOf(example: string): readonly string[] {
  return readdirSync(join(EXAMPLES, example, ACTIVE))
    .map((name) => name.replace(/\.(txt|yaml|yml)$/, ''))
    .sort();
}

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

/**
 * A directive on its first and its last symbol and its last eighteen months: its rules as they are,
 * sooner done. These symbols bring every way to the account currency: none, direct and inverse.
 */
function shortened(text: string): string {
  const symbols = /\nsymbols:\n((?: {2}- \w+.*\n)+)/.exec(text)?.[1] ?? '';
  const listed = symbols.trimEnd().split('\n');
  const kept = [listed[0], listed.at(-1)].join('\n');
  const lastYear = Number(/end_date: (\d{4})/.exec(text)?.[1]);
  return text.replace(symbols, `${kept}\n`).replace(/start_date: (\d{4})/, (_, year: string) => {
    return `start_date: ${Math.max(Number(year), lastYear - 1)}`;
  });
}

describe.each(workspaces)('examples/%s', (example) => {
  const ids = directivesOf(example);
  let folder = '';
  let directives: RunDocument['directives'] = [];
  let rows: ReturnType<typeof currentRows> = [];
  let portfolios: ReturnType<typeof currentRows> = [];

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'assay-'));
    cpSync(join(EXAMPLES, example), folder, { recursive: true });
    for (const name of readdirSync(join(folder, ACTIVE))) {
      const file = join(folder, ACTIVE, name);
      writeFileSync(file, shortened(readFileSync(file, 'utf8')));
    }
    const sampled = runTool(['data', 'sample'], folder);
    expect(sampled.exit, sampled.stderr).toBe(0);
    const { document, exit, stderr } = runJson(['--all'], folder);
    expect(exit, stderr).toBe(0);
    directives = document.directives;
    rows = currentRows(folder, 'master_rows');
    portfolios = currentRows(folder, 'portfolio_rows');
    return () => rmSync(folder, { recursive: true, force: true });
  }, 120_000);

  test('runs to the end, all of it', () => {
    expect(directives.map(({ id, state }) => `${id} ${state ?? ''}`)).toEqual(
      ids.map((id) => `${id} PORTFOLIO_COMPLETE`),
    );
  });

  test.each(ids)('%s is made by what the table of this test says, and trades', (id) => {
    const text = textOf(folder, 'backtest_directives', 'completed', `${id}.txt`);
    const strategy = /strategy: (\w+)/.exec(text)?.[1] ?? '';
    const source = textOf(folder, 'strategies', strategy, 'strategy.ts');
    expect(source).toContain(`export default ${MADE_BY[id] ?? 'unknown'}(`);
    const runs = directives.find((each) => each.id === id)?.runs ?? [];
    expect(runs).toHaveLength(2);
    for (const { trades } of runs) {
      expect(trades).toBeGreaterThan(20);
      expect(trades).toBeLessThan(1000);
    }
  });

  test.each(ids)('%s: no money is made or lost between trade and report', async (id) => {
    const directive = directives.find((each) => each.id === id);
    if (directive === undefined) throw new Error(`${id} did not run`);
    let net = 0;
    for (const run of directive.runs) {
      const row = rows.find((cells) => cells['run_id'] === run.run_id);
      net += await checkRunMoney(folder, directive, run, row);
    }
    const row = portfolios.find((cells) => cells['directive_id'] === id);
    await checkPortfolioMoney(folder, id, net, row);
  });
});
