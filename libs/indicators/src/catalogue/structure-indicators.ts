import {
  AFTER,
  FREE,
  FULL,
  PRICE,
  ZONE,
  bars,
  indicator,
  period,
  real,
  type IndicatorEntry,
  type IndicatorParameter,
} from './indicator-entry.js';

const SHIFT = bars('shift', 0, 0);
const SHIFTED = { period: 1, shift: 1, '': -1 } as const;
/** From `period − 1` on, yet never at the first bar, which has nothing before it. */
const AFTER_ONE = [{ period: 1, '': -1 }, { '': 1 }] as const;

function minute(name: string, value: number): IndicatorParameter {
  return { ...bars(name, value, 0, 'minutes after midnight'), most: 1439 };
}

/** The indicators of `structure/`. */
export const STRUCTURE_INDICATORS: readonly IndicatorEntry[] = [
  indicator('structure/adx', {
    definition:
      'Average after Wilder of 100 × |+DI − −DI| ÷ (+DI + −DI), and both directional indicators.',
    input: 'bars',
    parameters: [period(14, 2)],
    unit: '0–100',
    lines: ['adx', 'plusDi', 'minusDi'],
    first: { period: 2, '': -1 },
    memory: 'recursive',
    scaling: FREE,
    source: 'J. W. Wilder; TA-Lib TA_ADX',
  }),
  indicator('structure/adxr', {
    definition: '(ADX + ADX `period − 1` bars ago) ÷ 2.',
    input: 'bars',
    parameters: [period(14, 2)],
    unit: '0–100',
    first: { period: 3, '': -2 },
    memory: 'recursive',
    scaling: FREE,
    source: 'J. W. Wilder; TA-Lib TA_ADXR',
  }),
  indicator('structure/daily-pivot-points', {
    definition:
      'pivot = (high + low + close) ÷ 3 of the previous day; r1, s1 = 2 × pivot − low, − high; r2, s2 = pivot ± (high − low); r3 = high + 2 × (pivot − low); s3 = low − 2 × (high − pivot).',
    input: 'bars',
    options: [ZONE],
    unit: 'price',
    lines: ['pivot', 'r1', 's1', 'r2', 's2', 'r3', 's3'],
    first: { days: 1 },
    memory: 'session',
    scaling: PRICE,
    source: "floor traders' pivots",
  }),
  indicator('structure/donchian-channel', {
    definition:
      'Highest high, lowest low and the middle between them, of `period` bars ending `shift` bars ago.',
    input: 'bars',
    parameters: [period(20), SHIFT],
    unit: 'price',
    lines: ['upper', 'lower', 'middle'],
    first: SHIFTED,
    scaling: PRICE,
    source: 'R. Donchian',
  }),
  indicator('structure/dx', {
    definition: '100 × |+DI − −DI| ÷ (+DI + −DI).',
    input: 'bars',
    parameters: [period(14, 2)],
    unit: '0–100',
    first: AFTER,
    memory: 'recursive',
    scaling: FREE,
    source: 'J. W. Wilder; TA-Lib TA_DX',
  }),
  indicator('structure/ema-slope', {
    definition: 'EMA − EMA `lag` bars ago.',
    parameters: [period(20), bars('lag', 1)],
    unit: 'of the input',
    first: { period: 1, lag: 1, '': -1 },
    memory: 'recursive',
    scaling: PRICE,
    source: 'the predecessor',
  }),
  indicator('structure/highest-high', {
    definition: 'Highest high of `period` bars ending `shift` bars ago.',
    input: 'bars',
    parameters: [period(20), SHIFT],
    unit: 'price',
    first: SHIFTED,
    scaling: PRICE,
    source: 'TA-Lib TA_MAX of the highs',
  }),
  indicator('structure/hull-moving-average', {
    definition: 'WMA over ⌊√period⌋ of 2 × WMA(⌊period ÷ 2⌋) − WMA(period).',
    parameters: [period(20, 2)],
    unit: 'of the input',
    first: { period: 1, '⌊√period⌋': 1, '': -2 },
    scaling: PRICE,
    source: 'A. Hull',
  }),
  indicator('structure/linear-regression-channel', {
    definition:
      'End of the least-squares line of the window ± `deviations` standard deviations of the values from the line.',
    parameters: [period(100, 2), real('deviations', 2, 'deviations')],
    unit: 'of the input',
    lines: ['upper', 'middle', 'lower'],
    first: FULL,
    scaling: PRICE,
    source: 'G. Raff',
  }),
  indicator('structure/lowest-low', {
    definition: 'Lowest low of `period` bars ending `shift` bars ago.',
    input: 'bars',
    parameters: [period(20), SHIFT],
    unit: 'price',
    first: SHIFTED,
    scaling: PRICE,
    source: 'TA-Lib TA_MIN of the lows',
  }),
  indicator('structure/minus-di', {
    definition: "100 × Wilder's sum of downward movement ÷ that of the true ranges.",
    input: 'bars',
    parameters: [period(14)],
    unit: '0–100',
    first: AFTER,
    memory: 'recursive',
    scaling: FREE,
    source: 'J. W. Wilder; TA-Lib TA_MINUS_DI',
  }),
  indicator('structure/minus-dm', {
    definition:
      "Wilder's sum of downward movement: previous low − low, where that is above 0 and above high − previous high.",
    input: 'bars',
    parameters: [period(14)],
    unit: 'price',
    first: AFTER_ONE,
    memory: 'recursive',
    scaling: PRICE,
    source: 'J. W. Wilder; TA-Lib TA_MINUS_DM',
  }),
  indicator('structure/plus-di', {
    definition: "100 × Wilder's sum of upward movement ÷ that of the true ranges.",
    input: 'bars',
    parameters: [period(14)],
    unit: '0–100',
    first: AFTER,
    memory: 'recursive',
    scaling: FREE,
    source: 'J. W. Wilder; TA-Lib TA_PLUS_DI',
  }),
  indicator('structure/plus-dm', {
    definition:
      "Wilder's sum of upward movement: high − previous high, where that is above 0 and above previous low − low.",
    input: 'bars',
    parameters: [period(14)],
    unit: 'price',
    first: AFTER_ONE,
    memory: 'recursive',
    scaling: PRICE,
    source: 'J. W. Wilder; TA-Lib TA_PLUS_DM',
  }),
  indicator('structure/range-breakout-session', {
    definition:
      'High, low, range and range ÷ close of the bars that open in [`startMinute`, `endMinute`), shown from the end until the next session begins; whether a bar behind it breaks it (1, −1), and whether one has.',
    input: 'bars',
    parameters: [minute('startMinute', 180), minute('endMinute', 360)],
    options: [ZONE],
    unit: 'price, share, −1…1',
    lines: ['high', 'low', 'range', 'rangeShare', 'breakout', 'hasBroken'],
    first: { 'days × endMinute': 1 / 1440 },
    memory: 'session',
    intermittent: true,
    scaling: undefined,
    source: 'the predecessor',
  }),
];
