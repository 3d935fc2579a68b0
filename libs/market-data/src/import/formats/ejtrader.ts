import { plainName } from '../column-roles.js';
import type { TextFormat } from './text-format.js';

/** Files of ejtrader: `Date,open,high,low,close,tick_volume`, prices in points. */
export const EJTRADER_FORMAT: TextFormat = {
  id: 'ejtrader',
  title: 'ejtrader',
  recognise: (sample) => {
    const header = (sample.rows[0] ?? []).map(plainName).join(',');
    if (header !== 'date,open,high,low,close,tickvolume') return undefined;
    return 'the header Date,open,high,low,close,tick_volume';
  },
  describe: (sample) => ({
    layout: {
      delimiter: sample.delimiter,
      headerLines: 1,
      cells: ['time', 'open', 'high', 'low', 'close', 'volume'],
      time: { kind: 'date', order: 'ymd', separator: '-' },
    },
    clock: {
      kind: 'unstated',
      hint: 'ejtrader writes the time of a broker\u2019s server: try America/New_York+7h, and look at the clock finding',
    },
    scale: { kind: 'unstated' },
    remarks: [],
  }),
};
