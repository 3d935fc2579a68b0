import type { SimulationResult } from '@assay/engine/v1_0_0';
import { assertBarsUnchanged } from '@assay/strategy';
import { loadContained } from '../sandbox/load-strategy.js';
import { loadEngine } from './load-engine.js';
import { simulationInput, viewBars } from './simulation-input.js';
import type { HeldPosition, ShadowDecision, ShadowResult, ShadowTask } from './tasks.js';

/** What is open after the last bar: the engine closes it there, and says so. */
function heldAt({ trades }: SimulationResult, last: number): HeldPosition | null {
  const open = trades.filter(
    ({ exitReason, exitBar }) => exitReason === 'END_OF_DATA' && exitBar === last,
  );
  const [oldest] = open;
  if (!oldest) return null;
  const units = open.reduce((sum, trade) => sum + trade.units, 0);
  const paid = open.reduce((sum, trade) => sum + trade.units * trade.entryPrice, 0);
  const { direction, entryTime } = oldest;
  return { direction, units, entryPrice: paid / units, entryTime };
}

/**
 * Evaluates a sealed strategy on the newest bars, on a thread of its own: what it decides at the close
 * of the last one, and what the simulation holds then. Writes nothing.
 */
export async function shadow({ unit }: ShadowTask): Promise<ShadowResult> {
  const engine = await loadEngine(unit.engineFile);
  const strategy = loadContained(unit.strategyCode, unit.allocationBytes);
  const input = simulationInput(unit, strategy);
  const last = input.bars.length - 1;
  const decisions: ShadowDecision[] = [];
  const result = engine.simulate(input, {
    decided(bar, kind, decision) {
      if (bar === last) decisions.push({ kind, decision });
    },
  });
  assertBarsUnchanged(input.bars, viewBars(unit));
  return { decisions, held: heldAt(result, last) };
}
