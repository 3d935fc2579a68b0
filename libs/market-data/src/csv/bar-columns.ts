import type { Bars } from '@assay/core';

/** Where columns live: their own memory, or memory that worker threads share. */
export interface ColumnMemory {
  /** Columns in SharedArrayBuffers, so that they cross threads without a copy. */
  readonly shared?: boolean;
}

/** Columns of bars that grow while a file is read. */
export class BarColumns {
  readonly shared: boolean;
  /** time, open, high, low, close, volume and perhaps spread. */
  readonly columns: Float64Array[];
  capacity: number;

  constructor(count: number, capacity: number, memory: ColumnMemory = {}) {
    this.shared = memory.shared === true;
    this.capacity = Math.max(1, capacity);
    this.columns = Array.from({ length: count }, () => column(this.capacity, this.shared));
  }

  /** Makes room for half as many rows again; the old arrays are left behind. */
  grow(): void {
    const capacity = Math.ceil(this.capacity * 1.5) + 16;
    this.columns.forEach((old, index) => {
      const wider = column(capacity, this.shared);
      wider.set(old);
      this.columns[index] = wider;
    });
    this.capacity = capacity;
  }

  /** The first `length` rows as bars, of exactly that length. */
  toBars(length: number): Bars {
    const [time, open, high, low, close, volume, spread] = this.columns.map((column_) =>
      fit(column_, length, this.shared),
    ) as [
      Float64Array,
      Float64Array,
      Float64Array,
      Float64Array,
      Float64Array,
      Float64Array,
      Float64Array?,
    ];
    const bars = { length, time, open, high, low, close, volume };
    return spread ? { ...bars, spread } : bars;
  }
}

/** The same bars in memory that worker threads share. */
export function shareBars(bars: Bars): Bars {
  const { time, open, high, low, close, volume, spread } = bars;
  const sources = [time, open, high, low, close, volume, ...(spread ? [spread] : [])];
  const columns = new BarColumns(sources.length, bars.length, { shared: true });
  columns.columns.forEach((target, k) => target.set(sources[k] as Float64Array));
  return columns.toBars(bars.length);
}

function column(capacity: number, shared: boolean): Float64Array {
  if (!shared) return new Float64Array(capacity);
  return new Float64Array(new SharedArrayBuffer(capacity * 8)) as unknown as Float64Array;
}

/** Shared memory is viewed, for sharing it costs nothing; own memory is copied, to give back the rest. */
function fit(full: Float64Array, length: number, shared: boolean): Float64Array {
  if (full.length === length) return full;
  return shared ? full.subarray(0, length) : full.slice(0, length);
}
