import type { Bars } from '@assay/core';
import type { Leg, Waiting } from './reference-leg.js';

/** The bar at hand, as orders and legs see it. */
export class ReferenceMarket {
  bar = 0;

  constructor(
    private readonly bars: Bars,
    private readonly spread: number,
  ) {}

  /** A price of the bar at hand. */
  price(column: 'open' | 'high' | 'low' | 'close'): number {
    return this.bars[column][this.bar] as number;
  }

  /** What leaving at a bid is worth to a leg. */
  gain(dir: 1 | -1, bid: number): number {
    return dir === 1 ? bid : -(bid + this.spread);
  }

  /** The bid behind such a worth. */
  bidOf(dir: 1 | -1, gain: number): number {
    return dir === 1 ? gain : -gain - this.spread;
  }

  /** Bid at which a resting order fills in this bar; undefined when it is not touched. */
  touch(order: Waiting, high = this.price('high'), low = this.price('low')) {
    const { direction: dir, level = NaN } = order;
    const lift = dir === 1 ? this.spread : 0;
    const reach = order.order === 'stop' ? (dir === 1 ? high : low) : dir === 1 ? low : high;
    const sign = order.order === 'stop' ? dir : -dir;
    if (sign * (reach + lift - level) < 0) return undefined;
    return this.isPassed(order) ? this.price('open') : level - lift;
  }

  /** True when the open has passed an order. */
  isPassed({ direction: dir, level = NaN, order }: Waiting): boolean {
    const open = this.price('open') + (dir === 1 ? this.spread : 0);
    return (order === 'stop' ? dir : -dir) * (open - level) >= 0;
  }

  /** A bar as a leg would leave at its prices. */
  extremes(leg: Leg): { worst: number; best: number; open: number; close: number } {
    const worst = this.gain(leg.dir, leg.dir === 1 ? this.price('low') : this.price('high'));
    const best = this.gain(leg.dir, leg.dir === 1 ? this.price('high') : this.price('low'));
    const open = this.gain(leg.dir, this.price('open'));
    return { worst, best, open, close: this.gain(leg.dir, this.price('close')) };
  }
}
