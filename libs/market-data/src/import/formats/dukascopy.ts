import { AssayError } from '@assay/core';
import { plainName, rolesByName } from '../column-roles.js';
import { timeLayoutsOf } from '../date-layout.js';
import type { StatedClock } from '../raw-bars.js';
import type { CellRole } from '../read-table.js';
import type { TextSample } from '../text-sample.js';
import { parseClock } from '../wall-clock.js';
import { utcClock, type TextFormat } from './text-format.js';

const CLOCK_IN_HEADER = /^(?:(gmt|utc|local|eet) time|time \(([A-Za-z]+)\))$/i;

/** Historical data of Dukascopy's web site: `Gmt time,Open,High,Low,Close,Volume`. */
export const DUKASCOPY_FORMAT: TextFormat = {
  id: 'dukascopy',
  title: 'Dukascopy (web)',
  recognise: (sample) => {
    const first = sample.rows[0]?.[0] ?? '';
    return CLOCK_IN_HEADER.test(first)
      ? `the header begins with ${JSON.stringify(first)}`
      : undefined;
  },
  describe: (sample) => {
    const names = sample.rows[0] as readonly string[];
    const renamed = { ...sample, rows: [['time', ...names.slice(1)], ...sample.rows.slice(1)] };
    const { cells, headerLines, remarks } = rolesByName(renamed);
    const cell = sample.rows[1]?.[0] ?? '';
    return {
      layout: { delimiter: sample.delimiter, headerLines, cells, time: layoutOf(sample, cell) },
      clock: clockOf(names[0] ?? '', cell),
      scale: { kind: 'prices' },
      remarks,
    };
  },
};

function layoutOf(sample: TextSample, cell: string) {
  const [layout] = timeLayoutsOf(cell);
  if (layout) return layout;
  throw new AssayError('IMPORT_MALFORMED', 'the first row does not begin with a time', {
    place: { file: sample.file.name, line: 2, column: 1 },
    found: JSON.stringify(cell),
    expected: 'a time such as 01.02.2012 00:00:00.000',
  });
}

/** The header names the clock; local times say their distance from UTC themselves. */
function clockOf(name: string, cell: string): StatedClock {
  if (/(?:GMT|UTC)?[+-]\d\d:?\d\d$/.test(cell)) return { kind: 'each' };
  const match = CLOCK_IN_HEADER.exec(name);
  const said = (match?.[1] ?? match?.[2] ?? '').toUpperCase();
  if (said === 'LOCAL') {
    return { kind: 'unstated', hint: 'the header says "Local time", the rows do not say whose' };
  }
  if (said === 'GMT' || said === 'UTC') return utcClock(`the header says ${JSON.stringify(name)}`);
  return {
    kind: 'format',
    pieces: parseClock(said),
    why: `the header says ${JSON.stringify(name)}`,
  };
}

const NODE_CELLS: readonly CellRole[] = ['time', 'open', 'high', 'low', 'close', 'volume'];

/** Files of the program dukascopy-node: `timestamp,open,high,low,close[,volume]`, epoch milliseconds. */
export const DUKASCOPY_NODE_FORMAT: TextFormat = {
  id: 'dukascopy-node',
  title: 'dukascopy-node (CSV)',
  recognise: (sample) => {
    const header = (sample.rows[0] ?? []).map(plainName).join(',');
    if (
      header !== 'timestamp,open,high,low,close' &&
      header !== 'timestamp,open,high,low,close,volume'
    )
      return undefined;
    if (!/^\d{12,13}$/.test(sample.rows[1]?.[0] ?? '')) return undefined;
    return 'the header timestamp,open,high,low,close and times in milliseconds since 1970';
  },
  describe: (sample) => {
    const hasVolume = sample.rows[0]?.length === 6;
    return {
      layout: {
        delimiter: sample.delimiter,
        headerLines: 1,
        cells: hasVolume ? NODE_CELLS : NODE_CELLS.slice(0, 5),
        time: { kind: 'epoch', unit: 'ms' },
      },
      clock: utcClock('times are milliseconds since 1970 UTC'),
      scale: { kind: 'prices' },
      remarks: [],
    };
  },
};
