import { timeframeMs, type Bars } from '@assay/core';
import { selectBars } from '../select-bars.js';
import { TradingWeek } from '../time/trading-week.js';
import type { Fix, ImportOptions } from './import-options.js';

/** What a fix did. */
export interface AppliedFix {
  readonly fix: Fix;
  /** Bars (or values) left out or changed. */
  readonly count: number;
}

/** Bars after the fixes, and from which of the bars before them each comes. */
export interface FixedBars {
  readonly bars: Bars;
  readonly rows: Uint32Array;
  /** In the order of application; fixes that were asked for and had nothing to do stand with 0. */
  readonly applied: readonly AppliedFix[];
}

/** Applies the fixes that were asked for, in the order of this file, and nothing else. */
export function fixBars(
  bars: Bars,
  options: Pick<ImportOptions, 'fixes' | 'timeframe' | 'calendar'>,
): FixedBars {
  const steps: readonly (readonly [Fix, (state: State) => number])[] = [
    ['float-noise', (state) => removeNoise(state.bars)],
    ['zero-negative-spread', (state) => zeroWhere(state.bars.spread)],
    ['zero-bad-volume', (state) => zeroWhere(state.bars.volume)],
    ['drop-bad-prices', (state) => state.keep(hasPrices)],
    ['widen-range', (state) => widenRange(state.bars)],
    ['sort', (state) => state.sort()],
    ['drop-duplicates', (state) => state.keep(unlessRepeated(state.bars))],
    ['keep-first', (state) => state.keep(firstOfTime(state.bars))],
    ['keep-last', (state) => state.keep(lastOfTime(state.bars))],
    ['drop-closed', (state) => state.keep(whileOpen(state.bars, options))],
  ];
  const state = new State(bars);
  const applied = steps.flatMap(([fix, apply]) =>
    options.fixes.has(fix) ? [{ fix, count: apply(state) }] : [],
  );
  return { bars: state.bars, rows: state.rows, applied };
}

type Keeps = (bars: Bars, row: number) => boolean;

class State {
  bars: Bars;
  rows: Uint32Array;

  constructor(bars: Bars) {
    const { spread, ...rest } = bars;
    // Values may be changed in place: the columns are our own, except where a caller shares them.
    this.bars = {
      ...rest,
      open: bars.open.slice(),
      high: bars.high.slice(),
      low: bars.low.slice(),
      close: bars.close.slice(),
      volume: bars.volume.slice(),
      ...(spread && { spread: spread.slice() }),
    };
    this.rows = Uint32Array.from({ length: bars.length }, (_, row) => row);
  }

  /** Keeps the rows that a rule keeps; returns how many went. */
  keep(keeps: Keeps): number {
    const { bars } = this;
    const kept: number[] = [];
    for (let row = 0; row < bars.length; row += 1) if (keeps(bars, row)) kept.push(row);
    return this.take(Uint32Array.from(kept));
  }

  /** Puts the bars in order of time, bars of one time as they stand; returns how many moved. */
  sort(): number {
    const { time } = this.bars;
    const order = Uint32Array.from({ length: this.bars.length }, (_, row) => row).sort(
      (a, b) => (time[a] as number) - (time[b] as number) || a - b,
    );
    const moved = order.reduce((count, row, k) => (row === k ? count : count + 1), 0);
    if (moved > 0) this.take(order);
    return moved;
  }

  private take(rows: Uint32Array): number {
    const went = this.bars.length - rows.length;
    this.bars = selectBars(this.bars, rows);
    this.rows = rows.map((row) => this.rows[row] as number);
    return went;
  }
}

function hasPrices(bars: Bars, row: number): boolean {
  return [bars.open, bars.high, bars.low, bars.close].every((column) => {
    const price = column[row] as number;
    return price > 0 && price < Infinity;
  });
}

/** Equal to the bar before it in every column. */
function unlessRepeated(all: Bars): Keeps {
  const columns = [
    all.time,
    all.open,
    all.high,
    all.low,
    all.close,
    all.volume,
    ...(all.spread ? [all.spread] : []),
  ];
  return (_, row) =>
    row === 0 || !columns.every((column) => Object.is(column[row], column[row - 1]));
}

function firstOfTime(all: Bars): Keeps {
  return (_, row) => row === 0 || all.time[row] !== all.time[row - 1];
}

function lastOfTime(all: Bars): Keeps {
  return (_, row) => row === all.length - 1 || all.time[row] !== all.time[row + 1];
}

/** Not wholly within the weekly closure. */
function whileOpen(
  all: Bars,
  { calendar, timeframe }: Pick<ImportOptions, 'timeframe' | 'calendar'>,
): Keeps {
  let low = Infinity;
  let high = -Infinity;
  for (const ms of all.time) {
    low = Math.min(low, ms);
    high = Math.max(high, ms);
  }
  const barMs = timeframeMs(timeframe);
  const week = new TradingWeek(calendar, low, high);
  return (bars, row) => {
    const open = bars.time[row] as number;
    const number = week.weekOf(open);
    return open < week.closesAt(number) || open + barMs > week.opensAt(number);
  };
}

function zeroWhere(column: Float64Array | undefined): number {
  let changed = 0;
  column?.forEach((value, row) => {
    if (value >= 0) return;
    column[row] = 0;
    changed += 1;
  });
  return changed;
}

function widenRange({ open, high, low, close, length }: Bars): number {
  let changed = 0;
  for (let row = 0; row < length; row += 1) {
    const top = Math.max(open[row] as number, high[row] as number, close[row] as number);
    const bottom = Math.min(open[row] as number, low[row] as number, close[row] as number);
    if (top === high[row] && bottom === low[row]) continue;
    high[row] = top;
    low[row] = bottom;
    changed += 1;
  }
  return changed;
}

/**
 * Takes the noise of binary numbers away: prices that are all floats of 32 bits become the shortest
 * decimals that those floats stand for, others keep 15 digits.
 */
function removeNoise(bars: Bars): number {
  const columns = [
    bars.open,
    bars.high,
    bars.low,
    bars.close,
    ...(bars.spread ? [bars.spread] : []),
  ];
  const isSingle = columns
    .slice(0, 4)
    .every((column) => column.every((value) => Math.fround(value) === value));
  let changed = 0;
  for (const column of columns) {
    column.forEach((value, row) => {
      const clean = isSingle ? shortestSingle(value) : Number(value.toPrecision(15));
      if (clean === value || value !== value) return;
      column[row] = clean;
      changed += 1;
    });
  }
  return changed;
}

function shortestSingle(value: number): number {
  for (let digits = 6; digits < 9; digits += 1) {
    const shorter = Number(value.toPrecision(digits));
    if (Math.fround(shorter) === value) return shorter;
  }
  return Number(value.toPrecision(9));
}
