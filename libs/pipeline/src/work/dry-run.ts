import { AssayError } from '@assay/core';
import { proveNoLookahead } from '@assay/strategy';
import { signalsOf } from '@assay/strategy/sdk';
import { startAllocationBudget } from '../sandbox/allocation-budget.js';
import { loadContained } from '../sandbox/load-strategy.js';
import { loadEngine } from './load-engine.js';
import { simulationInput, viewBars } from './simulation-input.js';
import { assertSignalsAgree, type Trade } from './signals-agree.js';
import type { DryRunResult, DryRunTask } from './tasks.js';

/**
 * Stage 0.75 on a thread of its strategy: the hooks must run, keep their contract, and give the same
 * columns and decisions when they know only the first bars.
 */
export async function dryRun({ unit }: DryRunTask): Promise<DryRunResult> {
  const engine = await loadEngine(unit.engineFile);
  let proven: readonly Trade[] | undefined;
  const verdict = proveNoLookahead({
    bars: viewBars(unit),
    firstBar: unit.first - unit.from,
    load: () => loadContained(unit.strategyCode, unit.allocationBytes),
    beforeRun: () => startAllocationBudget(unit.allocationBytes),
    simulate: (strategy, bars, recorder) => {
      const { trades } = engine.simulate(simulationInput(unit, strategy, bars), recorder);
      // The full run is the first; all later ones are of prefixes.
      proven ??= trades;
      return trades.map((trade) => trade.exitBar);
    },
  });
  if (verdict.finding) throw AssayError.of([verdict.finding]);
  const strategy = loadContained(unit.strategyCode, unit.allocationBytes);
  if (signalsOf(strategy) !== null) {
    const { trades } = engine.simulate(simulationInput(unit, strategy));
    assertSignalsAgree(trades, proven ?? []);
  }
  return { cuts: verdict.cuts.length };
}
