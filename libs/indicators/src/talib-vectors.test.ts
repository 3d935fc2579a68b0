import { describe, expect, test } from 'vitest';
import { WILDER_BARS } from './testing/talib-book.js';
import { TALIB_CALLS, functionOf } from './testing/talib-calls.js';
import {
  barsOfVectors,
  expectedOf,
  loadVectors,
  rowsOfVectors,
  type TalibRow,
} from './testing/talib-vectors.js';

/** What the table has and we do not. */
const NOT_OURS: Readonly<Record<string, string>> = {
  'test_1in_1out.c TA_SIN_TEST': 'Math.sin of each value is no indicator',
  'test_candlestick.c CANDLESTICK': 'the rows hold no expected value',
};

/** The row repeats the smallest value for the largest; the suite it is from compares nothing with it. */
const NO_VALUE = 'test_minmax.c TA_MAXINDEX_TEST';

const vectors = loadVectors();
const rows = vectors ? rowsOfVectors(vectors) : [];
const ours = rows.filter((row) => functionOf(row) in TALIB_CALLS);
const label = (row: TalibRow): readonly [string, TalibRow] =>
  [`${functionOf(row)} ${row.label.split(' ')[1]}`, row] as const;
const isRefused = ({ cell }: TalibRow): boolean => cell('expectedRetCode') !== 'TA_SUCCESS';
/** Ranges that make no sense are refused by TA-Lib's calling convention; we give whole series. */
const isRangeError = ({ cell }: TalibRow): boolean =>
  String(cell('expectedRetCode')).includes('_INDEX');
const hasValues = (row: TalibRow): boolean =>
  row.cell('expectedNbElement') !== 0 && functionOf(row) !== NO_VALUE;

describe.skipIf(!vectors)("TA-Lib's regression table", () => {
  const bars = vectors ? barsOfVectors(vectors) : undefined;
  const call = (row: TalibRow): readonly Float64Array[] => {
    const found = TALIB_CALLS[functionOf(row)];
    if (!found || !bars) throw new Error(`${functionOf(row)} has no call`);
    return found(row, bars);
  };

  test('is covered but for what is listed', () => {
    const missing = new Set(rows.map(functionOf).filter((name) => !(name in TALIB_CALLS)));
    expect([...missing].toSorted()).toEqual(Object.keys(NOT_OURS).toSorted());
    expect(new Set(ours.map(functionOf)).size).toBe(Object.keys(TALIB_CALLS).length);
  });

  test('has so many rows and expected values that are ours', () => {
    const given = ours.filter((row) => !isRefused(row));
    expect({
      functions: new Set(ours.map(functionOf)).size,
      rows: ours.length,
      refusals: ours.filter(isRefused).length,
      values: given.flatMap((row) => (hasValues(row) ? expectedOf(row) : [])).length,
    }).toEqual({ functions: 67, rows: 620, refusals: 11, values: 647 });
  });

  test.each(ours.filter((row) => isRefused(row) && !isRangeError(row)).map(label))(
    '%s: what TA-Lib refuses, we refuse',
    (_label, row) => {
      expect(() => call(row)).toThrow(RangeError);
    },
  );

  test.each(ours.filter((row) => !isRefused(row)).map(label))(
    '%s: begins, ends and has the values that TA-Lib has',
    (_label, row) => {
      const { cell } = row;
      const isBook = row.file === 'test_sar.c';
      const endIdx = isBook ? WILDER_BARS - 1 : Number(cell('endIdx'));
      const count = isBook ? WILDER_BARS - 1 : Number(cell('expectedNbElement'));
      const lines = call(row);
      const unstable = Number(cell('unstablePeriod'));
      const isSettled = functionOf(row) === 'test_ma.c DEMA';
      for (const line of lines) {
        const first = line.findIndex((value) => !Number.isNaN(value)) + (isSettled ? 0 : unstable);
        const begin = Math.max(first, Number(cell('startIdx')));
        expect(Math.max(0, endIdx - begin + 1)).toBe(count);
        if (count > 0) expect(begin).toBe(Number(cell('expectedBegIdx')));
      }
      if (!hasValues(row)) return;
      for (const { line, offset, value } of expectedOf(row)) {
        const found = lines[line]?.[Number(cell('expectedBegIdx')) + offset] as number;
        expect(Math.abs(found - value), `${found} for ${value}`).toBeLessThanOrEqual(0.01);
      }
    },
  );
});
