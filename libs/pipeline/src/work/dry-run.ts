import { AssayError } from '@assay/core';
import { proveNoLookahead } from '@assay/strategy';
import { startAllocationBudget } from '../sandbox/allocation-budget.js';
import { loadStrategy } from '../sandbox/load-strategy.js';
import { loadEngine } from './load-engine.js';
import { simulationInput, viewBars } from './simulation-input.js';
import type { DryRunResult, DryRunTask } from './tasks.js';

/**
 * Stage 0.75 on a thread of its strategy: the hooks must run, keep their contract, and give the same
 * columns and decisions when they know only the first bars.
 */
export async function dryRun({ unit }: DryRunTask): Promise<DryRunResult> {
  const engine = await loadEngine(unit.engineFile);
  const verdict = proveNoLookahead({
    bars: viewBars(unit),
    firstBar: unit.first - unit.from,
    load: () => loadStrategy(unit.strategyCode, unit.allocationBytes),
    beforeRun: () => startAllocationBudget(unit.allocationBytes),
    simulate: (strategy, bars, recorder) => {
      const { trades } = engine.simulate(simulationInput(unit, strategy, bars), recorder);
      return trades.map((trade) => trade.exitBar);
    },
  });
  if (verdict.finding) throw AssayError.of([verdict.finding]);
  return { cuts: verdict.cuts.length };
}
