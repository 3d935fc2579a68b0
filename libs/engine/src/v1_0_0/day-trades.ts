import type { Direction } from '@assay/strategy/sdk';
import type { ZoneTime } from './zone-time.js';

/** Counts the trades that are filled in each local day; only the last day is remembered. */
export class DayTradeCount {
  private day = NaN;
  private count = 0;
  private lastDirection: Direction | 0 = 0;

  constructor(
    private readonly zone: ZoneTime,
    /** Open times of the bars, ms UTC. */
    private readonly time: Float64Array,
  ) {}

  /** Trades filled in the local day in which a bar opens. */
  tradesOnDayOf(bar: number): number {
    return this.dayOf(bar) === this.day ? this.count : 0;
  }

  /** Side of the last trade filled in the local day in which a bar opens; 0 when there is none. */
  lastDirectionOnDayOf(bar: number): Direction | 0 {
    return this.tradesOnDayOf(bar) > 0 ? this.lastDirection : 0;
  }

  /** Counts a filled trade. */
  add(bar: number, direction: Direction): void {
    const day = this.dayOf(bar);
    this.count = day === this.day ? this.count + 1 : 1;
    this.day = day;
    this.lastDirection = direction;
  }

  private dayOf(bar: number): number {
    return this.zone.dayOf(this.time[bar] as number);
  }
}
