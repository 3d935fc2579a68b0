import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadCompute } from './load-compute.js';
import { writeStaged } from './staged-output.js';
import type {
  CompileResult,
  CompileTask,
  IndexResult,
  IndexTask,
  MasterSheetResult,
  MasterSheetTask,
  PortfolioResult,
  PortfolioTask,
} from './tasks.js';

/** Stage 1's lossless result, which every later stage reads; below a capsule's `artifacts`. */
export const RUN_RESULT_PATH = 'metadata/run_result.json';

/** Stage 1's bars and ranges for the page of the run. */
const RUN_CHART_PATH = 'metadata/run_chart.json';

function readResult(artifacts: string): string {
  return readFileSync(join(artifacts, RUN_RESULT_PATH), 'utf8');
}

/** Stage 2 on an unguarded thread: workbook and page. */
export async function compile(task: CompileTask): Promise<CompileResult> {
  const compute = await loadCompute(task.computeFile);
  const chart = readFileSync(join(task.artifacts, RUN_CHART_PATH), 'utf8');
  const files = compute.runReport(readResult(task.artifacts), chart);
  return { files: writeStaged(task.stagingFolder, files) };
}

/** Stage 3 on an unguarded thread. */
export async function index(task: IndexTask): Promise<IndexResult> {
  const compute = await loadCompute(task.computeFile);
  const { row, files } = compute.runIndex(readResult(task.artifacts));
  return { row, files: writeStaged(task.stagingFolder, files) };
}

/** Stage 4 on an unguarded thread. */
export async function portfolio(task: PortfolioTask): Promise<PortfolioResult> {
  const compute = await loadCompute(task.computeFile);
  const { row, files } = compute.portfolioArtifacts(task, task.artifacts.map(readResult));
  return { row, files: writeStaged(task.stagingFolder, files) };
}

/** The master sheet; the caller writes it. */
export async function masterSheet(task: MasterSheetTask): Promise<MasterSheetResult> {
  const compute = await loadCompute(task.computeFile);
  return { workbook: compute.masterSheet(task.rows) };
}
