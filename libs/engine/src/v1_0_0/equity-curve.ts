import type { Bars } from '@assay/core';
import type { RateSource } from '@assay/instruments';
import type { BarPrices } from './bar-prices.js';
import type { CostSettings } from './cost-settings.js';
import { EquityPieces } from './equity-pieces.js';
import type { OpenPosition } from './open-position.js';
import type { ScratchArrays } from './scratch-arrays.js';
import type { SwapNights } from './swap-nights.js';

/** What marking a position needs beside the bars. */
export interface MarkInputs {
  readonly bars: Bars;
  readonly firstBar: number;
  readonly barMs: number;
  readonly prices: BarPrices;
  /** Quote → account. */
  readonly rates: RateSource;
  readonly costs: CostSettings;
  /** Null when no swap is charged. */
  readonly nights: SwapNights | null;
  readonly scratch: ScratchArrays;
}

/**
 * Equity at each close and the worst mark inside each bar. Bars are filled in stretches (flat, or
 * one position), when something happens or somebody asks: nothing is done at a quiet bar.
 */
export class EquityCurve {
  readonly pieces: EquityPieces;
  /** True when only prices change from bar to bar: nothing is converted, charged or has a spread column. */
  readonly isPlain: boolean;
  /** First bar that is not final. */
  private filled: number;
  /** Bar of the last event and the lowest equity noted at it. */
  private lowBar = -1;
  private lowValue = Infinity;

  constructor(private readonly inputs: MarkInputs) {
    const { bars, firstBar, prices, rates, nights, scratch } = inputs;
    this.pieces = new EquityPieces(bars, firstBar, prices.spreadAt(0), scratch);
    this.isPlain = rates.isUnity && nights === null && prices.isSpreadFixed;
    this.filled = firstBar;
  }

  /** Notes an equity that was reached inside a bar. */
  noteLow(bar: number, value: number): void {
    if (bar !== this.lowBar) {
      this.lowBar = bar;
      this.lowValue = value;
    } else if (value < this.lowValue) {
      this.lowValue = value;
    }
  }

  /** Fills the bars before `until` with an account that holds nothing. */
  fillFlat(until: number, cash: number): void {
    if (this.filled >= until) return;
    if (this.filled === this.lowBar && this.lowValue < cash) {
      this.pieces.mark(this.filled, cash, this.lowValue);
      this.filled += 1;
    }
    if (this.filled < until) this.pieces.add(this.filled, until, cash, 0, 0);
    this.filled = until;
  }

  /** Fills the bars before `until`, during which these positions are open. */
  fill(positions: readonly OpenPosition[], until: number, cash: number): void {
    if (positions.length === 0) this.fillFlat(until, cash);
    else if (positions.length === 1) this.markOpen(positions[0] as OpenPosition, until, cash);
    else this.markSeveral(positions, until, cash);
  }

  /** Equity when positions of one side are marked at a price of the side they leave on. */
  markAll(positions: readonly OpenPosition[], price: number, rate: number, cash: number): number {
    let equity = cash;
    for (let at = 0; at < positions.length; at += 1) {
      equity = this.markAt(positions[at] as OpenPosition, price, rate, equity);
    }
    return equity;
  }

  /** Equity when a position is marked at a price of the side it leaves on. */
  markAt(position: OpenPosition, price: number, rate: number, cash: number): number {
    const entryCosts = position.entryCommission + position.entrySpreadCost;
    const moved = (price - position.fill.price) * (position.direction * position.units);
    return cash - entryCosts + position.swap + moved * rate;
  }

  /** Equity at the close of a bar at which positions are open. */
  equityAtClose(positions: readonly OpenPosition[], bar: number, cash: number): number {
    this.fill(positions, bar, cash);
    const { bars, rates, barMs } = this.inputs;
    const closeMs = (bars.time[bar] as number) + barMs;
    const rate = rates.at(closeMs);
    let equity = cash;
    for (const position of positions) {
      this.accrueSwap(position, closeMs);
      const price = (bars.close[bar] as number) + this.exitSpread(position, bar);
      equity = this.markAt(position, price, rate, equity);
    }
    return equity;
  }

  /** Charges every rollover before an instant. Swap converts at the rate of its rollover. */
  accrueSwap(position: OpenPosition, beforeMs: number): void {
    const { nights, costs, rates } = this.inputs;
    if (nights === null || costs.swap === null) return;
    const { longPerNight, shortPerNight } = costs.swap;
    const perNight = position.direction === 1 ? longPerNight : shortPerNight;
    while (position.nextRollover < beforeMs) {
      const rollover = position.nextRollover;
      const money = perNight * nights.nightsAt(rollover) * position.units;
      position.swap += money * rates.at(rollover);
      position.nextRollover = nights.nextAfter(rollover);
    }
  }

  /** Fills the bars before `until`, during which a position is open, and takes its excursions. */
  markOpen(position: OpenPosition, until: number, cash: number): void {
    if (this.filled >= until) return;
    const from = this.filled;
    if (position.isUnwatched && !this.isLowNoted(position, from, cash)) {
      this.addStretch(position, until, cash);
      this.filled = until;
      return;
    }
    // Only part of these bars counts, or something happened inside.
    if (from === position.entryBar || from === this.lowBar) {
      const worst = this.experienceLastBar(position, from);
      this.fillMarked(position, from, worst, cash);
      this.applyNotedLow(from);
      this.filled = from + 1;
    }
    this.markWholeBars(position, until, cash);
  }

  /** True when an equity was noted at a bar that the marks of a position may not reach. */
  private isLowNoted(position: OpenPosition, bar: number, cash: number): boolean {
    return bar === this.lowBar && this.lowValue < this.baseOf(position, cash);
  }

  /** What the marks of a position start from. */
  private baseOf({ entryCommission, entrySpreadCost, swap }: OpenPosition, cash: number): number {
    return cash - (entryCommission + entrySpreadCost) + swap;
  }

  /** The same with several positions: bar by bar, each with what it has seen of the bar. */
  private markSeveral(positions: readonly OpenPosition[], until: number, cash: number): void {
    const { bars, barMs, rates } = this.inputs;
    const from = this.filled;
    for (let bar = from; bar < until; bar += 1) {
      const closeMs = (bars.time[bar] as number) + barMs;
      const rate = rates.at(closeMs);
      let equity = cash;
      let low = cash;
      for (const position of positions) {
        const worst = this.experienceLastBar(position, bar);
        if (position.nextRollover < closeMs) this.accrueSwap(position, closeMs);
        const close = (bars.close[bar] as number) + this.exitSpread(position, bar);
        equity = this.markAt(position, close, rate, equity);
        low = this.markAt(position, worst, rate, low);
      }
      this.pieces.mark(bar, equity, Math.min(equity, low));
    }
    if (until > from) this.filled = until;
    this.applyNotedLow(from);
  }

  /** Takes the excursions of a bar that the position leaves at its close; returns the worst price. */
  experienceLastBar(position: OpenPosition, bar: number): number {
    if (bar === position.entryBar) return this.experienceEntryBar(position, bar);
    const { high, low } = this.inputs.bars;
    const spread = this.exitSpread(position, bar);
    const top = (high[bar] as number) + spread;
    const bottom = (low[bar] as number) + spread;
    position.experience(top, bottom);
    return position.direction === 1 ? bottom : top;
  }

  /** Spread in the price at which a position leaves: shorts buy at the ask. */
  exitSpread(position: OpenPosition, bar: number): number {
    return position.direction === 1 ? 0 : this.inputs.prices.spreadAt(bar);
  }

  private applyNotedLow(bar: number): void {
    if (bar === this.lowBar) this.pieces.lower(bar, this.lowValue);
  }

  /**
   * Takes from the entry bar only what is certain to have come after the fill: all of it after an
   * entry at the open; the favourable extreme and the close after a stop entry; the adverse extreme and
   * the close after a limit entry; nothing but the close after an entry there. Returns the worst price.
   */
  private experienceEntryBar(position: OpenPosition, bar: number): number {
    const { bars } = this.inputs;
    const spread = this.exitSpread(position, bar);
    const close = (bars.close[bar] as number) + spread;
    let top = close;
    let bottom = close;
    const { entryMoment: moment, direction } = position;
    const risesAfterFill = moment === 'open' || (moment === 'stop') === (direction === 1);
    if (moment !== 'close') {
      if (moment === 'open' || risesAfterFill) top = (bars.high[bar] as number) + spread;
      if (moment === 'open' || !risesAfterFill) bottom = (bars.low[bar] as number) + spread;
    }
    position.experience(top, bottom);
    return position.worst;
  }

  private fillMarked(position: OpenPosition, bar: number, worst: number, cash: number): void {
    const { bars, barMs, rates } = this.inputs;
    const closeMs = (bars.time[bar] as number) + barMs;
    if (position.nextRollover < closeMs) this.accrueSwap(position, closeMs);
    const rate = rates.isUnity ? 1 : rates.at(closeMs);
    const close = (bars.close[bar] as number) + this.exitSpread(position, bar);
    const equity = this.markAt(position, close, rate, cash);
    this.pieces.mark(bar, equity, Math.min(equity, this.markAt(position, worst, rate, cash)));
  }

  private markWholeBars(position: OpenPosition, until: number, cash: number): void {
    if (this.filled >= until) return;
    if (this.isPlain) this.markPlainBars(position, until, cash);
    else this.markConvertedBars(position, until, cash);
    this.filled = until;
  }

  /** A whole stretch at once: its marks follow from prices. */
  private addStretch(position: OpenPosition, until: number, cash: number): void {
    const { direction, units, fill } = position;
    const base = this.baseOf(position, cash);
    this.pieces.add(this.filled, until, base, fill.price, direction * units);
  }

  /** Whole bars of which nothing but the extremes is to be looked at. */
  private markPlainBars(position: OpenPosition, until: number, cash: number): void {
    const { bars, prices } = this.inputs;
    const { high, low } = bars;
    const spread = position.direction === 1 ? 0 : prices.spreadAt(this.filled);
    let top = -Infinity;
    let bottom = Infinity;
    for (let bar = this.filled; bar < until; bar += 1) {
      const highest = (high[bar] as number) + spread;
      const lowest = (low[bar] as number) + spread;
      if (highest > top) top = highest;
      if (lowest < bottom) bottom = lowest;
    }
    position.experience(top, bottom);
    this.addStretch(position, until, cash);
  }

  private markConvertedBars(position: OpenPosition, until: number, cash: number): void {
    const { bars } = this.inputs;
    const adverse = position.direction === 1 ? bars.low : bars.high;
    for (let bar = this.filled; bar < until; bar += 1) {
      const spread = this.exitSpread(position, bar);
      const top = (bars.high[bar] as number) + spread;
      position.experience(top, (bars.low[bar] as number) + spread);
      this.fillMarked(position, bar, (adverse[bar] as number) + spread, cash);
    }
  }
}
