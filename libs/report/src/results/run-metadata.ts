import { listedName } from '@assay/core';
import { canonicalJson } from '@assay/hashing';
import { moneySuffix, runOutcomeLabel } from './run-result-model.js';
import type { RunResultModel } from './run-result-model.js';
import { instantOrNull } from './timestamps.js';

/** Version of `run_metadata.json`. */
export const RUN_METADATA_SCHEMA = '2.0.0';

/**
 * `run_metadata.json`: what the run is and what it depends on, as canonical JSON. No clock time, host
 * or path is in it. Metrics without a value are null, with their reasons beside them.
 */
export function runMetadataJson(model: RunResultModel): string {
  const { result, metrics } = model;
  return canonicalJson({
    schema_version: RUN_METADATA_SCHEMA,
    run_id: model.runId,
    run_key: model.runKey,
    directive_id: model.directiveId,
    strategy_name: listedName(model.directiveId, model.symbol),
    strategy: model.strategy,
    symbol: model.symbol,
    broker: model.broker,
    timeframe: model.timeframe,
    date_range: { start: model.startDate, end: model.endDate },
    data_range: {
      first_bar: instantOrNull(model.firstBarTime),
      last_bar: instantOrNull(model.lastBarTime),
      bars: model.bars,
      warmup_bars: model.warmupBars,
    },
    engine_name: model.engineName,
    engine_version: model.engineVersion,
    inputs: model.inputs,
    synthetic_data: model.synthetic,
    account_currency: result.accountCurrency,
    point_size: model.pointSize,
    [`reference_capital_${moneySuffix(result.accountCurrency)}`]: result.capital,
    outcome: runOutcomeLabel(model),
    trade_count: result.trades.length,
    settings: result.settings,
    rejections: result.rejections,
    not_ready_bars: result.notReadyBars,
    periods_per_year: metrics.periodsPerYear,
    metrics: metrics.all.values,
    undefined_metrics: metrics.all.reasons,
  });
}

/** `bar_geometry.json`: the median spacing of bars in seconds, null for fewer than two. */
export function barGeometryJson({ medianBarSeconds }: RunResultModel): string {
  return canonicalJson({ median_bar_seconds: medianBarSeconds });
}
