import type { Bars } from '@assay/core';
import type { ScratchArrays } from './scratch-arrays.js';

/** Places of a piece's numbers in its row. Bars are counted from the first that could trade. */
const PLACES = {
  from: 0,
  /** Bar after its last. */
  to: 1,
  base: 2,
  entry: 3,
  /** 0 where nothing is open, NaN where the marks stand in the arrays. */
  signedUnits: 4,
} as const;
const WIDTH = 5;
const ROWS_AT_FIRST = 1024;

/**
 * The equity of a run in pieces. At a bar of a piece it is
 * `base + (close + spread − entry) · signedUnits`, its worst mark the same of the adverse extreme.
 */
export interface EquityStretches {
  readonly count: number;
  readonly rows: Float64Array;
  readonly width: number;
  readonly places: typeof PLACES;
  /** Spread in the price that a short leaves at. */
  readonly shortSpread: number;
  /** Marks of the pieces whose `signedUnits` is NaN. */
  readonly equity: Float64Array;
  readonly equityLow: Float64Array;
}

/**
 * Equity at each close and the worst mark inside each bar. Most bars lie in long pieces of which a row
 * says everything; marks are computed when somebody reads the arrays.
 */
export class EquityPieces {
  private count = 0;
  private rows: Float64Array;
  private isWritten = false;
  private readonly equity: Float64Array;
  private readonly equityLow: Float64Array;

  constructor(
    private readonly bars: Bars,
    private readonly firstBar: number,
    private readonly shortSpread: number,
    private readonly scratch: ScratchArrays,
  ) {
    const length = bars.length - firstBar;
    this.equity = scratch.take('equity', length);
    this.equityLow = scratch.take('equityLow', length);
    this.rows = scratch.atLeast('equity pieces', ROWS_AT_FIRST * WIDTH);
  }

  /** Adds a piece of bars; the bars of `from` and `to` are those of the run. */
  add(from: number, to: number, base: number, entry: number, signedUnits: number): void {
    const { firstBar } = this;
    const last = (this.count - 1) * WIDTH;
    const isSame =
      last >= 0 &&
      Object.is(this.rows[last + PLACES.base], base) &&
      Object.is(this.rows[last + PLACES.entry], entry) &&
      Object.is(this.rows[last + PLACES.signedUnits], signedUnits);
    if (isSame) {
      this.rows[last + PLACES.to] = to - firstBar;
      return;
    }
    const row = this.count * WIDTH;
    if (row + WIDTH > this.rows.length) this.grow();
    const { rows } = this;
    rows[row + PLACES.from] = from - firstBar;
    rows[row + PLACES.to] = to - firstBar;
    rows[row + PLACES.base] = base;
    rows[row + PLACES.entry] = entry;
    rows[row + PLACES.signedUnits] = signedUnits;
    this.count += 1;
  }

  /** Adds one bar with its marks. */
  mark(bar: number, equity: number, equityLow: number): void {
    this.equity[bar - this.firstBar] = equity;
    this.equityLow[bar - this.firstBar] = equityLow;
    this.add(bar, bar + 1, NaN, NaN, NaN);
  }

  /** Lowers the worst mark of a bar that was marked by itself. */
  lower(bar: number, value: number): void {
    const at = bar - this.firstBar;
    if (value < (this.equityLow[at] as number)) this.equityLow[at] = value;
  }

  get stretches(): EquityStretches {
    const { count, rows, shortSpread, equity, equityLow } = this;
    return { count, rows, width: WIDTH, places: PLACES, shortSpread, equity, equityLow };
  }

  /** Every mark, one for each bar. */
  get marks(): { readonly equity: Float64Array; readonly equityLow: Float64Array } {
    if (!this.isWritten) {
      for (let row = 0; row < this.count * WIDTH; row += WIDTH) this.write(row);
      this.isWritten = true;
    }
    const { equity, equityLow } = this;
    return { equity, equityLow };
  }

  private write(row: number): void {
    const { rows, equity, equityLow, firstBar } = this;
    const { high, low, close } = this.bars;
    // As 32-bit integers: loops over bars that count in doubles are several times slower.
    const from = (rows[row + PLACES.from] as number) | 0;
    const to = (rows[row + PLACES.to] as number) | 0;
    const base = rows[row + PLACES.base] as number;
    const entry = rows[row + PLACES.entry] as number;
    const units = rows[row + PLACES.signedUnits] as number;
    if (units === 0) {
      equity.fill(base, from, to);
      equityLow.fill(base, from, to);
    }
    if (units === 0 || units !== units) return;
    const spread = units > 0 ? 0 : this.shortSpread;
    const adverse = units > 0 ? low : high;
    for (let at = from; at < to; at += 1) {
      const bar = at + firstBar;
      equity[at] = base + ((close[bar] as number) + spread - entry) * units;
      equityLow[at] = base + ((adverse[bar] as number) + spread - entry) * units;
    }
  }

  private grow(): void {
    const { rows } = this;
    this.rows = this.scratch.atLeast('equity pieces', 2 * rows.length);
    this.rows.set(rows);
  }
}
