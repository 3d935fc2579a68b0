import { parseTimeframe, type Timeframe } from '@assay/core';

/** What the name of a bar file says. */
export interface BarFileName {
  readonly symbol: string;
  readonly timeframe: Timeframe;
}

const NAME = /^([A-Za-z0-9][A-Za-z0-9._#-]*)_([A-Za-z0-9]+)\.(?:csv(?:\.gz)?|parquet)$/;

/** Reads `<SYMBOL>_<TF>` with `.csv`, `.csv.gz` or `.parquet`, TF as `1h` or `H1`; undefined when a name is not of that form. */
export function parseBarFileName(name: string): BarFileName | undefined {
  const match = NAME.exec(name);
  const timeframe = match && parseTimeframe(match[2] as string);
  return timeframe ? { symbol: match[1] as string, timeframe } : undefined;
}

/** The names under which bars of a symbol and timeframe are looked for, for messages. */
export function expectedBarFileNames(symbol: string, timeframe: Timeframe): string {
  const letters = timeframe.slice(-1).toUpperCase() + timeframe.slice(0, -1);
  return `${symbol}_${timeframe} or ${symbol}_${letters} with .csv, .csv.gz or .parquet`;
}
