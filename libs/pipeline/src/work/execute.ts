import { assertBarsUnchanged } from '@assay/strategy';
import { loadContained } from '../sandbox/load-strategy.js';
import { loadCompute } from './load-compute.js';
import { loadEngine } from './load-engine.js';
import { simulationInput, viewBars } from './simulation-input.js';
import { writeStaged } from './staged-output.js';
import type { ExecuteResult, ExecuteTask } from './tasks.js';

/** Stage 1 on a thread of its strategy: simulate, measure, write the raw results to staging. */
export async function execute({ unit, stagingFolder }: ExecuteTask): Promise<ExecuteResult> {
  // Trusted code first: afterwards the thread is reduced to the language.
  const engine = await loadEngine(unit.engineFile);
  const compute = await loadCompute(unit.computeFile);
  const strategy = loadContained(unit.strategyCode, unit.allocationBytes);
  const input = simulationInput(unit, strategy);
  const result = engine.simulate(input);
  // The dry run has seen the same; but these are the prices that the results are made of.
  assertBarsUnchanged(input.bars, viewBars(unit));
  const { files, netPnl } = compute.runArtifacts(unit, input.bars, result);
  return { files: writeStaged(stagingFolder, files), trades: result.trades.length, netPnl };
}
