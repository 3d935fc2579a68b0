import type { Direction } from '@assay/strategy/sdk';
import type { Order } from './order.js';

/**
 * A price at which units change hands. Buying happens at ask = bid + spread, selling at bid;
 * slippage moves the price against the trader.
 */
export interface Fill {
  /** What is paid or received for one unit. */
  readonly price: number;
  /** The bid behind it, free of spread and slippage. */
  readonly bid: number;
  /** Spread in the price; 0 for a sale. */
  readonly spread: number;
  readonly slippage: number;
  /** True when it happens at the bar's open, so that the whole bar comes after it. */
  readonly atOpen: boolean;
}

/** Bid prices of one bar, its spread, and the slippage of market and stop fills; price units. */
export interface FillBar {
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly spread: number;
  readonly slippage: number;
}

/** A fill that is filled anew by one trade after another: a busy strategy makes tens of thousands. */
export class ReusedFill implements Fill {
  price = NaN;
  bid = NaN;
  spread = NaN;
  slippage = NaN;
  atOpen = false;

  /** Becomes a market fill at a bid price (the open, or the close) of a bar. */
  setMarket(side: Direction, bid: number, bar: FillBar, atOpen: boolean): this {
    const { spread, slippage } = bar;
    this.price = side === 1 ? bid + spread + slippage : bid - slippage;
    this.bid = bid;
    this.spread = side === 1 ? spread : 0;
    this.slippage = slippage;
    this.atOpen = atOpen;
    return this;
  }

  copy(fill: Fill): void {
    this.price = fill.price;
    this.bid = fill.bid;
    this.spread = fill.spread;
    this.slippage = fill.slippage;
    this.atOpen = fill.atOpen;
  }
}

/** A market fill at a bid price (the open, or the close) of a bar. */
export function marketFill(side: Direction, bid: number, bar: FillBar, atOpen: boolean): Fill {
  return new ReusedFill().setMarket(side, bid, bar, atOpen);
}

/** A fill at a level on the side it trades on: no worse and no better, plus slippage. */
export function levelFill(side: Direction, level: number, spread: number, slippage: number): Fill {
  return side === 1
    ? { price: level + slippage, bid: level - spread, spread, slippage, atOpen: false }
    : { price: level - slippage, bid: level, spread: 0, slippage, atOpen: false };
}

/**
 * The fill of a resting entry order against a bar; null when the bar does not touch it. Triggers use
 * the side that the order trades on. A level that the open has passed fills at the open: worse for
 * a stop order, better for a limit order.
 */
export function restingFill(order: Order, bar: FillBar): Fill | null {
  const { direction, level } = order;
  const shift = direction === 1 ? bar.spread : 0;
  // A buy stop and a sell limit wait above the price, the other two below it.
  const above = (order.kind === 'stop') === (direction === 1);
  const reached = above ? bar.high + shift >= level : bar.low + shift <= level;
  if (!reached) return null;
  const open = bar.open + shift;
  const slippage = order.kind === 'stop' ? bar.slippage : 0;
  if (above ? open >= level : open <= level) {
    return direction === 1
      ? { price: open + slippage, bid: bar.open, spread: bar.spread, slippage, atOpen: true }
      : { price: open - slippage, bid: bar.open, spread: 0, slippage, atOpen: true };
  }
  return levelFill(direction, level, bar.spread, slippage);
}
