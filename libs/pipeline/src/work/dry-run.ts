import { loadStrategy } from '../sandbox/load-strategy.js';
import { loadEngine } from './load-engine.js';
import { simulationInput } from './simulation-input.js';
import type { DryRunResult, DryRunTask } from './tasks.js';

/** Stage 0.75 on a thread of its strategy. */
export async function dryRun({ unit }: DryRunTask): Promise<DryRunResult> {
  const engine = await loadEngine(unit.engineFile);
  const strategy = loadStrategy(unit.strategyCode);
  engine.simulate(simulationInput(unit, strategy));
  return { cuts: 0 };
}
