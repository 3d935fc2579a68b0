/** A parameter of an indicator, in the order of the function's arguments after the data. */
export interface IndicatorParameter {
  readonly name: string;
  /** The default of the function; for required ones the customary value, marked `required`. */
  readonly value: number;
  readonly required: boolean;
  readonly unit: string;
}

/** What preflight and the documentation know about an indicator module. */
export interface IndicatorEntry {
  /** Module path without extension, as directives name it: `volatility/atr`. */
  readonly path: string;
  /** Name of the function the module exports. */
  readonly name: string;
  readonly summary: string;
  /** First argument: one series, or whole bars. */
  readonly input: 'values' | 'bars';
  readonly parameters: readonly IndicatorParameter[];
  /** Unit of the result. */
  readonly unit: string;
  /** Names of the lines of a result that is a record; empty for a single series. */
  readonly lines: readonly string[];
  /** First defined index, counted from the first non-NaN input, for parameters in their order. */
  readonly firstDefined: (parameters: readonly number[]) => number;
}

const period = (value: number): IndicatorParameter => ({
  name: 'period',
  value,
  required: true,
  unit: 'bars',
});
const shift: IndicatorParameter = { name: 'shift', value: 0, required: false, unit: 'bars' };

const at = (parameters: readonly number[], index: number): number => parameters[index] ?? 0;
const fullWindow = (parameters: readonly number[]): number => at(parameters, 0) - 1;
const afterPeriod = (parameters: readonly number[]): number => at(parameters, 0);
const shiftedWindow = (parameters: readonly number[]): number =>
  at(parameters, 0) - 1 + at(parameters, 1);

/** Every indicator of the library, by path. A directive may declare these and a workspace's own. */
export const INDICATORS: readonly IndicatorEntry[] = [
  {
    path: 'price/roc',
    name: 'roc',
    input: 'values',
    parameters: [period(5)],
    unit: 'percent',
    lines: [],
    summary: 'Rate of change against the value `period` bars ago.',
    firstDefined: afterPeriod,
  },
  {
    path: 'price/rsi',
    name: 'rsi',
    input: 'values',
    parameters: [period(14)],
    unit: '0–100',
    lines: [],
    summary: 'Relative strength index after Wilder.',
    firstDefined: afterPeriod,
  },
  {
    path: 'stats/percentile-rank',
    name: 'percentileRank',
    input: 'values',
    parameters: [period(100)],
    unit: 'share',
    lines: [],
    summary: 'Share of the window that is ≤ the current value.',
    firstDefined: fullWindow,
  },
  {
    path: 'stats/rolling-max',
    name: 'rollingMax',
    input: 'values',
    parameters: [period(20)],
    unit: 'of the input',
    lines: [],
    summary: 'Largest value of the window.',
    firstDefined: fullWindow,
  },
  {
    path: 'stats/rolling-min',
    name: 'rollingMin',
    input: 'values',
    parameters: [period(20)],
    unit: 'of the input',
    lines: [],
    summary: 'Smallest value of the window.',
    firstDefined: fullWindow,
  },
  {
    path: 'structure/donchian-channel',
    name: 'donchianChannel',
    input: 'bars',
    parameters: [period(20), shift],
    unit: 'price',
    lines: ['upper', 'lower', 'middle'],
    summary: 'Highest high, lowest low and the middle between them.',
    firstDefined: shiftedWindow,
  },
  {
    path: 'structure/highest-high',
    name: 'highestHigh',
    input: 'bars',
    parameters: [period(20), shift],
    unit: 'price',
    lines: [],
    summary: 'Highest high of the window.',
    firstDefined: shiftedWindow,
  },
  {
    path: 'structure/lowest-low',
    name: 'lowestLow',
    input: 'bars',
    parameters: [period(20), shift],
    unit: 'price',
    lines: [],
    summary: 'Lowest low of the window.',
    firstDefined: shiftedWindow,
  },
  {
    path: 'trend/efficiency-ratio',
    name: 'efficiencyRatio',
    input: 'values',
    parameters: [period(20)],
    unit: '−1…1',
    lines: [],
    summary: 'Net change ÷ path length, signed.',
    firstDefined: afterPeriod,
  },
  {
    path: 'trend/ema',
    name: 'ema',
    input: 'values',
    parameters: [period(20)],
    unit: 'of the input',
    lines: [],
    summary: 'Exponential moving average, seeded with the simple one.',
    firstDefined: fullWindow,
  },
  {
    path: 'trend/linreg-slope',
    name: 'linregSlope',
    input: 'values',
    parameters: [period(50)],
    unit: 'of the input per bar',
    lines: [],
    summary: 'Slope of the least-squares line.',
    firstDefined: fullWindow,
  },
  {
    path: 'trend/sma',
    name: 'sma',
    input: 'values',
    parameters: [period(20)],
    unit: 'of the input',
    lines: [],
    summary: 'Simple moving average.',
    firstDefined: fullWindow,
  },
  {
    path: 'trend/trend-persistence',
    name: 'trendPersistence',
    input: 'values',
    parameters: [period(20)],
    unit: '−1…1',
    lines: [],
    summary: '(Rising − falling bars) ÷ period.',
    firstDefined: afterPeriod,
  },
  {
    path: 'trend/wma',
    name: 'wma',
    input: 'values',
    parameters: [period(20)],
    unit: 'of the input',
    lines: [],
    summary: 'Linearly weighted moving average.',
    firstDefined: fullWindow,
  },
  {
    path: 'volatility/atr',
    name: 'atr',
    input: 'bars',
    parameters: [period(14)],
    unit: 'price',
    lines: [],
    summary: 'Average true range after Wilder.',
    firstDefined: afterPeriod,
  },
  {
    path: 'volatility/true-range',
    name: 'trueRange',
    input: 'bars',
    parameters: [],
    unit: 'price',
    lines: [],
    summary: 'Range of the bar, widened to the previous close.',
    firstDefined: () => 1,
  },
  {
    path: 'volatility/volatility-regime',
    name: 'volatilityRegime',
    input: 'values',
    parameters: [
      { name: 'window', value: 100, required: false, unit: 'bars' },
      { name: 'lowShare', value: 0.33, required: false, unit: 'share' },
      { name: 'highShare', value: 0.66, required: false, unit: 'share' },
    ],
    unit: '−1, 0, 1',
    lines: [],
    summary: 'Low, normal or high by the percentile rank of an ATR series.',
    firstDefined: fullWindow,
  },
];
