import { rolesByName, hasHeader, plainName } from '../column-roles.js';
import type { CellRole } from '../read-table.js';
import type { StatedClock } from '../raw-bars.js';
import type { TextSample } from '../text-sample.js';
import type { TextDescription, TextFormat } from './text-format.js';

const DAY = /^\d{4}\.\d\d\.\d\d$/;
const MINUTE = /^\d\d:\d\d$/;
const SECOND = /^\d\d:\d\d:\d\d$/;
const MT4: readonly CellRole[] = ['time', 'clock', 'open', 'high', 'low', 'close', 'volume'];
const MT5: readonly CellRole[] = [...MT4, 'skip', 'spread'];
const SERVER: StatedClock = {
  kind: 'unstated',
  hint: 'MetaTrader writes the time of the broker\u2019s server: often America/New_York+7h, Europe/Athens or UTC',
};

/** The first row that is no header. */
function firstRow(sample: TextSample): readonly string[] {
  return sample.rows[hasHeader(sample) ? 1 : 0] ?? [];
}

/** The layout that MetaTrader 4 and one of HistData's share: day, minute, prices, volume. */
export function isDayMinuteTable(sample: TextSample): boolean {
  const row = firstRow(sample);
  return row.length === 7 && DAY.test(row[0] ?? '') && MINUTE.test(row[1] ?? '');
}

/** True when no row of the sample has a volume, and bars follow each other by the minute. */
export function looksLikeHistData(sample: TextSample): boolean {
  const whole = sample.rows.filter((row) => row.length === 7);
  return !hasHeader(sample) && whole.every((row) => Number(row[6]) === 0);
}

/** What both versions have in common: columns by name or place, and the time of the server. */
function describeTable(sample: TextSample, roles: readonly CellRole[]): TextDescription {
  const { cells, headerLines, remarks } = rolesByName(sample, roles);
  return {
    layout: {
      delimiter: sample.delimiter,
      headerLines,
      cells,
      time: { kind: 'date', order: 'ymd', separator: '.' },
    },
    clock: SERVER,
    scale: { kind: 'unstated' },
    remarks,
  };
}

/** History centre of MetaTrader 4: `2014.09.10,11:00,o,h,l,c,volume`, header or not. */
export const MT4_FORMAT: TextFormat = {
  id: 'mt4',
  title: 'MetaTrader 4',
  recognise: (sample) => {
    if (!isDayMinuteTable(sample)) return undefined;
    if (/(?:^|\/)DAT_MT_/.test(sample.file.path)) return undefined;
    return 'rows of yyyy.MM.dd, HH:mm and five numbers';
  },
  describe: (sample) => describeTable(sample, MT4),
};

/** Bars of MetaTrader 5: `<DATE> <TIME> <OPEN> … <TICKVOL> <VOL> <SPREAD>`, tabs or commas. */
export const MT5_FORMAT: TextFormat = {
  id: 'mt5',
  title: 'MetaTrader 5',
  recognise: (sample) => {
    const header = (sample.rows[0] ?? []).map(plainName);
    if (header.includes('tickvol') && header.includes('date'))
      return 'a header with DATE and TICKVOL';
    const row = firstRow(sample);
    const isBare = row.length === 9 && DAY.test(row[0] ?? '') && SECOND.test(row[1] ?? '');
    return isBare ? 'rows of yyyy.MM.dd, HH:mm:ss and seven numbers' : undefined;
  },
  describe: (sample) => ({ ...describeTable(sample, MT5), isSpreadInPoints: true }),
};
