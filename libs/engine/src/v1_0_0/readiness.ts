import type { IndicatorColumns } from '@assay/strategy/sdk';

/** Index of the first value that is not NaN; the length when there is none. */
function firstNumber(column: Float64Array): number {
  let at = 0;
  while (at < column.length && column[at] !== column[at]) at += 1;
  return at;
}

/** True when a value from `from` on is NaN (or infinities cancel, which the mask then sorts out). */
function hasHoles(column: Float64Array, from: number): boolean {
  let even = 0;
  let odd = 0;
  let i = from;
  for (; i + 1 < column.length; i += 2) {
    even += column[i] as number;
    odd += column[i + 1] as number;
  }
  if (i < column.length) even += column[i] as number;
  const sum = even + odd;
  return sum !== sum;
}

/** At which bars every indicator column has a value. */
export class Readiness {
  /** Bars before this one are not ready. */
  private readonly firstReady: number;
  /** 1 where a column is NaN; only made when a column has NaN after its start. */
  private readonly holes: Uint8Array | null;

  constructor(columns: IndicatorColumns, length: number) {
    const list = Object.values(columns);
    this.firstReady = list.reduce((latest, column) => Math.max(latest, firstNumber(column)), 0);
    const firstReady = this.firstReady;
    const holed = list.filter((column) => hasHoles(column, firstReady));
    this.holes = holed.length === 0 ? null : new Uint8Array(length);
    for (const column of holed) this.markHoles(column);
  }

  isReady(bar: number): boolean {
    return bar >= this.firstReady && (this.holes === null || this.holes[bar] === 0);
  }

  /** Bars of [from, to) at which a column is NaN. */
  notReadyBars(from: number, to: number): number {
    let count = Math.max(0, Math.min(this.firstReady, to) - from);
    if (this.holes === null) return count;
    for (let i = Math.max(from, this.firstReady); i < to; i += 1) count += this.holes[i] as number;
    return count;
  }

  private markHoles(column: Float64Array): void {
    const { holes } = this;
    if (holes === null) return;
    for (let i = 0; i < column.length; i += 1) {
      const value = column[i] as number;
      if (value !== value) holes[i] = 1;
    }
  }
}
