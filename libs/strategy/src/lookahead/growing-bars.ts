import { BAR_COLUMNS, type Bars } from '@assay/core';

type Name = (typeof BAR_COLUMNS)[number] | 'spread';

/** Names of the columns that bars have. */
export function columnNames(bars: Bars): readonly Name[] {
  return bars.spread ? [...BAR_COLUMNS, 'spread'] : BAR_COLUMNS;
}

/** Bars whose columns are made one by one. */
export function barsOf(length: number, source: Bars, make: (name: Name) => Float64Array): Bars {
  const [time, open, high, low, close, volume] = BAR_COLUMNS.map(make) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const bars = { length, time, open, high, low, close, volume };
  return source.spread ? { ...bars, spread: make('spread') } : bars;
}

/**
 * Longer and longer beginnings of some bars in the same memory: a bar is copied when the first
 * beginning that holds it is asked for, so that nothing in the memory knows a later one. Behind the
 * beginning lies zeroed room, more than all bars need: its size tells nobody how many are to come.
 */
export class GrowingBars {
  private readonly columns = new Map<Name, Float64Array>();
  private filled = 0;

  constructor(private readonly source: Bars) {
    const room = 2 * source.length + 1;
    for (const name of columnNames(source)) this.columns.set(name, new Float64Array(room));
  }

  /**
   * The first `count` bars, not fewer than before, and after them a tail of others, which the next
   * beginning overwrites. What was given out before changes with it.
   */
  first(count: number, tail?: Bars): Bars {
    if (count < this.filled || count > this.source.length) {
      throw new RangeError(`${count} bars after ${this.filled} of ${this.source.length}`);
    }
    for (const [name, column] of this.columns) {
      column.set((this.source[name] as Float64Array).subarray(this.filled, count), this.filled);
      if (tail) column.set(tail[name] as Float64Array, count);
    }
    this.filled = count;
    const length = count + (tail?.length ?? 0);
    return barsOf(length, this.source, (name) =>
      (this.columns.get(name) as Float64Array).subarray(0, length),
    );
  }
}
