import { priceChart } from '../price-chart/price-chart.js';
import type { PriceChart } from '../price-chart/price-chart.js';
import type { RunPageModel } from '../run-page/run-page-model.js';
import { sampleModel, sampleNumbers } from './sample-model.js';
import type { SampleOptions } from './sample-model.js';

const HOUR = 3_600_000;

/** Bars of the sample's hours. */
export function sampleChart(count: number, start = 1_698_796_800_000): PriceChart {
  const random = sampleNumbers(21);
  const column = (shift: number): Float64Array =>
    Float64Array.from(
      { length: count },
      () => Math.round((1 + shift + random() / 100) * 1e5) / 1e5,
    );
  const bars = {
    time: Float64Array.from({ length: count }, (_, i) => start + i * HOUR),
    open: column(0),
    close: column(0),
    high: column(0.02),
    low: column(-0.02),
  };
  return priceChart(bars, 0.00001, null);
}

/** The page model of a sampled run. */
export function samplePage(options: SampleOptions = {}): RunPageModel {
  const run = sampleModel(options);
  return { run, chart: sampleChart(run.bars) };
}
