import type { Direction, PositionView } from '@assay/strategy/sdk';
import type { OpenPosition } from './open-position.js';

/** An open position as a strategy sees it: one object, moved from position to position. */
export class StrategyPosition implements PositionView {
  private position: OpenPosition | null = null;
  private bar = 0;

  /** Points the view at a position and the current bar. */
  show(position: OpenPosition, bar: number): this {
    this.position = position;
    this.bar = bar;
    return this;
  }

  private get shown(): OpenPosition {
    if (!this.position) throw new RangeError('No position is open.');
    return this.position;
  }

  get id(): number {
    return this.shown.id;
  }
  get direction(): Direction {
    return this.shown.direction;
  }
  get units(): number {
    return this.shown.units;
  }
  get entryPrice(): number {
    return this.shown.fill.price;
  }
  get entryBar(): number {
    return this.shown.entryBar;
  }
  get barsHeld(): number {
    return this.bar - this.shown.entryBar;
  }
  get stopLoss(): number {
    return this.shown.stopLoss;
  }
  get takeProfit(): number {
    return this.shown.takeProfit;
  }
}
