import { isDayMinuteTable, looksLikeHistData } from './metatrader.js';
import type { StatedClock } from '../raw-bars.js';
import type { TextFormat } from './text-format.js';

/** HistData's clock: New York's winter time all year round. */
const EST: StatedClock = {
  kind: 'format',
  pieces: [{ name: '-05:00', zone: undefined, shiftMinutes: -300, fromWallMs: -Infinity }],
  why: 'HistData writes UTC\u22125 all year round',
};
const ASCII_TIME = /^\d{8} \d{6}$/;

/** Minute bars of HistData.com: `20120201 000000;o;h;l;c;v`, or the layout of MetaTrader. */
export const HISTDATA_FORMAT: TextFormat = {
  id: 'histdata',
  title: 'HistData.com',
  recognise: (sample) => {
    const [row] = sample.rows;
    if (row?.length === 6 && sample.delimiter === ';' && ASCII_TIME.test(row[0] ?? '')) {
      return 'rows of yyyyMMdd HHmmss; and five numbers';
    }
    if (!isDayMinuteTable(sample) || sample.delimiter !== ',') return undefined;
    if (/(?:^|\/)DAT_MT_/.test(sample.file.path)) return 'the file is named DAT_MT_\u2026';
    return looksLikeHistData(sample)
      ? 'rows of yyyy.MM.dd,HH:mm whose volume is always 0'
      : undefined;
  },
  describe: (sample) => {
    const isAscii = !isDayMinuteTable(sample);
    return {
      layout: {
        delimiter: sample.delimiter,
        headerLines: 0,
        cells: isAscii
          ? ['time', 'open', 'high', 'low', 'close', 'volume']
          : ['time', 'clock', 'open', 'high', 'low', 'close', 'volume'],
        time: { kind: 'date', order: 'ymd', separator: isAscii ? '' : '.' },
      },
      clock: EST,
      scale: { kind: 'prices' },
      remarks: [],
    };
  },
};
