import type { Direction } from '@assay/strategy/sdk';
import type { ZoneTime } from './zone-time.js';

/** Counts the trades that are filled in a local day, when it is asked: most strategies never ask. */
export class DayTradeCount {
  /** Entry bars of all trades so far. */
  private readonly bars: number[] = [];
  private lastDirection: Direction | 0 = 0;

  constructor(
    private readonly zone: ZoneTime,
    /** Open times of the bars, ms UTC. */
    private readonly time: Float64Array,
  ) {}

  /** Trades filled in the local day in which a bar opens. */
  tradesOnDayOf(bar: number): number {
    const { bars } = this;
    if (bars.length === 0) return 0;
    const day = this.dayOf(bar);
    let first = bars.length;
    while (first > 0 && this.dayOf(bars[first - 1] as number) === day) first -= 1;
    return bars.length - first;
  }

  /** Side of the last trade filled in the local day in which a bar opens; 0 when there is none. */
  lastDirectionOnDayOf(bar: number): Direction | 0 {
    return this.tradesOnDayOf(bar) > 0 ? this.lastDirection : 0;
  }

  /** Counts a filled trade. */
  add(bar: number, direction: Direction): void {
    this.bars.push(bar);
    this.lastDirection = direction;
  }

  private dayOf(bar: number): number {
    return this.zone.dayOf(this.time[bar] as number);
  }
}
