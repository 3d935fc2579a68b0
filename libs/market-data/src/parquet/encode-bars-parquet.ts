import { BAR_COLUMNS, type Bars } from '@assay/core';
import { parquetWriteBuffer } from 'hyparquet-writer';

/** Rows of a group: few enough that a reader of one column stays small. */
const GROUP_ROWS = 100_000;

/**
 * Bars as a Parquet file: `time` as TIMESTAMP(MILLIS, UTC), the others as DOUBLE, none of them null;
 * snappy. The same bars give the same bytes; what comes back is the same to the last bit.
 */
export function encodeBarsParquet(bars: Bars): Uint8Array {
  const prices = BAR_COLUMNS.slice(1) as readonly Exclude<(typeof BAR_COLUMNS)[number], 'time'>[];
  const numbers = [
    ...prices.map((name) => ({ name: name as string, data: bars[name] })),
    ...(bars.spread ? [{ name: 'spread', data: bars.spread }] : []),
  ];
  const time = BigInt64Array.from(bars.time, (ms) => BigInt(ms));
  return new Uint8Array(
    parquetWriteBuffer({
      columnData: [
        { name: 'time', data: time },
        ...numbers.map(({ name, data }) => ({ name, data })),
      ],
      schema: [
        { name: 'bars', num_children: numbers.length + 1 },
        {
          name: 'time',
          type: 'INT64',
          repetition_type: 'REQUIRED',
          converted_type: 'TIMESTAMP_MILLIS',
          logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MILLIS' },
        },
        ...numbers.map(({ name }) => ({
          name,
          type: 'DOUBLE' as const,
          repetition_type: 'REQUIRED' as const,
        })),
      ],
      rowGroupSize: GROUP_ROWS,
      createdBy: 'assay',
    }),
  );
}
