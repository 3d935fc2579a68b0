import { AssayError, parseDay } from '@assay/core';
import type { ImportOptions } from '../import-options.js';
import type { StatedScale } from '../raw-bars.js';
import type { CellRole, TableLayout } from '../read-table.js';
import type { TextSample } from '../text-sample.js';
import type { TextFormat } from './text-format.js';

const LONG_TIME = /^\d{8} \d\d:\d\d$/;
const DAY_MS = /^\d{1,8}$/;
const DAY_IN_NAME = /(?:^|[/!_])(\d{4})(\d\d)(\d\d)_/;

/**
 * Files of QuantConnect's Lean: hour and daily bars begin with `yyyyMMdd HH:mm`, minute bars with
 * milliseconds since the midnight of the day in their file name; 6 columns are trades, 11 quotes.
 */
export const LEAN_FORMAT: TextFormat = {
  id: 'lean',
  title: 'QuantConnect Lean',
  recognise: (sample) => {
    const [row] = sample.rows;
    if (sample.delimiter !== ',' || (row?.length !== 6 && row?.length !== 11)) return undefined;
    const kind = row.length === 6 ? 'trade' : 'quote';
    if (LONG_TIME.test(row[0] ?? '')) return `${kind} bars that begin with yyyyMMdd HH:mm`;
    const isMinute =
      sample.rows.every((one) => DAY_MS.test(one[0] ?? '') && Number(one[0]) < 86_400_000) &&
      DAY_IN_NAME.test(sample.file.path);
    return isMinute ? `${kind} bars of the day in the file name` : undefined;
  },
  describe: (sample, options) => ({
    layout: layoutOf(sample, options),
    clock: {
      kind: 'unstated',
      hint: 'Lean writes the clock of the data source: -05:00 for fxcm and oanda files, America/New_York for US equities, UTC for crypto',
    },
    scale: scaleOf(sample),
    remarks:
      sample.rows[0]?.length === 11
        ? [
            `quote bars: prices are the bid, spread is ask \u2212 bid at the ${options.spreadAt ?? 'close'}, volume is not known and 0`,
          ]
        : [],
  }),
};

function layoutOf(sample: TextSample, options: ImportOptions): TableLayout {
  const row = sample.rows[0] ?? [];
  const trade: readonly CellRole[] = ['time', 'open', 'high', 'low', 'close', 'volume'];
  const isAtOpen = options.spreadAt === 'open';
  const quote: readonly CellRole[] = [
    ...trade.slice(0, 5),
    'skip',
    isAtOpen ? 'ask' : 'skip',
    'skip',
    'skip',
    isAtOpen ? 'skip' : 'ask',
    'skip',
  ];
  return {
    delimiter: ',',
    headerLines: 0,
    cells: row.length === 11 ? quote : trade,
    time: LONG_TIME.test(row[0] ?? '')
      ? { kind: 'date', order: 'ymd', separator: '' }
      : { kind: 'day-ms', midnightMs: dayOf(sample) },
  };
}

function dayOf(sample: TextSample): number {
  const match = DAY_IN_NAME.exec(sample.file.path);
  const day = match && parseDay(`${match[1]}-${match[2]}-${match[3]}`);
  if (typeof day === 'number') return day;
  throw new AssayError('IMPORT_FORMAT_MISMATCH', 'the file name does not say the day', {
    place: { file: sample.file.name },
    found: sample.file.path.split('/').at(-1) ?? '',
    expected: 'a name such as 20140501_eurusd_minute_quote.csv or 20140501_quote.zip',
    next: 'Give the file the name that Lean gave it.',
  });
}

/** Lean multiplies prices of equities by 10,000; its folders say which files are equities. */
function scaleOf(sample: TextSample): StatedScale {
  const path = sample.file.path.toLowerCase();
  if (/(?:^|\/)equity\//.test(path)) {
    return { kind: 'divide', by: 10_000, why: 'Lean writes equities times 10,000' };
  }
  return /(?:^|\/)(?:forex|crypto|cfd)\//.test(path) ? { kind: 'prices' } : { kind: 'unstated' };
}
