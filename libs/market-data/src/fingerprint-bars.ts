import type { Bars } from '@assay/core';
import { hashColumns } from '@assay/hashing';

/**
 * Fingerprint of bars [from, to): SHA-256 of the decoded columns, so that neither compression nor file
 * format nor bars outside the range count.
 * @throws RangeError when [from, to) is no range of the bars.
 */
export function fingerprintBars(bars: Bars, from: number, to: number): string {
  const { time, open, high, low, close, volume, spread } = bars;
  const columns = Object.entries({
    time,
    open,
    high,
    low,
    close,
    volume,
    ...(spread && { spread }),
  });
  return hashColumns(
    columns.map(([name, values]) => ({ name, values })),
    from,
    to,
  );
}
