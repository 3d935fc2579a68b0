import { describe, expect, test } from 'vitest';
import {
  adx,
  atr,
  bollingerBands,
  cci,
  ema,
  macd,
  mfi,
  roc,
  rollingMax,
  rollingMin,
  rsi,
  sma,
  standardDeviation,
  stochastic,
  trueRange,
  williamsR,
  wma,
} from './index.js';
import {
  barsOfVectors,
  loadVectors,
  rowsOf,
  type Cell,
  type Expectation,
  type Vectors,
} from './testing/talib-vectors.js';

function expectations(vectors: Vectors): Expectation[] {
  const bars = barsOfVectors(vectors);
  const averages = { TA_MAType_SMA: sma, TA_MAType_EMA: ema, TA_MAType_WMA: wma } as const;
  const plain = (cell: Cell): boolean =>
    cell('compatibility') === 'TA_COMPATIBILITY_DEFAULT' && Number(cell('unstablePeriod')) === 0;
  return [
    ...rowsOf(vectors, 'test_ma.c', (cell) => {
      const average = averages[cell('optInMAType_1') as keyof typeof averages];
      const period = Number(cell('optInTimePeriod'));
      if (!average || period < 1) return undefined;
      return average === ema && !plain(cell) ? undefined : average(bars.close, period);
    }),
    ...rowsOf(vectors, 'test_rsi.c', (cell) =>
      cell('theFunction') === 'TA_RSI_TEST' && plain(cell)
        ? rsi(bars.close, Number(cell('optInTimePeriod')))
        : undefined,
    ),
    ...rowsOf(vectors, 'test_trange.c', (cell) => {
      if (Number(cell('unstablePeriod')) !== 0) return undefined;
      return cell('doAverage') === 0 ? trueRange(bars) : atr(bars, Number(cell('optInTimePeriod')));
    }),
    ...rowsOf(vectors, 'test_mom.c', (cell) =>
      cell('theFunction') === 'TA_ROC_TEST'
        ? roc(bars.close, Number(cell('optInTimePeriod')))
        : undefined,
    ),
    ...rowsOf(vectors, 'test_minmax.c', (cell) => {
      const period = Number(cell('optInTimePeriod'));
      if (cell('theFunction') === 'TA_MIN_TEST') return rollingMin(bars.open, period);
      return cell('theFunction') === 'TA_MAX_TEST' ? rollingMax(bars.open, period) : undefined;
    }),
    ...rowsOf(vectors, 'test_stddev.c', (cell) =>
      standardDeviation(bars.close, Number(cell('optInTimePeriod'))).map(
        (value) => value * Number(cell('optInNbDeviation_1')),
      ),
    ),
    ...rowsOf(vectors, 'test_per_hlc.c', (cell) => {
      const period = Number(cell('optInTimePeriod1'));
      if (cell('theFunction') === 'TA_WILLR_TEST') return williamsR(bars, period);
      return cell('theFunction') === 'TA_CCI_TEST' ? cci(bars, period) : undefined;
    }),
    ...rowsOf(vectors, 'test_per_hlcv.c', (cell) =>
      cell('theFunction') === 'TA_MFI_TEST'
        ? mfi(bars, Number(cell('optInTimePeriod')))
        : undefined,
    ),
    ...rowsOf(vectors, 'test_adx.c', (cell) => {
      const period = Number(cell('optInTimePeriod'));
      if (period < 2) return undefined;
      const lines = adx(bars, period);
      const known = { TST_ADX: lines.adx, TST_PLUS_DI: lines.plusDi, TST_MINUS_DI: lines.minusDi };
      return known[cell('id') as keyof typeof known];
    }),
    ...[0, 1, 2].flatMap((line) => [
      ...rowsOf(
        vectors,
        'test_bbands.c',
        (cell) => {
          if (cell('optInMethod_3') !== 'TA_MAType_SMA') return undefined;
          const bands = bollingerBands(
            bars.close,
            Number(cell('optInTimePeriod')),
            Number(cell('optInNbDevUp')),
          );
          return [bands.upper, bands.middle, bands.lower][line];
        },
        line,
      ),
      ...rowsOf(
        vectors,
        'test_macd.c',
        (cell) => {
          if (cell('testId') !== 'TA_MACD_TEST') return undefined;
          const [fast, slow] = [Number(cell('optInFastPeriod')), Number(cell('optInSlowPeriod'))];
          const lines = macd(bars.close, fast, slow, Number(cell('optInSignalPeriod_2')));
          return aligned([lines.macd, lines.signal, lines.histogram])[line];
        },
        line,
      ),
    ]),
    ...[0, 1].flatMap((line) =>
      rowsOf(
        vectors,
        'test_stoch.c',
        (cell) => {
          if (cell('testId') !== 'TEST_STOCH') return undefined;
          const [period, smooth, signal] = [0, 1, 2].map((k) => Number(cell(`optInPeriod_${k}`)));
          const { k, d } = stochastic(bars, period as number, smooth, signal);
          return aligned([k, d])[line];
        },
        line,
      ),
    ),
  ];
}

/** TA-Lib gives the lines of one indicator from where the last of them is defined. */
function aligned(lines: readonly Float64Array[]): readonly Float64Array[] {
  const firsts = lines.map((line) => line.findIndex((value) => !Number.isNaN(value)));
  return lines.map((line) => line.slice().fill(NaN, 0, Math.max(...firsts)));
}

/** Rows of ADX in whole numbers are from Wilder's book, which rounded. */
function toleranceOf(row: Expectation): number {
  return row.label.startsWith('test_adx.c') && Number.isInteger(row.value) ? 0.5 : 0.01;
}

const vectors = loadVectors();

describe.skipIf(!vectors)("TA-Lib's regression table", () => {
  const rows = vectors ? expectations(vectors) : [];

  test('has the rows that we mean to compare', () => {
    expect(rows.length).toBeGreaterThanOrEqual(220);
  });

  test.each(rows)('$label: $value at $offset after $begin', (row) => {
    const first = row.series.findIndex((value) => !Number.isNaN(value));
    expect(Math.max(first, row.startIdx)).toBe(row.begin);
    expect(row.endIdx - Math.max(first, row.startIdx) + 1).toBe(row.count);
    expect(Math.abs((row.series[row.begin + row.offset] as number) - row.value)).toBeLessThan(
      toleranceOf(row),
    );
  });
});
