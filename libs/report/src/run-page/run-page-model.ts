import { BENCHMARK_METRICS, METRICS, RIGOUR_METRICS } from '@assay/metrics';
import { MetricNames } from '../html/metric-names.js';
import type { PriceChart } from '../price-chart/price-chart.js';
import type { RunResultModel } from '../results/run-result-model.js';

/** Everything that the page of a run is rendered from. */
export interface RunPageModel {
  readonly run: RunResultModel;
  readonly chart: PriceChart;
}

/** Names of every number of a run. */
export function runMetricNames(): MetricNames {
  return new MetricNames([...METRICS, ...RIGOUR_METRICS, ...BENCHMARK_METRICS]);
}
