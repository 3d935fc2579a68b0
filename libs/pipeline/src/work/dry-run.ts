import { AssayError } from '@assay/core';
import { proveNoLookahead, type Evaluation, type RecordedDecision } from '@assay/strategy';
import { loadStrategy } from '../sandbox/load-strategy.js';
import { loadEngine, type EngineModule } from './load-engine.js';
import { simulationInput } from './simulation-input.js';
import type { DryRunResult, DryRunTask, RunUnit } from './tasks.js';

/**
 * Stage 0.75 on a thread of its strategy: the hooks must run, keep their contract, and give the same
 * columns and decisions on truncated copies of the data.
 */
export async function dryRun({ unit }: DryRunTask): Promise<DryRunResult> {
  const engine = await loadEngine(unit.engineFile);
  let exitBars: readonly number[] = [];
  const verdict = proveNoLookahead({
    length: unit.to - unit.from,
    firstBar: unit.first - unit.from,
    evaluate: (bars) => {
      const { evaluation, exits } = evaluate(engine, unit, bars);
      // Only the full run's exits choose cuts; it is the first to be evaluated.
      if (exitBars.length === 0) exitBars = exits;
      return evaluation;
    },
    exitBars: () => exitBars,
  });
  if (verdict.finding) throw AssayError.of([verdict.finding]);
  return { cuts: verdict.cuts.length };
}

/** A fresh instance of the strategy over copies of the first `bars` bars. */
function evaluate(
  engine: EngineModule,
  unit: RunUnit,
  bars: number,
): { readonly evaluation: Evaluation; readonly exits: readonly number[] } {
  const strategy = loadStrategy(unit.strategyCode);
  let columns: Evaluation['columns'] = {};
  const watched = {
    ...strategy,
    prepareIndicators: (given: Parameters<typeof strategy.prepareIndicators>[0]) =>
      (columns = strategy.prepareIndicators(given)),
    checkEntry: (context: Parameters<typeof strategy.checkEntry>[0]) =>
      strategy.checkEntry(context),
    checkExit: (context: Parameters<typeof strategy.checkExit>[0]) => strategy.checkExit(context),
  };
  const decisions: RecordedDecision[] = [];
  const result = engine.simulate(simulationInput(unit, watched, bars), {
    decided: (bar, kind, text) => decisions.push({ bar, kind, text }),
  });
  return { evaluation: { columns, decisions }, exits: result.trades.map((trade) => trade.exitBar) };
}
