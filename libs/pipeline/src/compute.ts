import { listedName, parseTimeOfDay, type Bars } from '@assay/core';
import type { SimulationResult } from '@assay/engine/v1_0_0';
import { canonicalJson } from '@assay/hashing';
import { computeRigour, computeRunMetrics, medianBarSeconds } from '@assay/metrics';
import {
  buildPortfolioModel,
  masterRow,
  masterWorkbook,
  portfolioFiles,
  portfolioRun,
  portfolioWorkbook,
  portfolioWorkbookName,
  priceChart,
  priceChartJson,
  readPriceChart,
  runHtml,
  runResultFiles,
  runWorkbook,
  runWorkbookName,
  type MasterRow,
  type RunResultModel,
  type SessionWindow,
} from '@assay/report';
import { readResult, writeResult } from './work/result-text.js';
import type { OutputFile } from './work/staged-output.js';
import type { PortfolioTask, RunUnit } from './work/tasks.js';

/** Scripts of the pages: the build puts their text in the place of these names. */
declare const ASSAY_RUN_PAGE_SCRIPT: string;
declare const ASSAY_PORTFOLIO_PAGE_SCRIPT: string;

/** The artifacts of stage 1: files for people, and the lossless result that later stages read. */
export function runArtifacts(
  unit: RunUnit,
  bars: Bars,
  result: SimulationResult,
): { readonly files: readonly OutputFile[]; readonly netPnl: number } {
  const model = runModel(unit, bars, result);
  const texts = runResultFiles(model).map(({ path, text }) => ({ path, content: text }));
  const files = [
    ...texts,
    { path: 'metadata/run_chart.json', content: runChart(unit, bars) },
    { path: 'metadata/run_result.json', content: writeResult(model) },
  ];
  return { files, netPnl: model.metrics.all.values.net_profit ?? 0 };
}

/** Bars and session ranges for the price chart of the run's page; warm-up bars are left out. */
function runChart(unit: RunUnit, bars: Bars): string {
  const firstBar = unit.first - unit.from;
  const cut = (column: Float64Array): Float64Array => column.subarray(firstBar);
  const { time, open, high, low, close } = bars;
  const columns = {
    time: cut(time),
    open: cut(open),
    high: cut(high),
    low: cut(low),
    close: cut(close),
  };
  return priceChartJson(priceChart(columns, unit.spec.tick_size, sessionWindow(unit)));
}

/** The window that a session range breakout measures; null for other rules. */
function sessionWindow({ model, zone }: RunUnit): SessionWindow | null {
  const range = model.rules.range_definition;
  if (!range) return null;
  const startMinute = parseTimeOfDay(range.window_start);
  const endMinute = parseTimeOfDay(range.window_end);
  if (startMinute === undefined || endMinute === undefined) return null;
  const includesEndBar = range.include_window_end_bar ?? false;
  return { startMinute, endMinute, includesEndBar, zone };
}

function runModel(unit: RunUnit, bars: Bars, result: SimulationResult): RunResultModel {
  const { model } = unit;
  const firstBar = unit.first - unit.from;
  const { trades, capital, accountCurrency, rejections, notReadyBars, settings } = result;
  const pointSize = unit.spec.tick_size;
  const metrics = computeRunMetrics({
    bars,
    firstBar,
    capital,
    trades,
    equity: result.equity,
    equityLow: result.equityLow,
    sessionZones: unit.sessionZones,
  });
  const { daily, periodsPerYear } = metrics;
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
    engineName: 'assay',
    engineVersion: unit.engineVersion,
    inputs: unit.inputs,
    synthetic: unit.synthetic,
    firstBarTime: bars.time[firstBar] ?? null,
    lastBarTime: bars.time[bars.length - 1] ?? null,
    bars: bars.length - firstBar,
    warmupBars: firstBar,
    medianBarSeconds: medianBarSeconds(bars.time),
    result: { trades, capital, accountCurrency, rejections, notReadyBars, settings },
    pointSize,
    metrics,
    rigour: computeRigour({
      seed: unit.runKey,
      capital,
      daily,
      trades,
      pointSize,
      periodsPerYear,
    }),
  };
}

/** The artifacts of stage 2, from stage 1's lossless result and its chart. */
export function runReport(result: string, chart: string): readonly OutputFile[] {
  const run = readResult<RunResultModel>(result);
  const page = runHtml({ run, chart: readPriceChart(chart) }, ASSAY_RUN_PAGE_SCRIPT);
  return [
    { path: `report/${runWorkbookName(run.directiveId, run.symbol)}`, content: runWorkbook(run) },
    { path: 'report/report.html', content: page },
  ];
}

/** The row of the master sheet, and the artifact that keeps it. */
export function runIndex(result: string): {
  readonly row: MasterRow;
  readonly files: readonly OutputFile[];
} {
  const row = masterRow(readResult<RunResultModel>(result));
  return { row, files: [{ path: 'metadata/master_row.json', content: `${canonicalJson(row)}\n` }] };
}

/** The artifacts of stage 4, from the lossless results of the directive's runs in its order. */
export function portfolioArtifacts(
  {
    directiveId,
    policy,
    trials,
    previous,
  }: Pick<PortfolioTask, 'directiveId' | 'policy' | 'trials' | 'previous'>,
  results: readonly string[],
): { readonly row: MasterRow; readonly files: readonly OutputFile[] } {
  const models = results.map((result) => readResult<RunResultModel>(result));
  const [first] = models;
  if (!first) throw new RangeError(`directive ${directiveId} has no runs`);
  const model = buildPortfolioModel({
    directiveId,
    strategy: first.strategy,
    broker: first.broker,
    timeframe: first.timeframe,
    startDate: first.startDate,
    endDate: first.endDate,
    engineName: first.engineName,
    engineVersion: first.engineVersion,
    runs: models.map(portfolioRun),
    failed: [],
    policy,
    trials,
    previous,
    warnings: [],
  });
  const texts = portfolioFiles(model, ASSAY_PORTFOLIO_PAGE_SCRIPT).map(({ path, text }) => ({
    path,
    content: text,
  }));
  const workbook = { path: portfolioWorkbookName(directiveId), content: portfolioWorkbook(model) };
  return { row: portfolioRow(directiveId, model, models), files: [workbook, ...texts] };
}

/** The row of the portfolio ledger: what it stands on, and every metric by id. */
function portfolioRow(
  directiveId: string,
  model: ReturnType<typeof buildPortfolioModel>,
  runs: readonly RunResultModel[],
): MasterRow {
  const { evidence } = model.portfolio;
  return {
    portfolio_id: directiveId,
    constituent_run_ids: runs.map((run) => run.runId).join(','),
    source_strategy: model.strategy,
    signal_timeframe: model.timeframe,
    engine_version: model.engineVersion,
    account_currency: model.accountCurrency,
    synthetic_data: model.synthetic,
    policy: model.policy.name,
    policy_version: model.policy.version,
    policy_hash: model.policy.sha256,
    verdict: model.judgement.verdict,
    score: model.judgement.score,
    family: model.trials.family,
    hypothesis: model.trials.hypothesis,
    ...evidence.deflation.values,
    ...evidence.robustness.values,
    ...evidence.rigour.metrics.values,
    ...model.portfolio.metrics.values,
  };
}

/** The master sheet as a workbook. */
export function masterSheet(rows: readonly MasterRow[]): Uint8Array {
  return masterWorkbook(rows.map((row) => ({ row, report: reportOf(row) })));
}

/** The workbook of a row, relative to the sheet: both lie in `backtests/`. */
function reportOf(row: MasterRow): string | null {
  const { directive_id, symbol } = row;
  if (typeof directive_id !== 'string' || typeof symbol !== 'string') return null;
  return `${listedName(directive_id, symbol)}/${runWorkbookName(directive_id, symbol)}`;
}
