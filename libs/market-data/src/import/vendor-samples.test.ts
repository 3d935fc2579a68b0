import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { formatInstant } from '@assay/core';
import { describe, expect, test } from 'vitest';
import { sharedData } from '../testing/shared-data.js';
import { readBarFile } from '../files/read-bar-file.js';
import { importBars } from './import-bars.js';
import type { ImportOptions } from './import-options.js';

const shared = sharedData();

interface Sample {
  readonly file: string;
  readonly options: Partial<ImportOptions>;
  readonly format: string;
  readonly bars: number;
  readonly first: string;
  /** Open, high, low, close of the first bar, then its spread. */
  readonly prices: readonly number[];
}

/** What the vendors' own files hold, read off their first lines. */
const SAMPLES: readonly Sample[] = [
  {
    file: 'mt4_AUDUSD60_h1_noheader.csv',
    options: { tz: 'Europe/Athens' },
    format: 'mt4',
    bars: 200,
    first: '2014-09-10T08:00:00.000Z',
    prices: [0.91269, 0.91302, 0.91114, 0.91281],
  },
  {
    file: 'mt4_EURUSD60_h1_with_header.csv',
    options: { tz: 'America/New_York+7h' },
    format: 'mt4',
    bars: 200,
    first: '2019-02-15T12:00:00.000Z',
    prices: [1.12525, 1.12851, 1.12514, 1.12686],
  },
  {
    file: 'ejtrader_AUDUSDh1_integer_points.csv',
    options: { tz: 'Europe/Athens', points: 5 },
    format: 'ejtrader',
    bars: 200,
    first: '2012-11-16T08:00:00.000Z',
    prices: [1.03428, 1.0343, 1.03176, 1.03259],
  },
  {
    file: 'lean_equity_usa_daily_spy_inner_x10000.csv',
    options: { timeframe: '1d', tz: 'America/New_York', divide: 10_000, calendar: 'weekdays' },
    format: 'lean',
    bars: 200,
    first: '1998-01-02T05:00:00.000Z',
    prices: [97.31, 97.53, 96.53, 97.36],
  },
  {
    file: 'lean_forex_fxcm_hour_eurusd_inner.csv',
    options: { tz: '-05:00' },
    format: 'lean',
    bars: 200,
    first: '2007-03-30T05:00:00.000Z',
    prices: [1.33141, 1.33231, 1.33131, 1.33201, -0.00002],
  },
  {
    file: 'lean_forex_fxcm_minute_eurusd_20140501_quote.zip',
    options: { timeframe: '1m', tz: '-05:00' },
    format: 'lean',
    bars: 1426,
    first: '2014-05-01T05:00:00.000Z',
    prices: [1.38727, 1.38729, 1.38723, 1.38724, 0.00003],
  },
  {
    file: 'lean_crypto_coinbase_daily_btcusd_trade.zip',
    options: { timeframe: '1d', tz: 'UTC', calendar: 'always' },
    format: 'lean',
    bars: 1318,
    first: '2014-12-01T00:00:00.000Z',
    prices: [300, 370, 300, 370],
  },
  {
    file: 'dukascopy-node_btcusd-h1-bid-2023-01-01-2023-02-20.json',
    options: { calendar: 'always' },
    format: 'dukascopy-node',
    bars: 1200,
    first: '2023-01-01T00:00:00.000Z',
    prices: [16530.2, 16530.2, 16530.2, 16530.2],
  },
];

describe.skipIf(!shared)('samples of vendors', () => {
  const folder = join(shared ?? '', 'formats');

  test.each(SAMPLES)('$file is imported as $format', async (sample) => {
    const path = join(folder, sample.file);
    expect(existsSync(path)).toBe(true);
    const { bars, format } = await importBars([path], {
      timeframe: '1h',
      calendar: 'fx',
      fixes: new Set(),
      ...sample.options,
    });
    expect([format, bars.length, formatInstant(bars.time[0] as number)]).toEqual([
      sample.format,
      sample.bars,
      sample.first,
    ]);
    const columns = [
      bars.open,
      bars.high,
      bars.low,
      bars.close,
      ...(bars.spread ? [bars.spread] : []),
    ];
    expect(columns.map((column) => column[0])).toEqual(sample.prices);
  });

  test('hours of Lean, closed ones dropped, are those of the clean file of the same source', async () => {
    const path = join(folder, 'lean_forex_fxcm_hour_eurusd_inner.csv');
    const lean = await importBars([path], {
      timeframe: '1h',
      calendar: 'fx',
      fixes: new Set(['drop-closed'] as const),
      tz: '-05:00',
    });
    const { bars } = await readBarFile(join(shared ?? '', 'EURUSD_H1.csv.gz'));
    expect([...lean.bars.time]).toEqual([...bars.time.subarray(0, lean.bars.length)]);
    expect([...lean.bars.close]).toEqual([...bars.close.subarray(0, lean.bars.length)]);
  });
});
