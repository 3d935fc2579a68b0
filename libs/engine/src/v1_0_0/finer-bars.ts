import { firstBarAtOrAfter, type Bars } from '@assay/core';
import type { FillBar } from './fill.js';
import { touchCount, type Reachable } from './open-question.js';
import type { FinerSeries } from './simulation.js';

/** The bars inside one bar: [from, to) of the finer series; none when `from` is `to`. */
export interface FinerWindow {
  readonly from: number;
  readonly to: number;
}

const NOTHING: FinerWindow = { from: 0, to: 0 };

/**
 * Bars of a finer timeframe that decide what a bar leaves open. They are asked only then, and only
 * believed when they tell the same bar: nothing beyond its extremes, and every level that it reaches.
 */
export class FinerBars {
  /** Bars that they decided. */
  resolved = 0;
  /** Bars that they did not: none of them lie inside, or they tell another bar. */
  unresolved = 0;

  constructor(
    private readonly bars: Bars,
    private readonly barMs: number,
    private readonly finer: FinerSeries | undefined,
  ) {}

  /** Length of a finer bar, ms; null when there are none. */
  get finerMs(): number | null {
    return this.finer?.barMs ?? null;
  }

  /** The bars that decide a bar; an empty window when it stays open. Counts both. */
  windowOf(bar: number, prices: FillBar, what: Reachable): FinerWindow {
    const window = this.inside(bar);
    const decides = window.to > window.from && this.tells(window, prices, what);
    if (decides) this.resolved += 1;
    else this.unresolved += 1;
    return decides ? window : NOTHING;
  }

  /** The prices of a finer bar. Spread and slippage are those of the bar that it lies in. */
  pricesAt(at: number, { spread, slippage }: FillBar): FillBar {
    const { bars } = this.finer as FinerSeries;
    return {
      open: bars.open[at] as number,
      high: bars.high[at] as number,
      low: bars.low[at] as number,
      close: bars.close[at] as number,
      spread,
      slippage,
    };
  }

  private inside(bar: number): FinerWindow {
    if (!this.finer) return NOTHING;
    const { time } = this.finer.bars;
    const openMs = this.bars.time[bar] as number;
    return {
      from: firstBarAtOrAfter(time, openMs),
      to: firstBarAtOrAfter(time, openMs + this.barMs),
    };
  }

  private tells({ from, to }: FinerWindow, prices: FillBar, what: Reachable): boolean {
    const { bars } = this.finer as FinerSeries;
    let high = -Infinity;
    let low = Infinity;
    for (let at = from; at < to; at += 1) {
      high = Math.max(high, bars.high[at] as number);
      low = Math.min(low, bars.low[at] as number);
    }
    if (!(high <= prices.high && low >= prices.low)) return false;
    const whole = { ...prices, high, low };
    return touchCount(what, whole) === touchCount(what, prices);
  }
}
