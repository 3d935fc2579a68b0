import type { Bars } from '@assay/core';
import * as library from '../index.js';
import type { AverageKind } from '../trend/moving-average.js';
import { bookLine, isFromTheBook, wilderBars } from './talib-book.js';
import type { TalibRow } from './talib-vectors.js';

/** What TA-Lib's function gives, from ours: one or more lines, NaN where TA-Lib gives nothing. */
type Lines = readonly Float64Array[];
type Call = (row: TalibRow, bars: Bars) => Lines;
type Cell = TalibRow['cell'];

const {
  accelerationBands,
  accumulationDistribution,
  adx,
  adxr,
  apo,
  aroon,
  aroonOscillator,
  atr,
  averageDeviation,
  averagePrice,
  balanceOfPower,
  barsSinceMax,
  barsSinceMin,
  beta,
  bollingerBands,
  cci,
  chaikinOscillator,
  cmo,
  correlation,
  dx,
  intradayMomentumIndex,
  macd,
  macdFix,
  mfi,
  minusDi,
  minusDm,
  momentum,
  movingAverage,
  natr,
  parabolicSar,
  plusDi,
  plusDm,
  ppo,
  roc,
  rocr,
  rocr100,
  rollingMax,
  rollingMin,
  rollingMinMax,
  rsi,
  standardDeviation,
  stochastic,
  stochasticRsi,
  trix,
  trueRange,
  ultimateOscillator,
  williamsR,
} = library;

const number = (cell: Cell, name: string): number => Number(cell(name));
const length = (cell: Cell): number => number(cell, 'optInTimePeriod');
const isMetastock = (cell: Cell): boolean => cell('compatibility') === 'TA_COMPATIBILITY_METASTOCK';
const times = (column: Float64Array, factor: number): Float64Array =>
  column.map((value) => value * factor);

/** TA-Lib's kinds of average by ours; an EMA of MetaStock begins with the first value. */
function averageOf(cell: Cell, name: string): AverageKind {
  const kind = String(cell(name)).replace('TA_MAType_', '').toLowerCase();
  return (kind === 'ema' && isMetastock(cell) ? 'ema-from-first' : kind) as AverageKind;
}

/** TA-Lib gives the lines of one function from where the last of them is defined. */
function aligned(lines: Lines): Lines {
  const firsts = lines.map((line) => line.findIndex((value) => !Number.isNaN(value)));
  return lines.map((line) => line.slice().fill(NaN, 0, Math.max(...firsts)));
}

/** A value of the window's extreme, by where TA-Lib says it lies. */
function byAge(values: Float64Array, ages: Float64Array): Float64Array {
  return ages.map((age, i) => values[i - age] ?? NaN);
}

/** EMA of EMA, each short of TA-Lib's unstable bars, so that the next is seeded that much later. */
function settledDema(values: Float64Array, cell: Cell): Float64Array {
  const unstable = number(cell, 'unstablePeriod');
  const smooth = (column: Float64Array): Float64Array => {
    const average = movingAverage(column, length(cell), averageOf(cell, 'emaKind'));
    const first = average.findIndex((value) => !Number.isNaN(value));
    return average.fill(NaN, 0, first + unstable);
  };
  const once = smooth(values);
  return smooth(once).map((twice, i) => 2 * (once[i] as number) - twice);
}

function maCall({ cell }: TalibRow, { close }: Bars): Lines {
  const kind = String(cell('optInMAType_1')).replace('TA_MAType_', '').toLowerCase();
  const emaKind = isMetastock(cell) ? 'ema-from-first' : 'ema';
  if (kind === 'dema' && number(cell, 'unstablePeriod') > 0) {
    const metastock = (name: string): string | number =>
      name === 'emaKind' ? 'TA_MAType_EMA' : cell(name);
    return [settledDema(close, metastock)];
  }
  if (kind === 'dema') return [library.dema(close, length(cell), emaKind)];
  if (kind === 'tema') return [library.tema(close, length(cell), emaKind)];
  return [movingAverage(close, length(cell), averageOf(cell, 'optInMAType_1'))];
}

function poCall({ cell }: TalibRow, { close }: Bars): Lines {
  const [fast, slow] = [number(cell, 'optInFastPeriod'), number(cell, 'optInSlowPeriod')];
  const oscillator = cell('doPercentage') === 1 ? ppo : apo;
  return [oscillator(close, fast, slow, averageOf(cell, 'optInMethod_2'))];
}

function bandsCall({ cell }: TalibRow, { close }: Bars): Lines {
  const [up, down] = [number(cell, 'optInNbDevUp'), number(cell, 'optInNbDevDn')];
  const average = averageOf(cell, 'optInMethod_3');
  const { upper, middle, lower } = bollingerBands(close, length(cell), up, down, average);
  return [upper, middle, lower];
}

function macdCall({ cell }: TalibRow, { close }: Bars): Lines {
  const signal = number(cell, 'optInSignalPeriod_2');
  const isFix = cell('testId') === 'TA_MACDFIX_TEST';
  const kind = isMetastock(cell) ? 'ema-from-first' : 'ema';
  const lines = isFix
    ? macdFix(close, signal, kind)
    : macd(close, number(cell, 'optInFastPeriod'), number(cell, 'optInSlowPeriod'), signal, kind);
  return aligned([lines.macd, lines.signal, lines.histogram]);
}

function stochCall({ cell }: TalibRow, bars: Bars): Lines {
  const [first, second, third] = [0, 1, 2].map((k) => number(cell, `optInPeriod_${k}`)) as [
    number,
    number,
    number,
  ];
  const isRsi = cell('testId') === 'TEST_STOCHRSI';
  const { k, d } = isRsi
    ? stochasticRsi(bars.close, first, second, third)
    : stochastic(bars, first, second, third);
  // A place within no range is 0 in TA-Lib; the table has such bars at the ends of its rows.
  return aligned([k, d]);
}

function sarCall({ cell }: TalibRow): Lines {
  const [acceleration, maximum] = [number(cell, 'optInAcceleration'), number(cell, 'optInMaximum')];
  return [parabolicSar(wilderBars(), acceleration, maximum)];
}

function trueRangeCall({ cell }: TalibRow, bars: Bars): Lines {
  return [cell('doAverage') === 0 ? trueRange(bars) : atr(bars, length(cell))];
}

/** TRIX has no field that says so, but its second four rows are MetaStock's. */
function trixCall({ cell, label }: TalibRow, bars: Bars): Lines {
  return [
    trix(bars.close, length(cell), Number(label.split(' ')[1]) < 4 ? 'ema' : 'ema-from-first'),
  ];
}

/** The suite measures cycles of the median price. */
const ofMedians =
  (compute: (values: Float64Array) => Float64Array | Lines): Call =>
  (_row, bars) => {
    const found = compute(library.medianPrice(bars));
    return found instanceof Float64Array ? [found] : found;
  };
const adCall: Call = (_row, bars) => [accumulationDistribution(bars)];
const oneSeries =
  (compute: (values: Float64Array, period: number) => Float64Array): Call =>
  ({ cell }, bars) => [compute(bars.close, length(cell))];
const ofOpens =
  (compute: (values: Float64Array, period: number) => Float64Array): Call =>
  ({ cell }, bars) => [compute(bars.open, length(cell))];
const ofBars =
  (compute: (bars: Bars, period: number) => Float64Array): Call =>
  ({ cell }, bars) => [compute(bars, length(cell))];
const ofPeriod1 =
  (compute: (bars: Bars, period: number) => Float64Array): Call =>
  ({ cell }, bars) => [compute(bars, number(cell, 'optInTimePeriod1'))];
/** A directional indicator of one bar is a share in TA-Lib. */
const asShare =
  (compute: (bars: Bars, period: number) => Float64Array) =>
  (bars: Bars, period: number): Float64Array =>
    times(compute(bars, period), period === 1 ? 0.01 : 1);

const direction =
  (compute: (bars: Bars, period: number) => Float64Array): Call =>
  (row, bars) => {
    const { cell } = row;
    if (!isFromTheBook(row)) return [compute(bars, length(cell))];
    return [bookLine(bars, length(cell), String(cell('id')).slice(4))];
  };

/** Our call for each of TA-Lib's functions, by file and test of its regression suite. */
export const TALIB_CALLS: Readonly<Record<string, Call>> = {
  'test_1in_1out.c TA_HT_DCPERIOD_TEST': ofMedians(library.hilbertPeriod),
  'test_1in_1out.c TA_HT_DCPHASE_TEST': ofMedians(library.hilbertPhase),
  'test_1in_1out.c TA_HT_TRENDLINE_TEST': ofMedians(library.hilbertTrendline),
  'test_1in_1out.c TA_HT_TRENDMODE_TEST': ofMedians(library.hilbertTrendMode),
  'test_1in_2out.c TA_HT_PHASOR_TEST': ofMedians((values) => {
    const { inPhase, quadrature } = library.hilbertPhasor(values);
    return [inPhase, quadrature];
  }),
  'test_1in_2out.c TA_HT_SINE_TEST': ofMedians((values) => {
    const { sine, lead } = library.hilbertSine(values);
    return [sine, lead];
  }),
  'test_ma.c MAMA': ofMedians((values) => library.mama(values).mama),
  'test_ma.c TA_FAMA_TEST': ofMedians((values) => library.mama(values).fama),
  'test_ma.c TA_MAMA_TEST': ofMedians((values) => library.mama(values).mama),
  'test_adx.c TST_ADX': direction((bars, period) => adx(bars, period).adx),
  'test_adx.c TST_ADXR': direction(adxr),
  'test_adx.c TST_DX': direction(dx),
  'test_adx.c TST_MINUS_DI': direction(asShare(minusDi)),
  'test_adx.c TST_MINUS_DM': ofBars(minusDm),
  'test_adx.c TST_PLUS_DI': direction(asShare(plusDi)),
  'test_adx.c TST_PLUS_DM': ofBars(plusDm),
  'test_avgdev.c AVGDEV': oneSeries(averageDeviation),
  'test_bbands.c BBANDS': bandsCall,
  'test_imi.c IMI': ofBars(intradayMomentumIndex),
  'test_ma.c T3': maCall,
  'test_ma.c TRIMA': maCall,
  'test_ma.c KAMA': maCall,
  'test_ma.c SMA': maCall,
  'test_ma.c WMA': maCall,
  'test_ma.c EMA': maCall,
  'test_ma.c DEMA': maCall,
  'test_ma.c TEMA': maCall,
  'test_macd.c TA_MACD_TEST': macdCall,
  'test_macd.c TA_MACDEXT_TEST': macdCall,
  'test_macd.c TA_MACDFIX_TEST': macdCall,
  'test_minmax.c TA_MAX_TEST': ofOpens(rollingMax),
  'test_minmax.c TA_MAXINDEX_TEST': ofOpens((v, n) => byAge(v, barsSinceMax(v, n))),
  'test_minmax.c TA_MIN_TEST': ofOpens(rollingMin),
  'test_minmax.c TA_MININDEX_TEST': ofOpens((v, n) => byAge(v, barsSinceMin(v, n))),
  'test_minmax.c TA_MINMAX_TEST': ofOpens((v, n) => rollingMinMax(v, n).min),
  'test_minmax.c TA_MINMAXINDEX_TEST': ofOpens((v, n) => byAge(v, barsSinceMin(v, n))),
  'test_mom.c TA_MOM_TEST': oneSeries(momentum),
  'test_mom.c TA_ROC_TEST': oneSeries(roc),
  'test_mom.c TA_ROCR_TEST': oneSeries(rocr),
  'test_mom.c TA_ROCR100_TEST': oneSeries(rocr100),
  'test_per_ema.c TA_TRIX_TEST': trixCall,
  'test_per_hl.c TA_AROON_DOWN_TEST': ofBars((bars, period) => aroon(bars, period).down),
  'test_per_hl.c TA_AROON_UP_TEST': ofBars((bars, period) => aroon(bars, period).up),
  'test_per_hl.c TA_AROONOSC_TEST': ofBars(aroonOscillator),
  'test_per_hl.c TA_BETA_TEST': ofBars((bars, period) => beta(bars.high, bars.low, period)),
  'test_per_hl.c TA_CORREL_TEST': ofBars(({ high, low }, period) => correlation(high, low, period)),
  'test_per_hlc.c TA_ACCBANDS_TEST': ofPeriod1((b, period) => accelerationBands(b, period).middle),
  'test_per_hlc.c TA_CCI_TEST': ofPeriod1(cci),
  'test_per_hlc.c TA_NATR_TEST': ofPeriod1(natr),
  'test_per_hlc.c TA_ULTOSC_TEST': ({ cell }, bars) => [
    ultimateOscillator(
      bars,
      number(cell, 'optInTimePeriod1'),
      number(cell, 'optInTimePeriod2'),
      number(cell, 'optInTimePeriod3'),
    ),
  ],
  'test_per_hlc.c TA_WILLR_TEST': ofPeriod1(williamsR),
  'test_per_hlcv.c TA_AD_TEST': adCall,
  'test_per_hlcv.c TA_ADOSC_3_10_TEST': (_row, bars) => [chaikinOscillator(bars, 3, 10)],
  'test_per_hlcv.c TA_ADOSC_5_2_TEST': (_row, bars) => [chaikinOscillator(bars, 5, 2)],
  'test_per_hlcv.c TA_MFI_TEST': ofBars(mfi),
  'test_per_ohlc.c TA_AVGPRICE_TEST': (_row, bars) => [averagePrice(bars)],
  'test_per_ohlc.c TA_BOP_TEST': (_row, bars) => [balanceOfPower(bars)],
  'test_po.c APO': poCall,
  'test_po.c PPO': poCall,
  'test_rsi.c TA_CMO_TEST': ({ cell }, bars) => [
    cmo(bars.close, length(cell), isMetastock(cell) ? 'early' : 'full'),
  ],
  'test_rsi.c TA_RSI_TEST': ({ cell }, bars) => [
    rsi(bars.close, length(cell), isMetastock(cell) ? 'early' : 'full'),
  ],
  'test_sar.c SAR': sarCall,
  'test_stddev.c STDDEV': ({ cell }, bars) => [
    times(standardDeviation(bars.close, length(cell)), number(cell, 'optInNbDeviation_1')),
  ],
  'test_stoch.c TEST_STOCH': stochCall,
  'test_stoch.c TEST_STOCHRSI': stochCall,
  'test_trange.c ATR': trueRangeCall,
  'test_trange.c TRANGE': trueRangeCall,
};

/** Which of TA-Lib's functions a row tests, as a key of the calls. */
export function functionOf({ file, cell }: TalibRow): string {
  const named = [cell('theFunction'), cell('testId')].find((name) => name !== '');
  if (file === 'test_adx.c') return `${file} ${cell('id')}`;
  if (file === 'test_ma.c') {
    const isAny = cell('id') === 'TA_ANY_MA_TEST';
    return `${file} ${isAny ? String(cell('optInMAType_1')).replace('TA_MAType_', '') : cell('id')}`;
  }
  if (file === 'test_po.c') return `${file} ${cell('doPercentage') === 1 ? 'PPO' : 'APO'}`;
  if (file === 'test_trange.c') return `${file} ${cell('doAverage') === 1 ? 'ATR' : 'TRANGE'}`;
  return `${file} ${named ?? file.replace(/^test_|\.c$/g, '').toUpperCase()}`;
}
