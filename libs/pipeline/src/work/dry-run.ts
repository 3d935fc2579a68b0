import { AssayError, copyBars } from '@assay/core';
import { assertBarsUnchanged, proveNoLookahead, recordEvaluation } from '@assay/strategy';
import { startAllocationBudget } from '../sandbox/allocation-budget.js';
import { loadStrategy } from '../sandbox/load-strategy.js';
import { loadEngine } from './load-engine.js';
import { simulationInput } from './simulation-input.js';
import type { DryRunResult, DryRunTask } from './tasks.js';

/**
 * Stage 0.75 on a thread of its strategy: the hooks must run, keep their contract, and give the same
 * columns and decisions on truncated copies of the data.
 */
export async function dryRun({ unit }: DryRunTask): Promise<DryRunResult> {
  const engine = await loadEngine(unit.engineFile);
  const length = unit.to - unit.from;
  let exitBars: readonly number[] = [];
  const verdict = proveNoLookahead({
    length,
    firstBar: unit.first - unit.from,
    load: () => loadStrategy(unit.strategyCode, unit.allocationBytes),
    evaluate: (bars, strategy) => {
      startAllocationBudget(unit.allocationBytes);
      return recordEvaluation(strategy, (recorded, recorder) => {
        const input = simulationInput(unit, recorded, bars);
        const { trades } = engine.simulate(input, recorder);
        if (bars !== length) return;
        // The full run comes first: its exits choose cuts, and what it does to the bars, all do.
        exitBars = trades.map((trade) => trade.exitBar);
        assertBarsUnchanged(input.bars, copyBars(unit.bars, unit.from, unit.to));
      });
    },
    exitBars: () => exitBars,
  });
  if (verdict.finding) throw AssayError.of([verdict.finding]);
  return { cuts: verdict.cuts.length };
}
