import type { Bars } from '@assay/core';
import type { SimulationResult } from '@assay/engine/v1_0_0';
import { canonicalJson } from '@assay/hashing';
import { computeRunMetrics, medianBarSeconds } from '@assay/metrics';
import { masterRow, runResultFiles, type RunResultModel } from '@assay/report';
import { readResult, writeResult } from './work/result-text.js';
import type { OutputFile } from './work/staged-output.js';
import type { RunUnit } from './work/tasks.js';

/** The artifacts of stage 1: files for people, and the lossless result that later stages read. */
export function runArtifacts(
  unit: RunUnit,
  bars: Bars,
  result: SimulationResult,
): { readonly files: readonly OutputFile[]; readonly netPnl: number } {
  const model = runModel(unit, bars, result);
  const texts = runResultFiles(model).map(({ path, text }) => ({ path, content: text }));
  const files = [...texts, { path: 'metadata/run_result.json', content: writeResult(model) }];
  return { files, netPnl: model.metrics.all.values.net_profit ?? 0 };
}

function runModel(unit: RunUnit, bars: Bars, result: SimulationResult): RunResultModel {
  const { model } = unit;
  const firstBar = unit.first - unit.from;
  const { trades, capital, accountCurrency, rejections, notReadyBars, settings } = result;
  return {
    directiveId: model.id,
    symbol: unit.symbol,
    runId: unit.runId,
    runKey: unit.runKey,
    strategy: model.strategy,
    broker: model.broker,
    timeframe: model.timeframe,
    startDate: model.start_date,
    endDate: model.end_date,
    engineName: 'assay-engine',
    engineVersion: unit.engineVersion,
    inputs: unit.inputs,
    synthetic: unit.synthetic,
    firstBarTime: bars.time[firstBar] ?? null,
    lastBarTime: bars.time[bars.length - 1] ?? null,
    bars: bars.length - firstBar,
    warmupBars: firstBar,
    medianBarSeconds: medianBarSeconds(bars.time),
    result: { trades, capital, accountCurrency, rejections, notReadyBars, settings },
    metrics: computeRunMetrics({
      bars,
      firstBar,
      capital,
      trades,
      equity: result.equity,
      equityLow: result.equityLow,
      sessionZones: unit.sessionZones,
    }),
  };
}

/** The artifacts of stage 2, from stage 1's lossless result. */
export function runReport(_result: string): readonly OutputFile[] {
  return [];
}

/** The row of the master sheet, and the artifact that keeps it. */
export function runIndex(result: string): {
  readonly row: ReturnType<typeof masterRow>;
  readonly files: readonly OutputFile[];
} {
  const row = masterRow(readResult<RunResultModel>(result));
  return { row, files: [{ path: 'metadata/master_row.json', content: `${canonicalJson(row)}\n` }] };
}

/** The artifacts of stage 4. */
export function portfolioArtifacts(
  _directiveId: string,
  _results: readonly string[],
): { readonly row: ReturnType<typeof masterRow>; readonly files: readonly OutputFile[] } {
  return { row: {}, files: [] };
}

/** The master sheet as a workbook. */
export function masterSheet(_rows: readonly ReturnType<typeof masterRow>[]): Uint8Array {
  return new Uint8Array();
}
