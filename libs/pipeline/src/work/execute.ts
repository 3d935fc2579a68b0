import { loadStrategy } from '../sandbox/load-strategy.js';
import { loadCompute } from './load-compute.js';
import { loadEngine } from './load-engine.js';
import { simulationInput } from './simulation-input.js';
import { writeStaged } from './staged-output.js';
import type { ExecuteResult, ExecuteTask } from './tasks.js';

/** Stage 1 on a thread of its strategy: simulate, measure, write the raw results to staging. */
export async function execute({ unit, stagingFolder }: ExecuteTask): Promise<ExecuteResult> {
  // Trusted code first: afterwards the thread is reduced to the language.
  const engine = await loadEngine(unit.engineFile);
  const compute = await loadCompute(unit.computeFile);
  const strategy = loadStrategy(unit.strategyCode, unit.allocationBytes);
  const input = simulationInput(unit, strategy);
  const result = engine.simulate(input);
  const { files, netPnl } = compute.runArtifacts(unit, input.bars, result);
  return { files: writeStaged(stagingFolder, files), trades: result.trades.length, netPnl };
}
