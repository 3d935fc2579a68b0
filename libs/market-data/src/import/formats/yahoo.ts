import { plainName, rolesByName } from '../column-roles.js';
import { chooseTimeLayout } from '../choose-time-layout.js';
import type { TextFormat } from './text-format.js';

/** Historical prices of Yahoo Finance: `Date,Open,High,Low,Close,Adj Close,Volume`. */
export const YAHOO_FORMAT: TextFormat = {
  id: 'yahoo',
  title: 'Yahoo Finance',
  recognise: (sample) => {
    const header = (sample.rows[0] ?? []).map(plainName);
    if (!header.includes('adjclose') || !header.includes('date')) return undefined;
    return 'a header with Date and Adj Close';
  },
  describe: (sample, options) => {
    const { cells, headerLines, remarks } = rolesByName(sample);
    const chosen = chooseTimeLayout(sample, cells.indexOf('time'), headerLines, options);
    return {
      layout: {
        delimiter: sample.delimiter,
        headerLines,
        cells,
        time: chosen.layout,
      },
      clock: {
        kind: 'unstated',
        hint: 'Yahoo writes days of the exchange: its time zone, or UTC to keep the days as they stand',
      },
      scale: { kind: 'prices' },
      remarks: [
        ...remarks,
        ...chosen.remarks,
        'prices are the quoted ones; the column Adj Close (adjusted for dividends) is left out',
      ],
    };
  },
};
