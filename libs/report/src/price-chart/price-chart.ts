import { canonicalJson } from '@assay/hashing';
import { encodeChartBars } from './chart-bars.js';
import type { ChartBars, ChartColumns } from './chart-bars.js';
import { measureSessionRanges } from './session-ranges.js';
import type { SessionRange, SessionWindow } from './session-ranges.js';

/** What the price chart of a run is drawn from, besides its trades. */
export interface PriceChart {
  readonly bars: ChartBars;
  /** Empty for a strategy without a session range. */
  readonly ranges: readonly SessionRange[];
}

/** The chart of the bars that could trade. @param pointSize - One tick, price units. */
export function priceChart(
  bars: ChartColumns,
  pointSize: number,
  window: SessionWindow | null,
): PriceChart {
  return {
    bars: encodeChartBars(bars, pointSize),
    ranges: window === null ? [] : measureSessionRanges(bars, window),
  };
}

/** `run_chart.json`: the chart as canonical JSON. */
export function priceChartJson(chart: PriceChart): string {
  return canonicalJson(chart);
}

/** Reads what `priceChartJson` wrote; the hash of the text is the caller's business. */
export function readPriceChart(text: string): PriceChart {
  return JSON.parse(text) as PriceChart;
}
